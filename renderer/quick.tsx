import './ui/tokens.css';
import { useEffect, useMemo } from 'react';
import { Composer } from './compose/composer.tsx';
import { useNewPost } from './compose/use-new-post.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Toasts } from './shell/toasts.tsx';
import { startWindow } from './start.tsx';
import { useServices, useSession } from './state/services.tsx';
import { strings } from './strings.ts';
import { QuickFrame } from './ui/quick-frame.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';

/** The small window from the tray: the same composer, nothing else. What is not finished is there next time. */
function QuickApp() {
  useTheme();
  const { compositions, requests, session, undo } = useServices();
  const newPost = useNewPost();
  const isReady = useSession((s) => s.shell !== null);
  const fit = useMemo(() => (height: number) => void session.shell().fitHeight(height), [session]);
  useShortcuts({
    closeQuick: () => window.close(),
    undo: () => void undo.undo(),
    redo: () => void undo.redo(),
  });
  useEffect(() => compositions.requestFocus(), [compositions]);
  useEffect(
    () => requests.listen((request) => request.kind === 'compose' && newPost(request.draft)),
    [requests, newPost],
  );
  if (!isReady) return null;
  return (
    <QuickFrame title={strings.writing.quickTitle} onHeight={fit}>
      <ErrorBoundary>
        <Composer />
      </ErrorBoundary>
      <Toasts />
    </QuickFrame>
  );
}

startWindow(<QuickApp />);
