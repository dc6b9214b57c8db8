import { existsSync, statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { StoreError } from '../../ports/store-error.ts';
import { storeError, toStoreError } from './errors.ts';
import { checkHeader } from './file-header.ts';
import { checkIntegrity } from './integrity.ts';
import { checkVersion, migrate } from './migrate.ts';

export type DatabaseOptions = {
  /**
   * `full` (default): a commit is on the disk before it returns, as the send protocol needs. `normal`: a power
   * cut may lose the latest commits; only for what may be lost, such as hints and heartbeats.
   */
  readonly durability?: 'full' | 'normal';
  /** ms to wait for another process's write; default 5,000. */
  readonly busyTimeout?: number;
  /** Largest number of 4 KiB pages, so that a test can fill the disk. */
  readonly maxPages?: number;
  /** Called once after every commit. */
  readonly onCommit?: () => void;
};

export type Value = string | number | null;

/** An open database. Statements are prepared once. Every failure of the store is a `StoreError`. */
export type Database = {
  readonly file: string;
  /** Number of changed rows. */
  run(sql: string, ...values: readonly Value[]): number;
  one<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
  /** Row by row, without loading all; do not write before the last one is read. */
  each<Row>(sql: string, ...values: readonly Value[]): Iterable<Row>;
  exec(sql: string): void;
  /** Runs `fn` as one durable commit (BEGIN IMMEDIATE); a throw undoes all of it. Not nestable. */
  transaction<T>(fn: () => T): T;
  close(): void;
};

const DEFAULT_BUSY_TIMEOUT = 5_000;
/** Between two tries to enter the write-ahead log, ms. */
const WAL_AGAIN = 10;
const FULL = 2;
const NORMAL = 1;

// POSIX drops a process's locks on a file as soon as it closes ANY descriptor of that file, so a file that is
// already open here must not be looked at behind SQLite's back (https://sqlite.org/howtocorrupt.html, 2.2).
const openHere = new Map<string, number>();

/**
 * Opens (or makes) Perch's database: checked, migrated, WAL, durable.
 * @throws StoreError
 */
export function openDatabase(file: string, options: DatabaseOptions = {}): Database {
  const known = fileKey(file);
  if (!known || !openHere.has(known)) checkHeader(file);
  const raw = guarded(
    file,
    () => new DatabaseSync(file, { timeout: options.busyTimeout ?? DEFAULT_BUSY_TIMEOUT }),
  );
  const key = fileKey(file) ?? file;
  openHere.set(key, (openHere.get(key) ?? 0) + 1);
  const close = (): void => {
    if (!raw.isOpen) return;
    raw.close();
    const left = (openHere.get(key) ?? 1) - 1;
    if (left > 0) openHere.set(key, left);
    else openHere.delete(key);
  };
  try {
    const db = wrap(raw, file, close, options.onCommit);
    configure(db, options);
    checkVersion(db);
    if (openHere.get(key) === 1) checkIntegrity(db);
    migrate(db);
    // SQLite opens a file it may not write without a word, and begins no write on it; this asks now, and is
    // undone before anything reaches the disk.
    db.exec('BEGIN IMMEDIATE; PRAGMA user_version = 0; ROLLBACK');
    return db;
  } catch (error) {
    close();
    throw toStoreError(error, file);
  }
}

function configure(db: Database, options: DatabaseOptions): void {
  // SQLite answers with the mode it ended up with, and does so without an error when it could not change it.
  const journal = enterWal(db, options.busyTimeout ?? DEFAULT_BUSY_TIMEOUT);
  if (journal !== 'wal') throw storeError('unavailable', db.file, 'it cannot keep a write-ahead log');
  const level = options.durability === 'normal' ? NORMAL : FULL;
  // After journal_mode: this build falls back to NORMAL when it enters WAL (DEFAULT_WAL_SYNCHRONOUS=1).
  db.exec(`PRAGMA synchronous = ${level}`);
  const actual = db.one<{ synchronous: number }>('PRAGMA synchronous');
  if (actual?.synchronous !== level) throw storeError('unavailable', db.file, 'it cannot write durably');
  // macOS: fsync alone leaves the data in the drive's cache.
  db.exec('PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1');
  db.exec('PRAGMA foreign_keys = 1; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864');
  if (options.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${options.maxPages}`);
}

/**
 * While another process makes the database, or closes it as the last, SQLite refuses at once, whatever the timeout
 * says, because two that wait could wait for each other (https://sqlite.org/c3ref/busy_handler.html).
 */
function enterWal(db: Database, patience: number): string | undefined {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return db.one<{ journal_mode: string }>('PRAGMA journal_mode = WAL')?.journal_mode;
    } catch (error) {
      const mayPass = error instanceof StoreError && error.code === 'busy';
      if (!mayPass || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_AGAIN);
    }
  }
}

function wrap(raw: DatabaseSyncInstance, file: string, close: () => void, onCommit?: () => void): Database {
  const statements = new Map<string, StatementSyncInstance>();
  const prepare = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = raw.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const changed = (): void => {
    if (!raw.isTransaction) onCommit?.();
  };
  return {
    file,
    run: (sql, ...values) => {
      const { changes } = guarded(file, () => prepare(sql).run(...values));
      changed();
      return Number(changes);
    },
    one: (sql, ...values) => guarded(file, () => prepare(sql).get(...values)),
    all: (sql, ...values) => guarded(file, () => prepare(sql).all(...values)),
    each: (sql, ...values) => guarded(file, () => prepare(sql).iterate(...values)) as Iterable<never>,
    exec: (sql) => guarded(file, () => raw.exec(sql)),
    transaction: (fn) => {
      const result = guarded(file, () => inTransaction(raw, fn));
      changed();
      return result;
    },
    close,
  };
}

function inTransaction<T>(raw: DatabaseSyncInstance, fn: () => T): T {
  raw.exec('BEGIN IMMEDIATE');
  try {
    const result = fn();
    raw.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk has already undone the transaction by itself.
    if (raw.isTransaction) raw.exec('ROLLBACK');
    throw error;
  }
}

function guarded<T>(file: string, fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw toStoreError(error, file);
  }
}

function fileKey(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { dev, ino } = statSync(file);
  return `${dev}:${ino}`;
}
