import { type ReactNode, StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { createRoot } from 'react-dom/client';
import type { ShellState } from '../core/rpc/contract.ts';
import { connect } from './api.ts';
import { createActivity } from './state/activity.ts';
import { createCalendar } from './state/calendar.ts';
import { dayAt } from './state/calendar-days.ts';
import { createClock } from './state/clock.ts';
import { createCompositions } from './state/composition.ts';
import { createDrafts } from './state/drafts.ts';
import { createPosts } from './state/posts.ts';
import { createRequests } from './state/requests.ts';
import { type Services, ServicesProvider } from './state/services.tsx';
import { createSession } from './state/session.ts';
import { createToasts } from './state/toasts.ts';
import { createUndo } from './state/undo.ts';
import { localZone } from './state/when-words.ts';
import { keepWriting, readWriting } from './state/writing.ts';

const session = createSession(Date.now);
const posts = createPosts(session.worker);
const activity = createActivity(session.worker);
const calendar = createCalendar(session.worker, dayAt(Date.now(), localZone()));
const makeId = () => crypto.randomUUID();
const compositions = createCompositions(makeId);
const toasts = createToasts();
const undo = createUndo(toasts);
const services: Services = {
  session,
  posts,
  activity,
  calendar,
  compositions,
  kept: keepWriting(compositions, (text) => session.shell().keepWriting(text)),
  drafts: createDrafts({ session, posts, compositions, makeId }),
  toasts,
  undo,
  clock: createClock(document),
  composeRequests: createRequests(),
};

/** Posts of another storage are never shown as those of this one. */
function onShellState(state: ShellState): void {
  const before = session.get().shell?.storage;
  const { use, account } = state.storage;
  if (before && (before.use !== use || before.account !== account)) {
    posts.clear();
    undo.clear();
    activity.clear();
    calendar.clear();
  }
  session.onShellState(state);
}

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
    },
    shellEvents: {
      stateChanged: (state) => {
        if (isRestored) onShellState(state);
      },
      compose: services.composeRequests.send,
    },
    onWorker: (api) => {
      session.onWorker(api);
      posts.reload();
      activity.refresh();
      calendar.refresh();
      void services.drafts.store();
    },
    onWorkerGone: () => session.onWorker(undefined),
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
