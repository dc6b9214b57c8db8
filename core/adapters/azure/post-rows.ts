import { textLock } from '../../domain/lock-key.ts';
import { owesNext, type Post } from '../../domain/post.ts';
import type { Status } from '../../domain/status.ts';
import { digest, encodeKey, instantKey, startingWith } from './keys.ts';
import { textRows, writePost } from './post-body.ts';
import type { Change, Properties, Range } from './table.ts';

/*
 * The rows of a post. All are in one partition, so that a change of a post changes them together; the letter
 * keeps each kind in a range of its own.
 *
 *   p_<id>                    the post: read by id
 *   o_<due>_<id>              a copy in the order of the lists, while it is open
 *   x_<due>_<id>              the same of one that is closed: nobody who looks for work reads past these
 *   n_<due>_<id>              a copy as long as the next post of its series is to be made
 *   l_<hash>                  while in flight, a copy under the hash of account, parent and text: the text lock
 *   u_<X id>                  which part has this X id
 *   s_<hash>_<id>             which posts have a part with this text
 *   t_<id>_<hash>_<n>         texts that do not fit the others
 *   h_<id>_<version>          what happened to it
 *   a_<newest first>_<id>     the same, over all posts
 *
 * What wakes whom is in a table of its own (see wake-rows.ts).
 */

/** Kinds of rows that only one post may make. */
const UNIQUE = /^[plu]_/;
const CLOSED: ReadonlySet<Status> = new Set<Status>(['published', 'cancelled']);

/** In the place of its status: what the mending looks for. */
export const OWING = 'owing';

export const isClosed = (status: Status): boolean => CLOSED.has(status);

export const postKey = (id: string): string => `p_${encodeKey(id)}`;
/** After the letter and `_`: the place in the lists. */
export const listPlace = (post: Post): string => `${instantKey(post.dueAt)}_${encodeKey(post.id)}`;
export const tweetKey = (tweetId: string): string => `u_${encodeKey(tweetId).padStart(20, '0')}`;
export const lockRange: Range = startingWith('l_');
export const textRange = (account: string, text: string): Range =>
  startingWith(`s_${textHash(account, text)}_`);

/** The key of the lock that a post in flight holds; undefined when it is not in flight. */
export function lockRowKey(post: Post): string | undefined {
  const lock = textLock(post);
  return lock && `l_${digest(post.account, lock.parent, lock.text)}`;
}

/** The properties of a row that holds the post. */
export const copyOf = (post: Post): Properties => ({
  id: post.id,
  status: post.status,
  account: post.account,
  ...writePost(post),
});

/** Every row of a post except its history. */
export function rowsOf(post: Post): ReadonlyMap<string, Properties> {
  const id = encodeKey(post.id);
  const copy = copyOf(post);
  const rows = new Map<string, Properties>([
    [postKey(post.id), copy],
    [`${isClosed(post.status) ? 'x' : 'o'}_${listPlace(post)}`, copy],
  ]);
  if (owesNext(post)) rows.set(`n_${listPlace(post)}`, { ...copy, status: OWING });
  const lock = lockRowKey(post);
  if (lock) rows.set(lock, copy);
  post.parts.forEach(({ text, tweetId }, part) => {
    if (tweetId !== undefined) rows.set(tweetKey(tweetId), { id: post.id, part: String(part) });
    rows.set(`s_${textHash(post.account, text)}_${id}`, { id: post.id, due: instantKey(post.dueAt) });
  });
  for (const [key, properties] of textRows(post)) rows.set(key, properties);
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
