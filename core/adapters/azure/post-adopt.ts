import type { HistoryEntry } from '../../domain/history.ts';
import type { Post, PostId } from '../../domain/post.ts';
import type { Adopted, PostRecord, RecordPage } from '../../ports/post-store.ts';
import { activityChange } from './activity.ts';
import { inBatches } from './batches.ts';
import { digest } from './keys.ts';
import { freeze } from './post-freeze.ts';
import { changesBetween } from './post-rows.ts';
import {
  adoptedVersionChange,
  allVersions,
  byPost,
  earlierVersionChange,
  historyOf,
  readById,
  readLatest,
  versionsOf,
} from './post-versions.ts';
import type { Writing } from './post-write.ts';
import type { Change, Partition, Range, Row } from './table.ts';

/** Places in the activity per millisecond. */
const PER_MS = 1_000;

/** Rows of a request. */
const ROWS = 1_000;

/** A request per 1,000 versions. */
export async function readRecords(partition: Partition, limit: number, after?: PostId): Promise<RecordPage> {
  const { to } = allVersions;
  let from = after === undefined ? allVersions.from : versionsOf(after).to;
  const rows: Row[] = [];
  for (let isAll = false; !isAll && byPost(rows).length <= limit; ) {
    const page = await partition.range({ from, to }, { limit: ROWS });
    rows.push(...page);
    isAll = page.length < ROWS;
    from = `${page.at(-1)?.key}!`;
  }
  const found = byPost(rows);
  const page = found.slice(0, limit).flat();
  const posts = await readLatest(partition, page);
  const histories = new Map<PostId, HistoryEntry[]>(posts.map(({ id }) => [id, []]));
  for (const entry of historyOf(page)) histories.get(entry.postId)?.push(entry);
  const records = posts.map((post) => ({ post, history: histories.get(post.id) ?? [] }));
  const last = posts.at(-1);
  return found.length > limit && last ? { records, next: last.id } : { records };
}

/** The posts that a plan is made from are next to each other, so this is little more than they. */
function around(posts: readonly Post[]): Range {
  const keys = posts.map(({ id }) => versionsOf(id));
  const from = keys.map((range) => range.from).toSorted()[0] ?? '';
  return {
    from,
    to:
      keys
        .map((range) => range.to)
        .toSorted()
        .at(-1) ?? '',
  };
}

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
  const there = await partition.range(around(records.map(({ post }) => post)));
  const stored = new Map((await readLatest(partition, there)).map((post) => [post.id, post]));
  const fresh = records.filter(({ post }) => (stored.get(post.id)?.version ?? -1) < post.version);
  const entries = fresh.flatMap((record) => entryChanges(writing, record, stored.get(record.post.id)));
  for (const batch of inBatches(entries)) await partition.commit(batch.flatMap(({ changes }) => changes));
  const adopted = await writeRows(writing, fresh, stored);
  return records.map(({ post }) => adopted.get(post.id) ?? seenBefore(stored.get(post.id), post));
}

const seenBefore = (stored: Post | undefined, post: Post): Adopted =>
  stored && stored.version > post.version ? 'newer' : 'exists';

type EntryChange = { readonly changes: readonly Change[] };

/** Those of the entries that are not here yet; always written over, as a row that only freezes may be there. */
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
    const changes = [activityChange([entry], place)];
    if (version < post.version) changes.push(earlierVersionChange(entry, version));
    return changes.map((change) => ({ changes: [change] }));
  });
}

async function writeRows(
  { partition }: Writing,
  records: readonly PostRecord[],
  stored: ReadonlyMap<PostId, Post>,
): Promise<ReadonlyMap<PostId, Adopted>> {
  const results = new Map<PostId, Adopted>();
  const plans = records.map(({ post, history }) => {
    const before = stored.get(post.id);
    const version = adoptedVersionChange(post, history.at(-1), before ? 'put' : 'create');
    return { post, changes: [version, ...changesBetween(before, post), freeze(post, 'put')] };
  });
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
