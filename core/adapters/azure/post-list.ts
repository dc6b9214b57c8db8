import { isInFlight, STATUSES, type Status } from '../../domain/status.ts';
import type { PostPage, PostQuery } from '../../ports/post-store.ts';
import { instantKey } from './keys.ts';
import { readFacts } from './post-body.ts';
import type { ReadCopy } from './post-find.ts';
import { inFlightRange, isClosed, listPlace } from './post-rows.ts';
import type { Partition, Range, RangeOptions, Row } from './table.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;
const LAST = '~~';
/** What follows the letter in the key of a row of the lists. */
const PLACE = /^\d{18}_.+$/;

/** A row and where it belongs in the list. */
type Placed = { readonly place: string; readonly row: Row };
/** Before the last of these places, from the first on. */
type Span = { readonly from: string; readonly to: string };

const isOpen = (status: Status): boolean => !isClosed(status) && !isInFlight(status);

/**
 * One page: a range of the open posts, of the closed ones, or of both, merged, and among them the few in flight.
 * Azure filters by status and account within the range, so a page that asks for little of much costs a request
 * per 1,000 rows it passes.
 */
export async function listPosts(partition: Partition, read: ReadCopy, query: PostQuery): Promise<PostPage> {
  const limit = Math.max(1, Math.min(query.limit ?? DEFAULT_LIMIT, MAX_LIMIT));
  const span = spanOf(query);
  const lists = [
    readList(partition, 'o', span, { limit: limit + 1, ...filterOf(isOpen, query) }),
    readList(partition, 'x', span, { limit: limit + 1, ...filterOf(isClosed, query) }),
    readInFlight(partition, span, filterOf(isInFlight, query)),
  ];
  const found = (await Promise.all(lists)).flat().toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const page = found.slice(0, limit);
  const posts = (await Promise.all(page.map(({ row }) => read(row)))).filter((post) => post !== undefined);
  const last = page.at(-1);
  return found.length > limit && last ? { posts, next: last.place } : { posts };
}

type Filter = Pick<RangeOptions, 'where' | 'limit'> & { readonly none?: boolean };

function filterOf(isListed: (status: Status) => boolean, { status, account }: PostQuery): Filter {
  const all = STATUSES.filter(isListed);
  const wanted = all.filter((each) => status?.includes(each) ?? true);
  return {
    none: wanted.length === 0,
    where: {
      ...(wanted.length < all.length && { status: wanted }),
      ...(account !== undefined && { account: [account] }),
    },
  };
}

async function readList(
  partition: Partition,
  letter: string,
  { from, to }: Span,
  { none, ...options }: Filter,
): Promise<readonly Placed[]> {
  if (none) return [];
  const range: Range = { from: `${letter}_${from}`, to: `${letter}_${to}` };
  return (await partition.range(range, options)).map((row) => ({ place: row.key.slice(2), row }));
}

/** All of them: they are as few as can be on the wire, and not in the order of the lists. */
async function readInFlight(
  partition: Partition,
  { from, to }: Span,
  { none, ...options }: Filter,
): Promise<readonly Placed[]> {
  if (none) return [];
  return (await partition.range(inFlightRange, options))
    .map((row) => ({ place: listPlace(readFacts(row.properties)), row }))
    .filter(({ place }) => place >= from && place < to);
}

function spanOf({ after, dueFrom, dueTo }: PostQuery): Span {
  if (after !== undefined && !PLACE.test(after))
    throw new RangeError(`Not a page key: "${after}". Use \`next\` of the page before.`);
  const timed = dueFrom !== undefined || dueTo !== undefined;
  const first = dueFrom === undefined ? '' : instantKey(dueFrom);
  // The key that follows `after` at once: no key of ours holds a control character.
  const from = after === undefined || after < first ? first : `${after}!`;
  return { from, to: timed ? instantKey(dueTo ?? null) : LAST };
}
