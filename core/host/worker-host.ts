import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { acquireWorkerLock, type WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import type { Post } from '../domain/post.ts';
import { TIMINGS, type Timings } from '../domain/timings.ts';
import type { Overview } from '../rpc/contract.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { readOverview } from '../service/overview.ts';
import { startWorker, type Worker } from '../worker.ts';
import type { Home } from './home.ts';
import { createRoutes } from './routes.ts';

export type HostOptions = {
  readonly home: Home;
  readonly keys: readonly AccountKeys[];
  readonly kind: 'app' | 'cli';
  readonly timings?: Timings;
  readonly onPublished?: (post: Post, tweetId: string) => void;
  /** False: only `worker.runOnce` acts. */
  readonly loops?: boolean;
};

export type HostedWorker = {
  readonly worker: Worker;
  /** New or other keys: accounts are found, held posts of an account with new keys go on. */
  setKeys(keys: readonly AccountKeys[]): Promise<void>;
  overview(): Promise<Overview>;
  /** Ends the worker (see `Worker.stop`) and lets go of the home. */
  stop(within: number): Promise<void>;
};

export type HostResult =
  | { readonly kind: 'running'; readonly hosted: HostedWorker }
  | { readonly kind: 'taken'; readonly holder: WorkerHolder | undefined };

/** The worker of a home, under the home's lock: the one composition behind the app and `perch worker`. */
export async function hostWorker(options: HostOptions): Promise<HostResult> {
  const { home, kind } = options;
  const { store, clock, random, log } = home;
  const holder = { pid: process.pid, kind, startedAt: clock.now(), host: hostname() };
  const lock = acquireWorkerLock(home.path, holder);
  if (!lock.ok) return { kind: 'taken', holder: lock.holder };

  const routes = createRoutes(home);
  await routes.setKeys(options.keys);
  const exclusive = home.storage.kind === 'local';
  const place = placeOf(home.path);
  // Under the lock of a home its other workers are dead, and those of the only home are all.
  for (const old of await store.workers.list())
    if (exclusive || old.place === place) await store.workers.remove(old.id);
  const worker = await startWorker(
    { ...store, clock, random, log, publisher: routes.publisher },
    {
      timings: safeTimings(options),
      exclusive,
      identity: { host: holder.host, place, pid: holder.pid, kind, version: home.version },
      ...(options.onPublished && { onPublished: options.onPublished }),
    },
    options.loops ?? true,
  );

  const hosted: HostedWorker = {
    worker,
    setKeys: async (keys) => {
      await routes.setKeys(keys);
      worker.wake();
    },
    overview: () => readOverview({ ...store, clock, processors: async () => worker.records() }),
    stop: async (within) => {
      routes.close();
      await worker.stop(within);
      lock.release();
    },
  };
  return { kind: 'running', hosted };
}

/** The same for every worker of this home, and says nothing about where it is. */
const placeOf = (path: string): string =>
  createHash('sha256').update(`${hostname()} ${path}`).digest('hex').slice(0, 16);

/** Shorter timings would weaken the proof that a post is not out, so every X has to be one on this machine. */
function safeTimings({ keys, timings = TIMINGS, home }: HostOptions): Timings {
  // Plain http passes the check of a base URL only on loopback.
  if (timings === TIMINGS || keys.every(({ apiBaseUrl }) => apiBaseUrl.startsWith('http:'))) return timings;
  home.log.warn('PERCH_TIMINGS is ignored, because an account is not on this machine');
  return TIMINGS;
}
