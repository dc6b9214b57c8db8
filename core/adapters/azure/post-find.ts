import type { Post, PostId } from '../../domain/post.ts';
import type { Charge, Month } from '../../domain/spending.ts';
import { readPost } from './post-body.ts';
import { chargeRange, inFlightRange, textRange, tweetKey } from './post-rows.ts';
import { readById } from './post-versions.ts';
import type { Partition, Range, Row } from './table.ts';

/** The post of a row that holds a copy. Undefined: it is gone. */
export type ReadCopy = (row: Row) => Promise<Post | undefined>;

export function createReadCopy(partition: Partition): ReadCopy {
  return async (row) =>
    (await readPost(partition, row.properties)) ?? readById(partition, row.properties['id'] ?? '');
}

async function copies(partition: Partition, read: ReadCopy, range: Range): Promise<readonly Post[]> {
  const posts = await Promise.all((await partition.range(range)).map(read));
  return posts.filter((post) => post !== undefined);
}

/** One request. */
export const findInFlight = (partition: Partition, read: ReadCopy): Promise<readonly Post[]> =>
  copies(partition, read, inFlightRange);

/**
 * Two requests, and one more per 1,000 parts of the month. What is armed is read first: what is out by the second
 * reading counts twice rather than not at all.
 */
export async function readCharges(partition: Partition, month: Month): Promise<readonly Charge[]> {
  const armed = await partition.range(inFlightRange, { select: ['account', 'cost'] });
  const booked = await partition.range(chargeRange(month));
  return [
    ...armed
      .filter(({ properties }) => properties['cost'] !== undefined)
      .map(({ properties: { account = '', cost } }) => ({
        account,
        kind: 'reserved' as const,
        milli: Number(cost),
      })),
    ...booked
      .filter(({ key }) => key.startsWith(`c_${month}_`) || key.startsWith('c_open_'))
      .map(({ properties: { account = '', kind, milli } }) => ({
        account,
        kind: kind as Charge['kind'],
        milli: Number(milli),
      })),
  ];
}

/** One request per 1,000 X ids that we have between the smallest and the largest: candidates are close together. */
export async function findBound(
  partition: Partition,
  tweetIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = new Map(tweetIds.map((id) => [tweetKey(id), id]));
  const keys = [...wanted.keys()].toSorted();
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return new Set();
  const rows = await partition.range({ from: first, to: `${last}!` }, { select: [] });
  return new Set(rows.flatMap((row) => wanted.get(row.key) ?? []));
}

/** One request, and one for each post that is given. */
export async function findWithText(
  partition: Partition,
  account: string,
  text: string,
  limit: number,
): Promise<readonly Post[]> {
  const rows = await partition.range(textRange(account, text));
  const newestFirst = rows.toSorted((a, b) => (dueOf(a) > dueOf(b) ? -1 : 1));
  const found: Post[] = [];
  for (const row of newestFirst) {
    if (found.length >= limit) break;
    const post = await readById(partition, idOf(row));
    if (post?.account === account && post.parts.some((part) => part.text === text)) found.push(post);
  }
  return found;
}

const dueOf = (row: Row): string => row.properties['due'] ?? '';
const idOf = (row: Row): PostId => row.properties['id'] ?? '';
