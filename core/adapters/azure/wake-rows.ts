import { type Post, wakeAt } from '../../domain/post.ts';
import type { Instant } from '../../domain/time.ts';
import { instantKey, instantOf } from './keys.ts';
import { copyOf, listPlace } from './post-rows.ts';
import type { Properties } from './table.ts';

/*
 * The rows of the wake table: one for each post that somebody must look at at an instant, with a copy of it.
 *
 *   <wake>_<due>_<id>_<version>
 *
 * They are hints, written after the post itself, so a crash may leave one out (see mend.ts) or leave one behind
 * (whoever acts on it is refused, as its version is not the stored one). The version is in the key so that
 * removing the row of one version never takes away that of the next, even when both wake at the same instant.
 */
export type WakeRow = { readonly key: string; readonly properties: Properties };

const VERSION_DIGITS = 10;

/** Undefined: nobody has to look at this post. */
export function wakeKey(post: Post): string | undefined {
  const wake = wakeAt(post);
  if (wake === null) return undefined;
  return `${instantKey(wake)}_${listPlace(post)}_${String(post.version).padStart(VERSION_DIGITS, '0')}`;
}

export function wakeRow(post: Post): WakeRow | undefined {
  const key = wakeKey(post);
  return key === undefined ? undefined : { key, properties: copyOf(post) };
}

/** To the microsecond. */
export const wakeOfKey = (key: string): Instant => instantOf(key);
export const versionOfKey = (key: string): number => Number(key.slice(-VERSION_DIGITS));
/** The key of the due time, which follows that of the wake. */
export const dueOfKey = (key: string): string => key.split('_')[1] ?? '';
/** Sorts after every row that wakes at or before `now`. */
export const afterWake = (now: Instant): string => `${instantKey(now)}~`;
