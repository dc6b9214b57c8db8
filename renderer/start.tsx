import { type ReactNode, StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import type { ShellState } from '../core/rpc/shell-contract.ts';
import { connect } from './api.ts';
import { createActivity } from './state/activity.ts';
import { createAttachments } from './state/attachments.ts';
import { createCalendar } from './state/calendar.ts';
import { dayAt } from './state/calendar-days.ts';
import { createClock } from './state/clock.ts';
import { createCompositions } from './state/composition.ts';
import { createDrafts } from './state/drafts.ts';
import { announceFileJob } from './state/file-jobs.ts';
import { createImports } from './state/imports.ts';
import { followDemo, timeNow } from './state/now.ts';
import { createPosts } from './state/posts.ts';
import { CLOSED } from './state/posts-store.ts';
import { createRequests } from './state/requests.ts';
import { type Services, ServicesProvider } from './state/services.tsx';
import { createSession } from './state/session.ts';
import { announceSignIn } from './state/sign-ins.ts';
import { createSpelling } from './state/spelling.ts';
import { createToasts } from './state/toasts.ts';
import { createUndo } from './state/undo.ts';
import { localZone } from './state/when-words.ts';
import { keepWriting, readWriting } from './state/writing.ts';
import { strings } from './strings.ts';

const session = createSession(Date.now);
const posts = createPosts(session.worker, () => {
  const counts = session.get().overview?.counts;
  return counts && CLOSED.reduce((sum, status) => sum + counts[status], 0);
});
const activity = createActivity(session.worker);
const calendar = createCalendar(session.worker, dayAt(timeNow(), localZone()));
const makeId = () => crypto.randomUUID();
const compositions = createCompositions(makeId);
const toasts = createToasts();
const undo = createUndo(toasts);
const imports = createImports({ worker: session.worker, makeId, undo });
const services: Services = {
  session,
  posts,
  activity,
  imports,
  calendar,
  compositions,
  attachments: createAttachments({ compositions, worker: session.worker, toasts, makeId }),
  kept: keepWriting(compositions, (text) => session.shell().keepWriting(text)),
  drafts: createDrafts({ session, posts, compositions, makeId }),
  spelling: createSpelling(session.shell),
  toasts,
  undo,
  clock: createClock(document),
  requests: createRequests(),
};

/** Posts of another storage are never shown as those of this one. */
function onShellState(state: ShellState): void {
  const before = session.get().shell;
  announceFileJob(before, state, toasts);
  announceSignIn(before, state, toasts);
  followDemo(state.demo);
  if (before && placeOf(before) !== placeOf(state)) {
    posts.clear();
    undo.clear();
    activity.clear();
    imports.clear();
    calendar.clear();
  }
  session.onShellState(state);
}

const placeOf = ({ home, storage: { use, account } }: ShellState): string => `${home} ${use} ${account}`;
/** Until what was being written is back there is nothing to write into: what is typed would be replaced by it. */
let isRestored = false;

/** Connects the window to what is behind it and shows `screens` in it. */
export function startWindow(screens: ReactNode): void {
  connect({
    workerEvents: {
      postsChanged: () => {
        posts.refresh();
        activity.refresh();
        calendar.refresh();
      },
      overviewChanged: session.onOverview,
      importChanged: imports.onProgress,
    },
    shellEvents: {
      stateChanged: (state) => {
        if (isRestored) onShellState(state);
      },
      asked: services.requests.send,
      noticed: ({ tone, title, body }) =>
        void toasts.show({ tone, message: strings.desktop.notice(title, body) }),
    },
    onWorker: (api) => {
      session.onWorker(api);
      posts.reload();
      activity.refresh();
      calendar.refresh();
      void services.drafts.store();
    },
    onWorkerGone: () => {
      session.onWorker(undefined);
      imports.onWorkerGone();
    },
    onShell: async (shell) => {
      const written = await readWriting(shell);
      isRestored = true;
      session.onShell(shell);
      if (written) compositions.restore(written);
      void services.drafts.store();
    },
  });

  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="en-GB">
        <ServicesProvider services={services}>{screens}</ServicesProvider>
      </I18nProvider>
    </StrictMode>,
  );
}
