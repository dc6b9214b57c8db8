import type { PostRecord, PostStore } from '../ports/post-store.ts';
import { eachRecord } from './each-record.ts';
import { canonical } from './storage-digest.ts';

/** A post as two storages have it; at least one of them does. */
export type Pair = { readonly ours?: PostRecord; readonly theirs?: PostRecord };

/** Both storages side by side, in the order of the ids, a page of each in memory. */
export async function* pairsOf(source: PostStore, destination: PostStore): AsyncGenerator<Pair> {
  const left = eachRecord(source);
  const right = eachRecord(destination);
  let ours = (await left.next()).value;
  let theirs = (await right.next()).value;
  while (ours || theirs) {
    const order = compare(ours?.post.id, theirs?.post.id);
    yield { ...(ours && order <= 0 && { ours }), ...(theirs && order >= 0 && { theirs }) };
    if (order <= 0) ours = (await left.next()).value;
    if (order >= 0) theirs = (await right.next()).value;
  }
}

/** One that is not there comes after all. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

/**
 * How theirs stands to ours. `behind`: an earlier state of the same post, as all that happened to it happened
 * to ours too, so ours may replace it. `different`: they went different ways.
 */
export function compareRecords(ours: PostRecord, theirs: PostRecord): 'same' | 'behind' | 'different' {
  if (canonical(ours) === canonical(theirs)) return 'same';
  const isBehind =
    theirs.post.version < ours.post.version &&
    theirs.history.length <= ours.history.length &&
    theirs.history.every((entry, i) => canonical(entry) === canonical(ours.history[i]));
  return isBehind ? 'behind' : 'different';
}
