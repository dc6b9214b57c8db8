import type { MessagePortMain } from 'electron';
import type { Home } from '../core/host/home.ts';
import type { HostedWorker } from '../core/host/worker-host.ts';
import { openChannel } from '../core/rpc/channel.ts';
import type { Overview, WorkerEvents } from '../core/rpc/contract.ts';
import { WORKER_ARGUMENTS } from '../core/rpc/schemas.ts';
import { type FromWorker, HEARTBEAT_EVERY, type ToWorker } from '../core/rpc/worker-messages.ts';
import { createWorkerApi } from '../core/service/worker-api.ts';

export type WindowLinks = {
  /** Serves a window on its port until the port closes. */
  open(port: MessagePortMain): void;
  pause(until: Extract<ToWorker, { kind: 'pause' }>['until']): Promise<void>;
  close(): void;
};

type Options = { readonly home: Home; readonly hosted: HostedWorker; readonly tell: (message: FromWorker) => void };

/** Windows are told of changes at most this often, ms: a burst of posts is one repaint. */
const TELL_EVERY = 150;

/** Tells the windows and main what changes, and answers the windows' calls. */
export function createWindowLinks({ home, hosted, tell }: Options): WindowLinks {
  const { store, service, clock } = home;
  const windows = new Set<WorkerEvents>();
  const closing = new AbortController();
  const api = createWorkerApi({ ...store, service, overview: () => hosted.overview() });
  let changed = false;
  let telling = false;

  async function report(): Promise<void> {
    const overview = await hosted.overview();
    tell({ kind: 'heartbeat', summary: summaryOf(overview) });
    for (const window of windows) window.overviewChanged(overview);
  }

  /** Coalesces: the first change is told at once, what follows within the pause together. */
  async function tellChanges(): Promise<void> {
    changed = true;
    if (telling) return;
    telling = true;
    while (changed && !closing.signal.aborted) {
      changed = false;
      for (const window of windows) window.postsChanged();
      await report();
      await clock.sleep(TELL_EVERY, closing.signal);
    }
    telling = false;
  }

  async function beat(): Promise<void> {
    while (!closing.signal.aborted) {
      await report();
      await clock.sleep(HEARTBEAT_EVERY, closing.signal);
    }
  }

  const unwatch = store.posts.onChange(() => void tellChanges());
  void beat();

  const pause: WindowLinks['pause'] = async (until) => {
    await api.pause(until);
    hosted.worker.wake();
    await report();
  };

  return {
    open: (port) => {
      const link = { post: (message: unknown) => port.postMessage(message), onMessage: (listener: (message: unknown) => void) => port.on('message', ({ data }) => listener(data)) };
      const window = openChannel<WorkerEvents, typeof api>(link, { ...api, pause }, WORKER_ARGUMENTS);
      const events: WorkerEvents = {
        postsChanged: () => void window.postsChanged.asEvent(),
        overviewChanged: (overview) => void window.overviewChanged.asEvent(overview),
      };
      windows.add(events);
      port.on('close', () => windows.delete(events));
      port.start();
    },
    pause,
    close: () => {
      closing.abort();
      unwatch();
    },
  };
}

function summaryOf({ health, counts, next, pausedUntil }: Overview): Extract<FromWorker, { kind: 'heartbeat' }>['summary'] {
  const text = next?.parts[0]?.text ?? '';
  return {
    health,
    counts,
    next: next?.dueAt ? { text: text.slice(0, 60), dueAt: Date.parse(next.dueAt) } : null,
    pausedUntil,
  };
}
