import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { acquireWorkerLock, type WorkerHolder } from '../adapters/sqlite/worker-lock.ts';
import type { MoveReceipt, Place } from '../domain/seal.ts';
import type { End, MoveDeps, MoveProgress } from '../service/storage-ends.ts';
import { moveStorage } from '../service/storage-move.ts';
import { sealOfSource, undoMove } from '../service/storage-seals.ts';
import { type Survey, surveyDestination } from '../service/storage-survey.ts';
import type { Home } from './home.ts';
import { placeOfStorage } from './places.ts';
import { openStorage, type Storage } from './storage.ts';

export type StorageMover = {
  readonly from: Place;
  readonly to: Place;
  /** What `move` would do. Makes the tables of an Azure storage that was never used, and nothing else. */
  survey(): Promise<Survey>;
  move(onProgress: (progress: MoveProgress) => void): Promise<MoveReceipt>;
  close(): void;
};

/**
 * Between the storage that a home has open and another one. Call it under the home's worker lock.
 * @throws StoreError, MoveError
 */
export async function openStorageMover(
  home: Home,
  source: string,
  destination: string,
): Promise<StorageMover> {
  const { path, clock, random, log, network } = home;
  const to = placeOfStorage(path, destination);
  const from = endOf(home.storage, placeOfStorage(path, source));
  // Asked before the other one is opened, which makes its tables.
  await sealOfSource(from, to);
  const other = await openStorage({
    path,
    storage: destination,
    clock,
    random,
    log,
    agents: network.kept,
  });
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const deps: MoveDeps = { from, to: endOf(other, to), clock, random, sha256 };
  return {
    from: from.place,
    to,
    survey: async () => {
      const before = await deps.to.store.settings.seal({ fresh: true });
      return surveyDestination(deps, before?.kind === 'moved');
    },
    move: (onProgress) => moveStorage({ ...deps, onProgress }),
    close: () => other.store.close(),
  };
}

const endOf = ({ kind, store }: Storage, place: Place): End => ({ store, place, shared: kind === 'azure' });

/** @throws MoveError */
export const undoStorageMove = (home: Home, source: string): Promise<void> =>
  undoMove({ store: home.store, place: placeOfStorage(home.path, source) });

export type Locked<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'taken'; readonly holder: WorkerHolder | undefined };

/** While no worker of this home runs, whichever storage it would use. */
export async function withoutWorker<T>(home: Home, work: () => Promise<T>): Promise<Locked<T>> {
  const me = { pid: process.pid, kind: 'cli', startedAt: home.clock.now(), host: hostname() } as const;
  const lock = acquireWorkerLock(home.path, me);
  if (!lock.ok) return { kind: 'taken', holder: lock.holder };
  try {
    return { kind: 'done', value: await work() };
  } finally {
    lock.release();
  }
}
