import { textLock } from '../../domain/lock-key.ts';
import { owesNext, type Post } from '../../domain/post.ts';
import { chargesOf, type DatedCharge, type Month } from '../../domain/spending.ts';
import type { Status } from '../../domain/status.ts';
import { digest, encodeKey, instantKey, startingWith } from './keys.ts';
import { textRows, writePost } from './post-body.ts';
import type { Change, Properties, Range } from './table.ts';

/*
 * The rows of a post. All are in one partition, so that a change of a post changes them together; the letter
 * keeps each kind in a range of its own.
 *
 *   p_<id>_<version>          the post and its history (see post-versions.ts)
 *   u_<X id>                  which part has this X id
 *   s_<hash>_<id>             which posts have a part with this text
 *   t_<id>_<hash>_<n>         texts that do not fit the others
 *   c_<month>_<id>_<part>     what the part cost, in thousandths of a USD
 *   c_open_<id>               what the rest of a thread that has begun is going to cost
 *   a_<newest first>_<id>     what happened, over all posts (see activity.ts)
 *
 * and one copy of the post, which says what it is going to cost unless it has begun, where those find it who look for many:
 *
 *   o_<due>_<id>              while it is open, in the order of the lists
 *   n_<hash>                  now in flight: under the hash of account, parent and text, which locks the text
 *   x_<due>_<id>              closed: nobody who looks for work reads past these
 *
 *   m_<due>_<id>              beside it, as long as the next post of its series is to be made
 *
 * Rows are added and removed rather than replaced, because that is several times cheaper for Azurite; for Azure
 * it makes no difference. What wakes whom is in a table of its own (see wake-rows.ts).
 */

/** Kinds of rows that only one post may make. */
const UNIQUE = /^[nu]_/;
const CLOSED: ReadonlySet<Status> = new Set<Status>(['published', 'cancelled']);

/** In the place of its status: what the mending looks for. */
export const OWING = 'owing';

export const isClosed = (status: Status): boolean => CLOSED.has(status);

/** After the letter and `_`: the place in the lists. */
export const listPlace = (post: Post): string => `${instantKey(post.dueAt)}_${encodeKey(post.id)}`;
export const tweetKey = (tweetId: string): string => `u_${encodeKey(tweetId).padStart(20, '0')}`;
export const inFlightRange: Range = startingWith('n_');
export const textRange = (account: string, text: string): Range =>
  startingWith(`s_${textHash(account, text)}_`);

/** The key of the lock that a post in flight holds; undefined when it is not in flight. */
export function lockRowKey(post: Post): string | undefined {
  const lock = textLock(post);
  return lock && `n_${digest(post.account, lock.parent, lock.text)}`;
}

/** The properties of a row that holds the post. */
export function copyOf(post: Post): Properties {
  const open = post.cursor === 0 ? chargesOf(post).find(({ kind }) => kind !== 'spent') : undefined;
  return {
    id: post.id,
    status: post.status,
    account: post.account,
    ...(open && { cost: String(open.milli) }),
    ...writePost(post),
  };
}

/** Begun threads come after all months, so that one range holds them and the latest month. */
export const chargeRange = (month: Month): Range => ({ from: `c_${month}_`, to: 'c_~~' });

const chargeKey = (id: string, { month, part }: DatedCharge): string =>
  part === undefined ? `c_open_${id}` : `c_${month}_${id}_${part}`;

const chargeProperties = ({ account, kind, milli }: DatedCharge): Properties => ({
  account,
  kind,
  milli: String(milli),
});

/** Every row of a post except its versions. */
export function rowsOf(post: Post): ReadonlyMap<string, Properties> {
  const id = encodeKey(post.id);
  const place = lockRowKey(post) ?? `${isClosed(post.status) ? 'x' : 'o'}_${listPlace(post)}`;
  const rows = new Map<string, Properties>([[place, copyOf(post)]]);
  if (owesNext(post)) rows.set(`m_${listPlace(post)}`, { ...copyOf(post), status: OWING });
  post.parts.forEach(({ text, tweetId }, part) => {
    if (tweetId !== undefined) rows.set(tweetKey(tweetId), { id: post.id, part: String(part) });
    rows.set(`s_${textHash(post.account, text)}_${id}`, { id: post.id, due: instantKey(post.dueAt) });
  });
  for (const [key, properties] of textRows(post)) rows.set(key, properties);
  for (const charge of chargesOf(post))
    if (charge.kind === 'spent' || post.cursor > 0) rows.set(chargeKey(id, charge), chargeProperties(charge));
  return rows;
}

/** What turns the rows of `before` into those of `after`; undefined: nothing was there before. */
export function changesBetween(before: Post | undefined, after: Post): readonly Change[] {
  const old = before ? rowsOf(before) : new Map<string, Properties>();
  const rows = rowsOf(after);
  const gone = [...old.keys()].filter((key) => !rows.has(key));
  return [
    ...gone.map((key) => ({ kind: 'remove', key }) as const),
    ...[...rows].flatMap(([key, properties]) => writeOf(key, properties, old.get(key))),
  ];
}

function writeOf(key: string, properties: Properties, old: Properties | undefined): readonly Change[] {
  if (old && isSame(old, properties)) return [];
  if (old) return [{ kind: 'replace', key, properties }];
  return [{ kind: UNIQUE.test(key) ? 'create' : 'put', key, properties }];
}

function isSame(a: Properties, b: Properties): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

const textHash = (account: string, text: string): string => digest(account, text).slice(0, 32);
