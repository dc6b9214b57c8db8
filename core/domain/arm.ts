import type { Post } from './post.ts';
import type { Instant } from './time.ts';
import { type Move, type Mover, movePost } from './transition.ts';

/**
 * The durable intent to send the part under the cursor once. `mover.nonce` becomes the fence: whoever holds it
 * may send, and later close.
 * @param owner boot id of the worker
 * @param serverNow X's clock
 * @param mediaIds X's ids of its media; none when it has none
 */
export function arm(
  post: Post,
  mover: Mover,
  owner: string,
  serverNow: Instant,
  mediaIds: readonly string[] = [],
): Move {
  const before = post.attempt;
  const attempt = {
    fence: mover.nonce,
    owner,
    armedAt: mover.now,
    sentAfter: before?.sentAfter ?? serverNow,
    ambiguous: before?.ambiguous ?? false,
    duplicate: false,
    absentReads: 0,
    ...(mediaIds.length > 0 && { mediaTries: triesWith(before?.mediaTries ?? [], mediaIds) }),
  };
  return movePost(post, 'armed', mover, { attempt, attempts: post.attempts + 1, nextTryAt: null }, '');
}

/** Usually all tries have the same. */
function triesWith(
  before: readonly (readonly string[])[],
  ids: readonly string[],
): readonly (readonly string[])[] {
  const others = before.filter((each) => each.join() !== ids.join());
  return [...others, ids];
}
