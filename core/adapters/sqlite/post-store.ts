import type { HistoryRow } from '../../domain/history.ts';
import { type Post, wakeAt } from '../../domain/post.ts';
import { STATUSES, type Status } from '../../domain/status.ts';
import type { Instant } from '../../domain/time.ts';
import type { PostStore } from '../../ports/post-store.ts';
import type { Changes } from './changes.ts';
import type { Database } from './database.ts';
import { type HistoryRecord, toEntry } from './history-row.ts';
import { readCharges, readPlanned } from './ledger.ts';
import { adoptPost, readRecords } from './post-adopt.ts';
import { textKey } from './post-index.ts';
import { listPosts } from './post-list.ts';
import { type PostRow, toPost } from './post-row.ts';
import { searchPosts } from './post-search.ts';
import { applyMove, insertPost, readRow } from './post-write.ts';
import { refuseSealed } from './seal.ts';

// The plan of each is tested.
const QUERIES = {
  due: 'SELECT * FROM posts WHERE wake_at <= ? ORDER BY wake_at, due_at, seq LIMIT ?',
  nextDue: 'SELECT wake_at FROM posts WHERE wake_at > ? ORDER BY wake_at LIMIT 1',
  inFlight: `SELECT * FROM posts WHERE status IN ('publishing', 'checking')`,
  counts: 'SELECT status, n FROM counts',
  history: `SELECT history.*, posts.id FROM posts JOIN history ON history.post = posts.seq
    WHERE posts.id = ? ORDER BY history.seq`,
  activity: `SELECT history.*, posts.id FROM history JOIN posts ON posts.seq = history.post
    WHERE history.seq < ? ORDER BY history.seq DESC LIMIT ?`,
  bound: 'SELECT tweet_id FROM tweets WHERE tweet_id IN (SELECT value FROM json_each(?))',
  withText: `SELECT posts.* FROM texts JOIN posts ON posts.seq = texts.post
    WHERE texts.key = ? ORDER BY texts.due_at DESC, texts.post DESC`,
} as const;

/** The post store on SQLite. `changes` tells of commits, by this process and by others. */
export function createPostStore(db: Database, changes: Changes): PostStore {
  const posts = (sql: string, ...values: readonly number[]): readonly Post[] =>
    db.all<PostRow>(sql, ...values).map(toPost);
  const writing = <T>(write: () => T): T =>
    db.transaction(() => {
      refuseSealed(db);
      return write();
    });
  return {
    insert: async (added, entry) => writing(() => added.map((post) => insertPost(db, post, entry))),
    get: async (id) => {
      const row = readRow(db, id);
      return row && toPost(row);
    },
    getMany: async (ids) =>
      ids.flatMap((id) => {
        const row = readRow(db, id);
        return row ? [toPost(row)] : [];
      }),
    move: async (move) => writing(() => applyMove(db, move)),
    moveMany: async (moves) =>
      moves.length === 0 ? [] : writing(() => moves.map((move) => applyMove(db, move))),
    due: async (now, limit) => {
      const found = posts(QUERIES.due, now, limit + 1);
      const more = found[limit];
      const next = more ? wakeAt(more) : db.one<{ wake_at: Instant }>(QUERIES.nextDue, now)?.wake_at;
      return { posts: found.slice(0, limit), ...(next != null && { next }) };
    },
    inFlight: async () => posts(QUERIES.inFlight),
    list: async (query) => listPosts(db, query),
    search: async (search) => searchPosts(db, search),
    counts: async () => readCounts(db),
    charges: async (month) => readCharges(db, month),
    planned: async (month) => readPlanned(db, month),
    history: async (id) => db.all<HistoryRecord>(QUERIES.history, id).map(toEntry),
    activity: async ({ limit, before = Infinity }) =>
      db
        .all<HistoryRecord>(QUERIES.activity, before, limit)
        .map((record) => ({ ...toEntry(record), seq: record.seq }) satisfies HistoryRow),
    bound: async (tweetIds) => {
      const rows = db.all<{ tweet_id: string }>(QUERIES.bound, JSON.stringify(tweetIds));
      return new Set(rows.map((row) => row.tweet_id));
    },
    withText: async (account, text, limit) => readWithText(db, account, text, limit),
    onChange: (listener) => changes.listen(() => listener()),
    // One transaction writes all that belongs together.
    mend: async () => undefined,
    records: async (limit, after) => readRecords(db, limit, after),
    adopt: async (records) => db.transaction(() => records.map((record) => adoptPost(db, record))),
    // A write asks for the seal within its transaction, so the seal itself is all that it takes.
    freeze: async () => undefined,
    thaw: async () => undefined,
  };
}

function readCounts(db: Database): Readonly<Record<Status, number>> {
  const stored = new Map(
    db.all<{ status: Status; n: number }>(QUERIES.counts).map(({ status, n }) => [status, n]),
  );
  return Object.fromEntries(STATUSES.map((status) => [status, stored.get(status) ?? 0])) as Record<
    Status,
    number
  >;
}

function readWithText(db: Database, account: string, text: string, limit: number): readonly Post[] {
  const found: Post[] = [];
  for (const row of db.each<PostRow>(QUERIES.withText, textKey(account, text))) {
    if (found.length >= limit) break;
    const post = toPost(row);
    if (post.account === account && post.parts.some((part) => part.text === text)) found.push(post);
  }
  return found;
}
