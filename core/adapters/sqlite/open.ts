import { join } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import { type Message, type PublishHint, parseHint } from '../../ports/job-queue.ts';
import type { Random } from '../../ports/random.ts';
import type { Store } from '../../ports/store.ts';
import { createAccountStore } from './account-store.ts';
import { type Changes, watchChanges } from './changes.ts';
import { type DatabaseOptions, openDatabase } from './database.ts';
import { checkIntegrity } from './integrity.ts';
import { createJobQueue } from './job-queue.ts';
import { createPoisonStore } from './poison-store.ts';
import { createPostStore } from './post-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createWorkerDirectory } from './worker-directory.ts';

export type LocalStoreOptions = {
  /** An existing folder (see `ensureHome`). */
  readonly home: string;
  readonly clock: Clock;
  readonly random: Random;
  /** A received message came back untouched: a bug of the receiver. */
  readonly onAbandoned?: (message: Message<PublishHint>) => void;
} & Pick<DatabaseOptions, 'maxPages' | 'busyTimeout'>;

/** Everything Perch stores on this machine in one file; media are files of their own. */
export type LocalStore = Omit<Store, 'content'> & {
  /** Reads the whole database. @throws StoreError `corrupt` */
  checkIntegrity(): void;
};

export const databaseFile = (home: string): string => join(home, 'perch.db');

/**
 * Opens `<home>/perch.db` twice: once with every commit on the disk before it returns, and once for what may
 * be lost in a power cut (hints and heartbeats), so that these cost no disk write each.
 * @throws StoreError
 */
export function openLocalStore(options: LocalStoreOptions): LocalStore {
  const { home, clock, random, onAbandoned, ...limits } = options;
  const file = databaseFile(home);
  let changes: Changes | undefined;
  const db = openDatabase(file, { ...limits, onCommit: () => changes?.committed() });
  const hints = openDatabase(file, { ...limits, durability: 'normal' });
  changes = watchChanges(db);
  const queue = { name: 'publish', clock, random, parse: parseHint, ...(onAbandoned && { onAbandoned }) };
  return {
    posts: createPostStore(db, changes),
    queue: createJobQueue<PublishHint>(hints, queue),
    poison: createPoisonStore(db),
    accounts: createAccountStore(db),
    settings: createSettingsStore(db),
    workers: createWorkerDirectory(hints),
    checkIntegrity: () => checkIntegrity(db, 'all'),
    close: () => {
      changes?.close();
      hints.close();
      db.close();
    },
  };
}
