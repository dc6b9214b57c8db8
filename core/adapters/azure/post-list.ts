import { STATUSES, type Status } from '../../domain/status.ts';
import type { PostPage, PostQuery } from '../../ports/post-store.ts';
import { instantKey } from './keys.ts';
import type { ReadCopy } from './post-find.ts';
import { isClosed } from './post-rows.ts';
import type { Partition, Range, Row } from './table.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const LAST = '~~';
/** What follows the letter in the key of a row of the lists. */
const PLACE = /^\d{18}_.+$/;

/**
 * One page: a range of the open posts, of the closed ones, or of both, merged. Azure filters by status and
 * account within the range, so a page that asks for little of much costs a request per 1,000 rows it passes.
 */
export async function listPosts(partition: Partition, read: ReadCopy, query: PostQuery): Promise<PostPage> {
  const limit = Math.max(1, Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT));
  const rows = (await Promise.all(['o', 'x'].map((letter) => readList(partition, letter, query, limit + 1))))
    .flat()
    .toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const page = rows.slice(0, limit);
  const posts = (await Promise.all(page.map(read))).filter((post) => post !== undefined);
  const last = page.at(-1);
  return rows.length > limit && last ? { posts, next: placeOf(last) } : { posts };
}

async function readList(
  partition: Partition,
  letter: string,
  query: PostQuery,
  limit: number,
): Promise<readonly Row[]> {
  const all = STATUSES.filter((status) => isClosed(status) === (letter === 'x'));
  const wanted = all.filter((status) => query.status?.includes(status) ?? true);
  if (wanted.length === 0) return [];
  return partition.range(rangeOf(letter, query), { limit, where: filterOf(all, wanted, query) });
}

function filterOf(
  all: readonly Status[],
  wanted: readonly Status[],
  { account }: PostQuery,
): Readonly<Record<string, readonly string[]>> {
  return {
    ...(wanted.length < all.length && { status: wanted }),
    ...(account !== undefined && { account: [account] }),
  };
}

function rangeOf(letter: string, { after, dueFrom, dueTo }: PostQuery): Range {
  if (after !== undefined && !PLACE.test(after))
    throw new RangeError(`Not a page key: "${after}". Use \`next\` of the page before.`);
  const timed = dueFrom !== undefined || dueTo !== undefined;
  const first = dueFrom === undefined ? '' : instantKey(dueFrom);
  // The key that follows `after` at once: no key of ours holds a control character.
  const from = after === undefined || after < first ? first : `${after}!`;
  return { from: `${letter}_${from}`, to: `${letter}_${timed ? instantKey(dueTo ?? null) : LAST}` };
}

const placeOf = (row: Row): string => row.key.slice(2);
