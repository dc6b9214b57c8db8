import { SECOND } from '../../core/domain/time.ts';
import { SHORTCUTS } from '../shortcuts.ts';
import { useNow, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { Toast, ToastRegion } from '../ui/toast.tsx';
import { useReopened } from './use-reopened.ts';

/** What just happened, and the way back while there is one. */
export function Toasts() {
  const { toasts } = useServices();
  const shown = useStore(toasts, (s) => s.toasts);
  useReopened();
  return (
    <ToastRegion label={strings.toasts}>
      {shown.map((toast) => (
        <Toast
          key={toast.id}
          tone={toast.tone}
          message={toast.until === undefined ? toast.message : <Countdown {...toast} until={toast.until} />}
          action={toast.undo && <Undo undo={toast.undo} />}
          dismissLabel={strings.actions.dismiss}
          onDismiss={() => toasts.dismiss(toast.id)}
        />
      ))}
    </ToastRegion>
  );
}

/** Read out once: a number that changes every second would be read out every second. */
function Countdown({ message, until }: { readonly message: string; readonly until: number }) {
  // The clock of the window may be up to a second behind.
  const left = Math.max(1, Math.floor((until - useNow()) / SECOND));
  return (
    <>
      {message} <span aria-hidden>{strings.writing.countdown(left)}</span>
    </>
  );
}

function Undo({ undo }: { readonly undo: () => void }) {
  return (
    <Button size="s" chord={SHORTCUTS.undo.keys[0]} onPress={undo}>
      {strings.actions.undo}
    </Button>
  );
}
