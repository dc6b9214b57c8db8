import type { HistoryEntry } from '../../domain/history.ts';
import type { PostId } from '../../domain/post.ts';
import type { Adopted, PostRecord, RecordPage } from '../../ports/post-store.ts';
import type { Database } from './database.ts';
import { type HistoryRecord, toEntry } from './history-row.ts';
import { indexPost } from './post-index.ts';
import { type PostRow, toPost } from './post-row.ts';
import { addHistory, insertRow, mayHold, readRow, updateRow } from './post-write.ts';

const QUERIES = {
  posts: 'SELECT * FROM posts WHERE id > ? ORDER BY id LIMIT ?',
  history: `SELECT history.*, posts.id FROM posts JOIN history ON history.post = posts.seq
    WHERE posts.id > ? AND posts.id <= ? ORDER BY posts.id, history.seq`,
  taken: 'SELECT 1 FROM history WHERE seq = ?',
  highest: 'SELECT max(seq) AS seq FROM history WHERE seq BETWEEN ? AND ?',
} as const;

/** Entries of one instant follow each other; a place in the activity is a thousandth of a millisecond. */
const PLACES_PER_MS = 1_000;
/** Where a millisecond is full, such as that of a large import, the next places are looked for in a second. */
const FAR = 1_000 * PLACES_PER_MS;

export function readRecords(db: Database, limit: number, after: PostId = ''): RecordPage {
  const rows = db.all<PostRow>(QUERIES.posts, after, limit + 1);
  const posts = rows.slice(0, limit).map(toPost);
  const last = posts.at(-1);
  if (!last) return { records: [] };
  const histories = new Map<PostId, HistoryEntry[]>(posts.map(({ id }) => [id, []]));
  for (const row of db.all<HistoryRecord>(QUERIES.history, after, last.id))
    histories.get(row.id)?.push(toEntry(row));
  const records = posts.map((post) => ({ post, history: histories.get(post.id) ?? [] }));
  return rows.length > limit ? { records, next: last.id } : { records };
}

/** Within a transaction. */
export function adoptPost(db: Database, { post, history }: PostRecord): Adopted {
  const row = readRow(db, post.id);
  const stored = row && toPost(row);
  if (stored && stored.version >= post.version) return stored.version > post.version ? 'newer' : 'exists';
  if (!mayHold(db, post, row?.seq)) return 'taken';
  const seq = row ? updateRow(db, row.seq, post) : insertRow(db, post);
  indexPost(db, seq, post, stored);
  db.run('DELETE FROM history WHERE post = ?', seq);
  let place = 0;
  for (const { from, to, ...entry } of history) {
    place = freePlace(db, Math.max(place + 1, Math.floor(entry.at * PLACES_PER_MS)));
    addHistory(db, seq, entry, from, to, place);
  }
  return 'adopted';
}

/** Near where the entry's time puts it among those of other posts, so that the activity reads in order. */
function freePlace(db: Database, wanted: number): number {
  if (!db.one(QUERIES.taken, wanted)) return wanted;
  const highest = (to: number): number => db.one<{ seq: number }>(QUERIES.highest, wanted, to)?.seq ?? wanted;
  const lastOfMs = wanted - (wanted % PLACES_PER_MS) + PLACES_PER_MS - 1;
  const near = highest(lastOfMs) + 1;
  return near <= lastOfMs ? near : freePlace(db, highest(wanted + FAR) + 1);
}
