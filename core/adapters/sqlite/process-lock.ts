import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { toStoreError } from './errors.ts';

/** Runs `work` while nobody else, in this process or another, does so under the same file. */
export type ProcessLock = <T>(work: () => T | Promise<T>) => Promise<T>;

const RETRY = 10;

/**
 * A lock of the operating system on a file of its own, held through SQLite: a process that dies lets go of it.
 * `wait`: ms until it is given up. @throws StoreError `busy`, `unwritable`
 */
export function createProcessLock(file: string, wait: number): ProcessLock {
  return async (work) => {
    const lock = await takeWithin(file, wait);
    try {
      return await work();
    } finally {
      lock.close();
    }
  };
}

async function takeWithin(file: string, wait: number): Promise<DatabaseSyncInstance> {
  const giveUp = performance.now() + wait;
  for (;;) {
    const lock = takeLock(file);
    if (lock) return lock;
    if (performance.now() > giveUp)
      throw new StoreError('busy', `Another Perch keeps ${file} locked for too long: try again.`);
    await delay(RETRY);
  }
}

/** Held until it is closed; undefined when somebody else has it. @throws StoreError */
export function takeLock(file: string): DatabaseSyncInstance | undefined {
  let db: DatabaseSyncInstance | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db?.close();
    const failure = toStoreError(error, file);
    if (failure instanceof StoreError && failure.code === 'busy') return undefined;
    throw failure;
  }
}
