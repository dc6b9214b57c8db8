import { createSystemClock } from '../adapters/system/clock.ts';
import { ensureHome, resolveHome } from '../adapters/system/home.ts';
import { createSystemRandom } from '../adapters/system/random.ts';
import type { ProcessorRecord } from '../domain/health.ts';
import { MINUTE } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import type { Overview } from '../rpc/contract.ts';
import { readOverview } from '../service/overview.ts';
import { createPostService, type PostService } from '../service/post-service.ts';
import { LOCAL_STORAGE, openStorage, type Storage } from './storage.ts';

/** An open home: a data folder, the store it uses and the service on top of it. */
export type Home = {
  readonly path: string;
  readonly version: string;
  readonly storage: Storage;
  readonly store: Store;
  readonly service: PostService;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** As another process sees it: the worker's state comes from its heartbeats. */
  overview(): Promise<Overview>;
  close(): void;
};

export type HomeOptions = {
  readonly path: string;
  readonly version: string;
  readonly log: Log;
  /** Written into the history of what this process changes. */
  readonly by: 'cli' | 'window';
  /** As PERCH_STORAGE has it; default `local`. Keys, sandbox and lock stay in the folder. */
  readonly storage?: string | undefined;
};

/** A worker that has not reported for longer than this is not running any more. */
const GONE = 3 * MINUTE;

/** @throws StoreError with one plain sentence when the folder or the store cannot be used */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { path, version, log, by } = options;
  ensureHome(path);
  const clock = createSystemClock();
  const random = createSystemRandom();
  const asked = options.storage || LOCAL_STORAGE;
  const storage = await openStorage({ path, storage: asked, clock, random });
  const { store } = storage;
  const service = createPostService({ ...store, clock, random, by });
  const processors = async (): Promise<readonly ProcessorRecord[] | undefined> => {
    const alive = (await store.workers.list()).filter((worker) => clock.now() - worker.lastBeat < GONE);
    return alive.sort((a, b) => b.lastBeat - a.lastBeat)[0]?.processors;
  };
  return {
    path,
    version,
    storage,
    store,
    service,
    clock,
    random,
    log,
    overview: () => readOverview({ ...store, clock, processors }),
    close: () => store.close(),
  };
}

export { resolveHome };
