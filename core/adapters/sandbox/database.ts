import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { SandboxError } from './errors.ts';

export type Value = string | number | null;

/** The sandbox's file. Statements are prepared once. */
export type SandboxDatabase = {
  run(sql: string, ...values: readonly Value[]): void;
  one<Row>(sql: string, ...values: readonly Value[]): Row | undefined;
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
  /** Runs `fn` as one commit that is on the disk when this returns; a throw undoes all of it. */
  transaction<T>(fn: () => T): T;
  isTransaction(): boolean;
  close(): void;
};

/** "PrSX": tells the file from Perch's own. */
const APPLICATION_ID = 0x50725358;
const VERSION = 2;
const BUSY_TIMEOUT = 10_000;
const FULL = 2;

const MEDIA = `
  CREATE TABLE media (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    type TEXT NOT NULL,
    category TEXT NOT NULL,
    size INTEGER NOT NULL,
    segments TEXT NOT NULL,         -- JSON
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    alt TEXT NOT NULL               -- JSON
  ) STRICT;
`;

/** Texts are JSON, because SQLite ends a text at U+0000 and cannot hold half a surrogate pair. */
const SCHEMA = `
  CREATE TABLE accounts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    username TEXT NOT NULL UNIQUE COLLATE NOCASE,
    app_key TEXT NOT NULL,
    app_secret TEXT NOT NULL,
    access_token TEXT NOT NULL UNIQUE,
    access_secret TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE posts (
    id INTEGER PRIMARY KEY,         -- snowflake
    author_id TEXT NOT NULL,
    text TEXT NOT NULL,             -- JSON
    text_key TEXT NOT NULL,         -- hash, for X's filter of repeats
    weighted_length INTEGER NOT NULL,
    parent_id TEXT NOT NULL,        -- '' for none
    quoted_id TEXT NOT NULL,        -- '' for none
    conversation_id TEXT NOT NULL,
    reply_settings TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extras TEXT NOT NULL            -- JSON: media ids and poll
  ) STRICT;
  CREATE INDEX posts_by_author ON posts (author_id, id) WHERE deleted_at IS NULL;
  CREATE INDEX posts_by_text ON posts (author_id, text_key, parent_id, created_at) WHERE deleted_at IS NULL;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  ${MEDIA}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${VERSION};
`;

/** A file from before there were media. */
const UPGRADE = `
  ALTER TABLE posts ADD COLUMN extras TEXT NOT NULL DEFAULT '{}';
  ${MEDIA}
  PRAGMA user_version = ${VERSION};
`;

/** @throws SandboxError `bad-file` */
export function openSandboxDatabase(file: string): SandboxDatabase {
  let raw: DatabaseSyncInstance | undefined;
  try {
    raw = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
    const db = wrap(raw);
    db.transaction(() => prepareFile(db, raw as DatabaseSyncInstance));
    configure(db);
    return db;
  } catch (error) {
    raw?.close();
    throw badFile(file, error);
  }
}

function prepareFile(db: SandboxDatabase, raw: DatabaseSyncInstance): void {
  const id = db.one<{ application_id: number }>('PRAGMA application_id')?.application_id ?? 0;
  const version = db.one<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  const tables = db.one<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema')?.n ?? 0;
  if (id === 0 && version === 0 && tables === 0) raw.exec(SCHEMA);
  else if (id !== APPLICATION_ID) throw new Error('it belongs to another program');
  else if (version === 1) raw.exec(UPGRADE);
  else if (version !== VERSION) throw new Error(`it has format ${version}, this program knows ${VERSION}`);
}

function configure(db: SandboxDatabase): void {
  db.one('PRAGMA journal_mode = WAL');
  // After journal_mode: this build of SQLite falls back to NORMAL when it enters WAL.
  db.run('PRAGMA synchronous = FULL');
  db.run('PRAGMA fullfsync = 1');
  const level = db.one<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
  if (level !== FULL) throw new Error('it cannot be written durably');
}

function wrap(raw: DatabaseSyncInstance): SandboxDatabase {
  const statements = new Map<string, StatementSyncInstance>();
  const prepare = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = raw.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  // all(), because run() wants to tell the last row id as a number, and ids pass 2^53.
  const run = (sql: string, ...values: readonly Value[]): void => {
    prepare(sql).all(...values);
  };
  return {
    run,
    one: (sql, ...values) => prepare(sql).get(...values),
    all: (sql, ...values) => prepare(sql).all(...values),
    transaction: (fn) => {
      run('BEGIN IMMEDIATE');
      try {
        const result = fn();
        run('COMMIT');
        return result;
      } catch (error) {
        // A full disk has already undone the transaction by itself.
        if (raw.isTransaction) run('ROLLBACK');
        throw error;
      }
    },
    isTransaction: () => raw.isTransaction,
    close: () => {
      if (raw.isOpen) raw.close();
    },
  };
}

function badFile(file: string, error: unknown): SandboxError {
  const detail = error instanceof Error ? error.message : String(error);
  const advice = 'move it away or name another file';
  return new SandboxError(
    'bad-file',
    `The sandbox file ${file} cannot be used (${detail}): ${advice}.`,
    error,
  );
}
