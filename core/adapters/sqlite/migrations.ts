import type { Database } from './database.ts';
import { bookAll } from './ledger.ts';
import { indexAllWords } from './post-search.ts';

/** Marks the file as Perch's ("Prch"), so that another program's database is never taken for ours. */
export const APPLICATION_ID = 0x50726368;

/**
 * Each step, SQL or more, brings the database from version `index` to `index + 1`. Only append: a step that has shipped
 * never changes. Times are milliseconds since the epoch.
 */
export const MIGRATIONS: readonly (string | ((db: Database) => void))[] = [
  `
  CREATE TABLE posts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    status TEXT NOT NULL,
    due_at REAL NOT NULL,           -- Infinity: a draft without a time, so that it sorts last
    wake_at REAL,                   -- when somebody must look at it next; NULL: nobody has to
    zone TEXT NOT NULL,
    late_window REAL NOT NULL,
    parts TEXT NOT NULL,            -- JSON
    cursor INTEGER NOT NULL,
    attempt TEXT,                   -- JSON
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    next_try_at REAL,
    stop_requested INTEGER NOT NULL,
    reason TEXT,                    -- JSON
    lock_parent TEXT,               -- the text lock, only while publishing or checking
    lock_text TEXT,
    version INTEGER NOT NULL,
    nonce TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX posts_by_status ON posts (status, due_at, id);
  CREATE INDEX posts_by_account ON posts (account, status, due_at, id);
  CREATE INDEX posts_to_wake ON posts (wake_at, due_at) WHERE wake_at IS NOT NULL;
  CREATE UNIQUE INDEX posts_text_lock ON posts (account, lock_parent, lock_text) WHERE lock_text IS NOT NULL;

  -- Which part an X id belongs to: one id, one part. No post is ever deleted, and a reference to posts here
  -- would need one more index, so there is none.
  CREATE TABLE tweets (
    tweet_id TEXT PRIMARY KEY,
    post INTEGER NOT NULL,
    part INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Finds posts by a part's text; the key is a hash, so readers compare the text itself.
  CREATE TABLE texts (
    key TEXT NOT NULL,
    due_at REAL NOT NULL,
    post INTEGER NOT NULL,
    PRIMARY KEY (key, due_at, post)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE history (
    seq INTEGER PRIMARY KEY,
    post INTEGER NOT NULL REFERENCES posts (seq),
    at REAL NOT NULL,
    event TEXT NOT NULL,
    from_status TEXT,
    to_status TEXT NOT NULL,
    part INTEGER NOT NULL,
    detail TEXT NOT NULL,
    by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_by_post ON history (post);

  -- Posts by status, kept by triggers: counting a million rows would take longer than a frame.
  CREATE TABLE counts (status TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER posts_counted_in AFTER INSERT ON posts BEGIN
    INSERT INTO counts VALUES (new.status, 1) ON CONFLICT (status) DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER posts_counted_on AFTER UPDATE OF status ON posts WHEN old.status <> new.status BEGIN
    UPDATE counts SET n = n - 1 WHERE status = old.status;
    INSERT INTO counts VALUES (new.status, 1) ON CONFLICT (status) DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER posts_counted_out AFTER DELETE ON posts BEGIN
    UPDATE counts SET n = n - 1 WHERE status = old.status;
  END;

  CREATE TABLE accounts (
    name TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    premium INTEGER NOT NULL,
    keys_fingerprint TEXT NOT NULL,
    gate TEXT NOT NULL,             -- JSON
    added_at REAL NOT NULL
  ) STRICT;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- Grows with every change of accounts and settings, for those who watch from another process.
  CREATE TABLE revision (n INTEGER NOT NULL) STRICT;
  INSERT INTO revision VALUES (0);
  CREATE TRIGGER accounts_added AFTER INSERT ON accounts BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER accounts_changed AFTER UPDATE ON accounts BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER accounts_removed AFTER DELETE ON accounts BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER settings_added AFTER INSERT ON settings BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER settings_changed AFTER UPDATE ON settings BEGIN UPDATE revision SET n = n + 1; END;
  CREATE TRIGGER settings_removed AFTER DELETE ON settings BEGIN UPDATE revision SET n = n + 1; END;

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    raw TEXT NOT NULL,
    inserted_at REAL NOT NULL,
    visible_at REAL NOT NULL,       -- 0: at once, whatever a clock says later
    dequeue_count INTEGER NOT NULL,
    receipt TEXT
  ) STRICT;
  CREATE INDEX messages_in_order ON messages (queue, seq, visible_at);

  CREATE TABLE poison (
    id TEXT PRIMARY KEY,
    raw TEXT NOT NULL,
    reason TEXT NOT NULL,
    dequeue_count INTEGER NOT NULL,
    inserted_at REAL NOT NULL,
    poisoned_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX poison_by_time ON poison (poisoned_at);

  CREATE TABLE workers (id TEXT PRIMARY KEY, last_beat REAL NOT NULL, record TEXT NOT NULL) STRICT;
  `,
  `ALTER TABLE posts ADD COLUMN repeat TEXT; -- JSON`,
  `ALTER TABLE posts ADD COLUMN reply_to TEXT; ALTER TABLE posts ADD COLUMN reply_settings TEXT;`,
  `ALTER TABLE posts ADD COLUMN before_cancel TEXT; -- JSON`,
  `
  ALTER TABLE posts ADD COLUMN over_cap INTEGER NOT NULL DEFAULT 0;

  -- Sums of what posts cost, in thousandths of a USD; month is '' for what is reserved (see domain/spending.ts).
  CREATE TABLE ledger (
    kind TEXT NOT NULL,
    month TEXT NOT NULL,
    account TEXT NOT NULL,
    milli INTEGER NOT NULL,
    PRIMARY KEY (kind, month, account)
  ) STRICT, WITHOUT ROWID;
  `,
  bookAll,
  indexAllWords,
];

/** The version this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
