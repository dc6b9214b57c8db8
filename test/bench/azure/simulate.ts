import type { Post } from '../../../core/domain/post.ts';
import { HOUR, type Instant } from '../../../core/domain/time.ts';
import { TIMINGS } from '../../../core/domain/timings.ts';
import type { Log } from '../../../core/ports/log.ts';
import { startWorker, type Worker } from '../../../core/worker.ts';
import { createFakeRandom } from '../../fakes/random.ts';
import { createMemoryUploads } from '../../fakes/uploads.ts';
import { createFakeX } from '../../fakes/x.ts';
import type { StorageLab } from './lab.ts';
import { createPatientClock, type PatientClock } from './patient-clock.ts';
import { insertAll, times } from './posts.ts';

export type Simulated = {
  readonly clock: PatientClock;
  /** Posts whose outcome is stored. */
  readonly published: () => number;
};

export type SimulationOptions = {
  readonly workers: number;
  /** Stored before the workers start. */
  readonly posts: (now: Instant) => readonly Post[];
};

const ACCOUNT = {
  name: 'alice',
  userId: '1',
  kind: 'x',
  premium: false,
  keysFingerprint: 'f',
  gate: { state: 'open' },
  addedAt: 0,
} as const;
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The real core on the real adapter, with requests that are really made; only time and X are simulated. */
export async function simulate<T>(
  storage: StorageLab,
  { workers: count, posts }: SimulationOptions,
  act: (simulated: Simulated) => Promise<T>,
): Promise<T> {
  const clock = createPatientClock(storage.counter.inFlight);
  const workers: Worker[] = [];
  let published = 0;
  try {
    const store = await storage.openStore();
    await store.accounts.put(ACCOUNT);
    await insertAll(store.posts, posts(clock.now()), clock.now());
    for (const place of times(count, (i) => i))
      workers.push(await start(storage, clock, place, () => published++));
    return await act({ clock, published: () => published });
  } finally {
    await patiently(clock, Promise.all(workers.map((worker) => worker.stop(0))));
    clock.close();
  }
}

async function start(
  storage: StorageLab,
  clock: PatientClock,
  place: number,
  onPublished: () => void,
): Promise<Worker> {
  const store = await storage.openStore({ clock, counted: true });
  const ports = {
    ...store,
    clock,
    random: createFakeRandom(place + 1),
    log: quiet,
    publisher: createFakeX(clock),
    uploadMemory: createMemoryUploads(),
  };
  const identity = {
    host: 'bench',
    place: `place ${place}`,
    pid: place + 1,
    kind: 'cli',
    version: 'bench',
  } as const;
  const options = { timings: TIMINGS, exclusive: false, identity, onPublished };
  return patiently(clock, startWorker(ports, options));
}

/** Lets the clock go on while something is waited for that may sleep. */
async function patiently<T>(clock: PatientClock, work: Promise<T>): Promise<T> {
  let over = false;
  const ended = work.finally(() => {
    over = true;
  });
  await Promise.all([ended.catch(() => undefined), clock.runUntil(() => over, HOUR)]);
  return ended;
}
