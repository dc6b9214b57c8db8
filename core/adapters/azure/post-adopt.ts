import type { HistoryEntry } from '../../domain/history.ts';
import type { Post, PostId } from '../../domain/post.ts';
import type { Adopted, PostRecord, RecordPage } from '../../ports/post-store.ts';
import { inBatches } from './batches.ts';
import { historyChanges, historyOf, historyRange } from './history.ts';
import { digest, startingWith } from './keys.ts';
import { readPost } from './post-body.ts';
import { freeze } from './post-freeze.ts';
import { changesBetween, postKey } from './post-rows.ts';
import { readById, type Writing } from './post-write.ts';
import type { Change, Partition, Range } from './table.ts';

/** Places in the activity per millisecond. */
const PER_MS = 1_000;

/** Two requests for 1,000 posts, and one for each 1,000 entries of their history. */
export async function readRecords(partition: Partition, limit: number, after?: PostId): Promise<RecordPage> {
  const all = startingWith('p_');
  const from = after === undefined ? all.from : `${postKey(after)}!`;
  const rows = await partition.range({ from, to: all.to }, { limit: limit + 1 });
  const posts = await readPosts(partition, rows.slice(0, limit));
  const entries = await readHistories(partition, posts);
  const records = posts.map((post) => ({ post, history: entries.get(post.id) ?? [] }));
  const last = posts.at(-1);
  return rows.length > limit && last ? { records, next: last.id } : { records };
}

async function readPosts(
  partition: Partition,
  rows: Awaited<ReturnType<Partition['range']>>,
): Promise<readonly Post[]> {
  const posts = await Promise.all(
    rows.map(
      async ({ properties }) =>
        (await readPost(partition, properties)) ?? readById(partition, properties['id'] ?? ''),
    ),
  );
  return posts.filter((post) => post !== undefined);
}

async function readHistories(
  partition: Partition,
  posts: readonly Post[],
): Promise<ReadonlyMap<PostId, readonly HistoryEntry[]>> {
  const found = new Map<PostId, HistoryEntry[]>(posts.map(({ id }) => [id, []]));
  const ranges = posts.map(({ id }) => historyRange(id));
  if (ranges.length === 0) return found;
  for (const entry of historyOf(await partition.range(around(ranges)))) found.get(entry.postId)?.push(entry);
  return found;
}

/** The posts that a plan is made from are next to each other, so this is little more than they. */
const around = (ranges: readonly Range[]): Range => ({
  from: ranges.map(({ from }) => from).toSorted()[0] ?? '',
  to:
    ranges
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? '',
});

/**
 * First what happened to a post, then its rows: a crash in between leaves entries that nobody finds, and the
 * next try writes the same ones to the same places.
 */
export async function adoptPosts(
  writing: Writing,
  records: readonly PostRecord[],
): Promise<readonly Adopted[]> {
  if (records.length === 0) return [];
  const { partition } = writing;
  const keys = records.map(({ post }) => startingWith(postKey(post.id)));
  const stored = new Map(
    (await readPosts(partition, await partition.range(around(keys)))).map((post) => [post.id, post]),
  );
  const fresh = records.filter(({ post }) => (stored.get(post.id)?.version ?? -1) < post.version);
  const entries = fresh.flatMap((record) => entryChanges(writing, record, stored.get(record.post.id)));
  for (const batch of inBatches(entries)) await partition.commit(batch.flatMap(({ changes }) => changes));
  const adopted = await writeRows(writing, fresh, stored);
  return records.map(({ post }) => adopted.get(post.id) ?? seenBefore(stored.get(post.id), post));
}

const seenBefore = (stored: Post | undefined, post: Post): Adopted =>
  stored && stored.version > post.version ? 'newer' : 'exists';

type EntryChange = { readonly changes: readonly Change[] };

/** Rows of the entries that are not here yet; always written over, as a row that only freezes may be there. */
function entryChanges(
  { sequence }: Writing,
  { post, history }: PostRecord,
  stored: Post | undefined,
): readonly EntryChange[] {
  const first = post.version - history.length + 1;
  if (first < 1) throw new RangeError(`Post ${post.id} has more history than versions.`);
  // Posts that were imported in the same millisecond get places of their own.
  const offset = Number.parseInt(digest(post.id).slice(0, 8), 16) % PER_MS;
  let place = 0;
  return history.flatMap((entry, i) => {
    place = Math.max(place + 1, Math.floor(entry.at) * PER_MS + offset);
    const version = first + i;
    if (stored && version <= stored.version) return [];
    sequence.seen(place);
    const changes = historyChanges({ ...post, version, status: entry.to }, entry, entry.from, place, {});
    return changes.map((change) => ({ changes: [{ ...change, kind: 'put' } as Change] }));
  });
}

async function writeRows(
  { partition }: Writing,
  records: readonly PostRecord[],
  stored: ReadonlyMap<PostId, Post>,
): Promise<ReadonlyMap<PostId, Adopted>> {
  const results = new Map<PostId, Adopted>();
  const plans = records.map(({ post }) => ({
    post,
    changes: [...changesBetween(stored.get(post.id), post), freeze(post, 'put')],
  }));
  for (const batch of inBatches(plans)) {
    const whole = await partition.commit(batch.flatMap(({ changes }) => changes));
    for (const plan of batch) results.set(plan.post.id, whole ? 'adopted' : await adoptOne(partition, plan));
  }
  return results;
}

/** After a refusal of the whole, which may also be our own success whose answer was lost. */
async function adoptOne(
  partition: Partition,
  { post, changes }: { readonly post: Post; readonly changes: readonly Change[] },
): Promise<Adopted> {
  const before = await readById(partition, post.id);
  if (before?.nonce === post.nonce && before.version === post.version) return 'adopted';
  if (await partition.commit(changes)) return 'adopted';
  const now = await readById(partition, post.id);
  if (now?.nonce === post.nonce && now.version === post.version) return 'adopted';
  return now && now.version >= post.version ? seenBefore(now, post) : 'taken';
}
