import { type LocalStore, openLocalStore } from '../adapters/sqlite/open.ts';
import { createSystemClock } from '../adapters/system/clock.ts';
import { ensureHome, resolveHome } from '../adapters/system/home.ts';
import { createSystemRandom } from '../adapters/system/random.ts';
import type { ProcessorRecord } from '../domain/health.ts';
import { MINUTE } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { Overview } from '../rpc/contract.ts';
import { readOverview } from '../service/overview.ts';
import { createPostService, type PostService } from '../service/post-service.ts';

/** An open home: the store of one data folder and the service on top of it. */
export type Home = {
  readonly path: string;
  readonly version: string;
  readonly store: LocalStore;
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
};

/** A worker that has not reported for longer than this is not running any more. */
const GONE = 3 * MINUTE;

/** @throws StoreError with one plain sentence when the folder or the database cannot be used */
export function openHome({ path, version, log, by }: HomeOptions): Home {
  ensureHome(path);
  const clock = createSystemClock();
  const random = createSystemRandom();
  const store = openLocalStore({ home: path, clock, random });
  const service = createPostService({ ...store, clock, random, by });
  const processors = async (): Promise<readonly ProcessorRecord[] | undefined> => {
    const alive = (await store.workers.list()).filter((worker) => clock.now() - worker.lastBeat < GONE);
    return alive.sort((a, b) => b.lastBeat - a.lastBeat)[0]?.processors;
  };
  return {
    path,
    version,
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
