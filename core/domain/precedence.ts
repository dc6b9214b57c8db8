import { shortHash } from './hash.ts';
import { SECOND } from './time.ts';

/** A worker that could have gone first and did not is given this long before the next one takes over, ms. */
const STEP = SECOND;
/** However many workers are thought to be alive: a post is never this much later for want of its first one, ms. */
const LONGEST = 3 * SECOND;

/**
 * How long a worker leaves a due post to the workers that come before it, ms. Each post has an order of all
 * workers of its own (rendezvous hashing), so that they share the work without a word and do not race for the
 * same rows. It only saves requests: who arms is decided by the compare-and-swap.
 */
export function headStart(self: string, peers: readonly string[], postId: string): number {
  const mine = shortHash(`${self} ${postId}`);
  const before = peers.filter((peer) => shortHash(`${peer} ${postId}`) > mine).length;
  return Math.min(before * STEP, LONGEST);
}
