import type { HistoryEntry } from '../../domain/history.ts';
import type { Post, PostId } from '../../domain/post.ts';
import { StoreError } from '../../ports/store-error.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import { readFacts, readPost, writeFacts, writePost, writeTexts } from './post-body.ts';
import type { Change, Partition, Properties, Range, RangeOptions, Row } from './table.ts';

/*
 * The versions of a post: what it was from each write on, and what happened then. The last one is the post.
 *
 *   p_<id>_<version>   the entry of the history, the facts, and the texts when they are others than before
 *
 * A row is also the guard of the write that made it: version n is made once, because its row can be created
 * once. A write that comes second finds it there and changes nothing.
 */

const VERSION_DIGITS = 10;
/** Refused without a reason that could still be seen: somebody was in the way and is gone again. */
export const TRIES = 5;

export const versionKey = ({ id, version }: Pick<Post, 'id' | 'version'>): string =>
  `p_${encodeKey(id)}_${String(version).padStart(VERSION_DIGITS, '0')}`;

export const allVersions: Range = startingWith('p_');
export const versionsOf = (id: PostId): Range => startingWith(`p_${encodeKey(id)}_`);

/** @param call in the row: tells this write from any other, the same one made before included */
export function versionChange(
  before: Post | undefined,
  post: Post,
  entry: HistoryEntry,
  call: string,
): Change {
  const properties = {
    ...entryProperties(entry),
    ...writeFacts(post),
    ...(before && hasSameTexts(before, post) ? {} : writeTexts(post)),
    call,
  };
  return { kind: 'create', key: versionKey(post), properties };
}

/** One that was taken over, whole. @param kind `put`: what is there only keeps it from being made */
export function adoptedVersionChange(
  post: Post,
  entry: HistoryEntry | undefined,
  kind: 'create' | 'put',
): Change {
  const properties = { ...(entry && entryProperties(entry)), ...writePost(post) };
  return { kind, key: versionKey(post), properties };
}

/** One before the one that was taken over, of which only the history is known. */
export function earlierVersionChange(entry: HistoryEntry, version: number): Change {
  const key = versionKey({ id: entry.postId, version });
  return { kind: 'put', key, properties: entryProperties(entry) };
}

const entryProperties = (entry: HistoryEntry): Properties => writeLong('entry', JSON.stringify(entry));

const hasSameTexts = (a: Post, b: Post): boolean =>
  a.parts.length === b.parts.length && a.parts.every(({ text }, i) => text === b.parts[i]?.text);

/** One request, or two for a post whose texts have rows of their own. */
export async function readById(partition: Partition, id: PostId): Promise<Post | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const latest = latestOf(await partition.range(versionsOf(id)));
    if (!latest) return undefined;
    const post = await readPost(partition, latest);
    if (post) return post;
  }
  throw crowded(id);
}

/** Of the versions of one post, in order: what a copy of the last one would hold. */
function latestOf(rows: readonly Row[]): Properties | undefined {
  const last = rows.findLast(({ properties }) => isPost(properties));
  const withTexts = rows.findLast(
    ({ key, properties }) =>
      key <= (last?.key ?? '') && (properties['texts'] ?? properties['textsAt']) !== undefined,
  );
  if (!last || !withTexts) return undefined;
  const { texts, textsAt } = withTexts.properties;
  return {
    ...last.properties,
    ...(texts !== undefined && { texts }),
    ...(textsAt !== undefined && { textsAt }),
  };
}

/** The posts of rows of versions that are complete for each; one whose texts were just replaced is read anew. */
export async function readLatest(partition: Partition, rows: readonly Row[]): Promise<readonly Post[]> {
  const posts = await Promise.all(
    byPost(rows).map(async (versions) => {
      const latest = latestOf(versions);
      return latest && ((await readPost(partition, latest)) ?? readById(partition, readFacts(latest).id));
    }),
  );
  return posts.filter((post) => post !== undefined);
}

/** Rows in order, those of each post together. */
export function byPost(rows: readonly Row[]): readonly (readonly Row[])[] {
  const posts = new Map<string, Row[]>();
  for (const row of rows) {
    const prefix = row.key.slice(0, -VERSION_DIGITS);
    posts.set(prefix, [...(posts.get(prefix) ?? []), row]);
  }
  return [...posts.values()];
}

/** One request per 1,000 entries. */
export async function readHistory(partition: Partition, id: PostId): Promise<readonly HistoryEntry[]> {
  return historyOf(await partition.range(versionsOf(id)));
}

/** Without the rows that only keep a version from being made (see post-freeze.ts). */
export const historyOf = (rows: readonly Row[]): readonly HistoryEntry[] =>
  rows
    .map(({ properties }) => readLong('entry', properties))
    .filter((entry) => entry !== '')
    .map((entry) => JSON.parse(entry) as HistoryEntry);

/** Neither frozen nor a version before the one that was taken over (see post-adopt.ts). */
export const isPost = (properties: Properties): boolean => properties['post'] !== undefined;
export const isFrozenOnly: RangeOptions = { where: { frozen: ['1'] }, select: [] };
export const isFrozen = (properties: Properties): boolean => properties['frozen'] !== undefined;

export const crowded = (id: PostId): StoreError =>
  new StoreError('busy', `Post ${id} is being changed from too many places at once: try again.`);
