import type { HistoryEntry } from '../../domain/history.ts';
import { textLock } from '../../domain/lock-key.ts';
import type { Post, PostId } from '../../domain/post.ts';
import type { Move, MoveResult } from '../../ports/post-store.ts';
import type { Database } from './database.ts';
import { claimsForeignTweet, indexPost } from './post-index.ts';
import { COLUMNS, type PostRow, rowValues, toPost } from './post-row.ts';

const SELECT_BY_ID = 'SELECT * FROM posts WHERE id = ?';
const INSERT = `INSERT INTO posts (id, ${COLUMNS.join(', ')}) VALUES (?${', ?'.repeat(COLUMNS.length)})
  ON CONFLICT (id) DO NOTHING RETURNING seq`;
const UPDATE = `UPDATE posts SET ${COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE seq = ?`;
const LOCKED = 'SELECT 1 FROM posts WHERE account = ? AND lock_parent = ? AND lock_text = ? AND seq <> ?';
const ADD_HISTORY = `INSERT INTO history (seq, post, at, event, from_status, to_status, part, detail, by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export type EntryFacts = Omit<HistoryEntry, 'postId' | 'from' | 'to'>;

export function readRow(db: Database, id: PostId): PostRow | undefined {
  return db.one<PostRow>(SELECT_BY_ID, id);
}

/** Within a transaction. A post that claims an X id which a stored part has is that part: it exists. */
export function insertPost(db: Database, post: Post, entry: EntryFacts): 'inserted' | 'exists' {
  if (claimsForeignTweet(db, post, undefined)) return 'exists';
  const row = db.one<{ seq: number }>(INSERT, post.id, ...rowValues(post));
  if (!row) return 'exists';
  indexPost(db, row.seq, post);
  addHistory(db, row.seq, entry, null, post.status);
  return 'inserted';
}

/**
 * Within a transaction. Everything is decided before the first write, so that a refusal leaves nothing behind.
 * An X id that another part has is a conflict: what the caller believes about the row is not so.
 */
export function applyMove(db: Database, { from, to, entry }: Move): MoveResult {
  const row = readRow(db, from.id);
  if (!row) return { kind: 'conflict', current: undefined };
  const stored = toPost(row);
  if (stored.nonce === to.nonce) return { kind: 'moved', post: stored };
  if (stored.version !== from.version) return { kind: 'conflict', current: stored };
  const post = { ...to, id: stored.id, version: stored.version + 1 };
  if (claimsForeignTweet(db, post, row.seq)) return { kind: 'conflict', current: stored };
  if (isLocked(db, post, row.seq)) return { kind: 'text-locked' };
  db.run(UPDATE, ...rowValues(post), row.seq);
  indexPost(db, row.seq, post, stored);
  addHistory(db, row.seq, entry, stored.status, post.status);
  return { kind: 'moved', post };
}

/** Without a look at what was there: for a post that comes from another store. */
export function insertRow(db: Database, post: Post): number {
  return db.one<{ seq: number }>(INSERT, post.id, ...rowValues(post))?.seq ?? 0;
}

export function updateRow(db: Database, seq: number, post: Post): number {
  db.run(UPDATE, ...rowValues(post), seq);
  return seq;
}

/** Whether no other post has one of its X ids or is in flight with the same text. */
export function mayHold(db: Database, post: Post, seq: number | undefined): boolean {
  return !claimsForeignTweet(db, post, seq) && !isLocked(db, post, seq ?? 0);
}

function isLocked(db: Database, post: Post, seq: number): boolean {
  const lock = textLock(post);
  return lock !== undefined && db.one(LOCKED, post.account, lock.parent, lock.text, seq) !== undefined;
}

/** Without a `place` it is the latest of all entries. */
export function addHistory(
  db: Database,
  seq: number,
  entry: EntryFacts,
  from: HistoryEntry['from'],
  to: HistoryEntry['to'],
  place: number | null = null,
): void {
  db.run(ADD_HISTORY, place, seq, entry.at, entry.event, from, to, entry.part, entry.detail, entry.by);
}
