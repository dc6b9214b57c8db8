import { hostname } from 'node:os';
import { acquireWorkerLock, type WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import type { Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import { TIMINGS, type Timings } from '../domain/timings.ts';
import type { Overview } from '../rpc/contract.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import { readOverview } from '../service/overview.ts';
import { startWorker, type Worker } from '../worker.ts';
import { connectKeys } from './connect-keys.ts';
import { type Connected, connectAccount } from './connections.ts';
import type { Home } from './home.ts';
import { createRoutedPublisher } from './publishers.ts';

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

/** X may be out of reach at the start: unknown keys are asked about again this often, ms. */
const ASK_AGAIN = 30 * SECOND;
/** Start-up does not wait longer than this for X to name an account, ms. */
const ASK_LIMIT = 8 * SECOND;

/** The worker of a home, under the home's lock: the one composition behind the app and `perch worker`. */
export async function hostWorker(options: HostOptions): Promise<HostResult> {
  const { home, kind } = options;
  const { store, clock, random, log, service } = home;
  const holder = { pid: process.pid, kind, startedAt: clock.now(), host: hostname() };
  const lock = acquireWorkerLock(home.path, holder);
  if (!lock.ok) return { kind: 'taken', holder: lock.holder };

  const closing = new AbortController();
  const routes = new Map<string, Connected & { kind: 'connected' }>();
  const deps = { accounts: store.accounts, clock, log, openAccount: service.openAccount };

  async function connect(keys: readonly AccountKeys[]): Promise<readonly AccountKeys[]> {
    const unknown: AccountKeys[] = [];
    for (const one of keys) {
      const connected = await connectAccount(deps, connectKeys(one, clock), AbortSignal.any([closing.signal, AbortSignal.timeout(ASK_LIMIT)]));
      if (connected.kind === 'connected') routes.set(connected.account.name, connected);
      else unknown.push(one);
    }
    return unknown;
  }

  /** The store's own posts go out meanwhile; only the account without a name has to wait. */
  async function connectLater(keys: readonly AccountKeys[]): Promise<void> {
    let unknown = keys;
    while (unknown.length > 0 && !closing.signal.aborted) {
      await clock.sleep(ASK_AGAIN, closing.signal);
      unknown = await connect(unknown);
    }
  }

  const setKeys = async (keys: readonly AccountKeys[]): Promise<void> => {
    void connectLater(await connect(keys));
  };

  await setKeys(options.keys);
  for (const old of await store.workers.list()) await store.workers.remove(old.id);
  const publisher = createRoutedPublisher((account) => routes.get(account)?.connection.publisher, clock.now);
  const worker = await startWorker(
    { ...store, clock, random, log, publisher },
    {
      timings: options.timings ?? TIMINGS,
      exclusive: true,
      identity: { host: holder.host, pid: holder.pid, kind, version: home.version },
      ...(options.onPublished && { onPublished: options.onPublished }),
    },
    options.loops ?? true,
  );

  return {
    kind: 'running',
    hosted: {
      worker,
      setKeys: async (keys) => {
        await setKeys(keys);
        worker.wake();
      },
      overview: () => readOverview({ ...store, clock, processors: async () => worker.records() }),
      stop: async (within) => {
        closing.abort();
        await worker.stop(within);
        lock.release();
      },
    },
  };
}
