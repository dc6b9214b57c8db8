import type { MessagePortMain } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Home } from '../core/host/home.ts';
import { createWindowApi } from '../core/host/window-api.ts';
import type { HostedWorker } from '../core/host/worker-host.ts';
import { openChannel, type PortLike } from '../core/rpc/channel.ts';
import type { WorkerApi, WorkerEvents } from '../core/rpc/contract.ts';
import { WORKER_ARGUMENTS } from '../core/rpc/schemas.ts';
import { type FromWorker, HEARTBEAT_EVERY, type ToWorker } from '../core/rpc/worker-messages.ts';
import { createNeedsWatch } from '../core/service/needs-watch.ts';
import { traySummaryOf } from '../core/service/tray-summary.ts';

export type WindowLinks = {
  /** Serves a window on its port until the port closes. */
  open(port: MessagePortMain): void;
  /** Tells main and the windows how things are. */
  report(): Promise<void>;
  pause(until: Extract<ToWorker, { kind: 'pause' }>['until']): Promise<void>;
  close(): void;
};

type Options = {
  readonly home: Home;
  readonly hosted: HostedWorker;
  readonly tell: (message: FromWorker) => void;
};

/** Windows are told of changes at most this often, ms: a burst of posts is one repaint, or one paid request. */
const TELL_EVERY = { local: 150, azure: 1_000 } as const;

/** Tells the windows and main what changes, and answers the windows' calls. */
export function createWindowLinks({ home, hosted, tell }: Options): WindowLinks {
  const { store, storage } = home;
  // Main and the window live in the time of the machine, also when a demo does not.
  const clock = createSystemClock();
  const windows = new Set<WorkerEvents>();
  const closing = new AbortController();

  async function report(): Promise<void> {
    const overview = await hosted.overview.glance();
    tell({ kind: 'heartbeat', summary: traySummaryOf(overview) });
    for (const window of windows) window.overviewChanged(overview);
    await watchNeeds(overview);
  }

  async function beat(): Promise<void> {
    while (!closing.signal.aborted) {
      await report();
      await clock.sleep(HEARTBEAT_EVERY, closing.signal);
    }
  }

  const tellChanges = coalesce(async () => {
    for (const window of windows) window.postsChanged();
    await report();
    await clock.sleep(TELL_EVERY[storage.kind], closing.signal);
  });

  const api = createWindowApi(home, hosted, {
    report,
    changed: () => void tellChanges(),
    importChanged: (progress) => {
      for (const window of windows) window.importChanged(progress);
    },
  });
  const watchNeeds = createNeedsWatch(api, storage.kind !== 'local', tell);
  const unwatch = [
    store.posts.onChange(() => void tellChanges()),
    hosted.overview.onNews((what) => void (what === 'storage' ? tellChanges() : report())),
  ];
  void beat();
  return {
    open: (port) => {
      const events = serve(port, api);
      windows.add(events);
      hosted.overview.setWatched(true);
      port.on('close', () => {
        windows.delete(events);
        hosted.overview.setWatched(windows.size > 0);
      });
      port.start();
    },
    report,
    pause: api.pause,
    close: () => {
      closing.abort();
      for (const leave of unwatch) leave();
    },
  };
}

/** Runs `task` at the first call, and once more after it for all the calls that came meanwhile. */
function coalesce(task: () => Promise<void>): () => Promise<void> {
  let wanted = false;
  let running = false;
  return async () => {
    wanted = true;
    if (running) return;
    running = true;
    while (wanted) {
      wanted = false;
      await task();
    }
    running = false;
  };
}

/** Answers one window's calls; returns how to tell it something. */
function serve(port: MessagePortMain, api: WorkerApi): WorkerEvents {
  const link: PortLike = {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
  };
  const window = openChannel<WorkerEvents, WorkerApi>(link, api, WORKER_ARGUMENTS);
  return {
    postsChanged: () => void window.postsChanged.asEvent(),
    overviewChanged: (overview) => void window.overviewChanged.asEvent(overview),
    importChanged: (progress) => void window.importChanged.asEvent(progress),
  };
}
