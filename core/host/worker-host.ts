import { hostname } from 'node:os';
import { acquireWorkerLock, type WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import type { MachineEvent } from '../domain/machine-event.ts';
import type { Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { Timings } from '../domain/timings.ts';
import type { Machine } from '../ports/machine.ts';
import type { Publisher } from '../ports/publisher.ts';
import { isOutage } from '../ports/store-error.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { Home } from './home.ts';
import { createHostedOverview, type HostedOverview } from './hosted-overview.ts';
import { createHosting, type Hosting } from './hosting.ts';

export type HostOptions = {
  readonly home: Home;
  readonly keys: readonly AccountKeys[];
  /** The keys as they are now: asked for when X does not accept those of an account any more. */
  readonly reread: () => Promise<readonly AccountKeys[]>;
  readonly kind: 'app' | 'cli';
  readonly timings?: Timings;
  readonly onPublished?: (post: Post, tweetId: string) => void;
  /** Something happened to the computer. */
  readonly onMachineEvent?: (event: MachineEvent) => void;
  /** Default: the one that it runs on. */
  readonly machine?: Machine;
  /** False: only `worker.runOnce` acts. */
  readonly loops?: boolean;
  /** A shared storage that is away is waited for, whatever it takes; default true. */
  readonly waits?: boolean;
  /** The storage answered late, and cannot be used. */
  readonly onRefused?: (error: unknown) => void;
};

export type HostedWorker = {
  /** It may still wait for its storage. */
  readonly worker: Pick<Hosting, 'wake' | 'suspend' | 'resume' | 'surroundings' | 'runOnce'>;
  /** New or other keys: accounts are found, held posts of an account with new keys go on. */
  setKeys(keys: readonly AccountKeys[]): Promise<void>;
  /** See `Hosting.signOut`. */
  signOut(account: string): Promise<void>;
  readonly overview: HostedOverview;
  readonly publisher: Publisher;
  /** Ends the worker (see `Worker.stop`) and lets go of the home. */
  stop(within: number): Promise<void>;
};

export type HostResult =
  | { readonly kind: 'running'; readonly hosted: HostedWorker }
  | { readonly kind: 'taken'; readonly holder: WorkerHolder | undefined };

/** A start that takes longer goes on in the background, ms. */
const START_PATIENCE = 3 * SECOND;

/** The worker of a home, under the home's lock: the one composition behind the app and `perch worker`. */
export async function hostWorker(options: HostOptions): Promise<HostResult> {
  const { home, kind } = options;
  const holder = { pid: process.pid, kind, startedAt: home.clock.now(), host: hostname() };
  const lock = acquireWorkerLock(home.path, holder);
  if (!lock.ok) return { kind: 'taken', holder: lock.holder };
  const hosting = createHosting(options, holder);
  const letGo = (): void => {
    hosting.close();
    lock.release();
  };
  try {
    await begin(hosting, options);
  } catch (error) {
    letGo();
    throw error;
  }
  const overview = createHostedOverview(home, hosting);
  const syncing = new AbortController();
  if (home.storage.kind !== 'local') void home.sync.keepUp(syncing.signal);
  return {
    kind: 'running',
    hosted: {
      worker: hosting,
      overview,
      publisher: hosting.publisher,
      setKeys: hosting.setKeys,
      signOut: hosting.signOut,
      stop: async (within) => {
        syncing.abort();
        overview.close();
        try {
          await hosting.stop(within);
        } catch (error) {
          // The storage is away: the others find out by the silence.
          if (!isOutage(error)) throw error;
        } finally {
          letGo();
        }
      },
    },
  };
}

/** Starts it; with a shared storage it may go on trying in the background. */
async function begin(hosting: Hosting, { home, waits = true, onRefused }: HostOptions): Promise<void> {
  if (home.storage.kind === 'local' || !waits) return hosting.start();
  const starting = hosting.keepStarting();
  const patience = new AbortController();
  const late = home.clock.sleep(START_PATIENCE, patience.signal).then(() => 'late' as const);
  const first = await Promise.race([starting, late]);
  patience.abort();
  if (first === 'late') starting.catch((error: unknown) => onRefused?.(error));
}
