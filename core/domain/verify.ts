import type { Post } from './post.ts';
import type { Reason } from './reason.ts';
import { settlePublished } from './settle.ts';
import { type Move, type Mover, movePost } from './transition.ts';

/** What one complete timeline reading shows about a post that is being checked. */
export type Finding =
  | { readonly kind: 'found'; readonly tweetId: string }
  | {
      readonly kind: 'absent' /** An identical post older than our first try, if one is there. */;
      readonly olderTwin?: string;
    };

/** Clean reads after the quiet period that make absence a proof. */
export const READS_FOR_PROOF = 2;

/**
 * What a reading makes of a checking post, or undefined when it changes nothing. A match is proof at any time;
 * absence counts only when `counts` (the row was quiet long enough and the read before lies far enough back).
 */
export function verify(post: Post, finding: Finding, counts: boolean, mover: Mover): Move | undefined {
  const { attempt } = post;
  if (finding.kind === 'found') return settlePublished(post, finding.tweetId, mover);
  if (!attempt) return undefined;
  if (attempt.duplicate && !attempt.ambiguous && finding.olderTwin !== undefined) {
    return undecided(
      post,
      { kind: 'repeat', at: mover.now, detail: `the older post has id ${finding.olderTwin}` },
      mover,
    );
  }
  if (!counts) return undefined;
  const absentReads = attempt.absentReads + 1;
  if (absentReads < READS_FOR_PROOF)
    return movePost(post, 'observed', mover, { attempt: { ...attempt, absentReads } }, 'not on the timeline');
  return absent(post, mover);
}

function absent(post: Post, mover: Mover): Move {
  const { attempt } = post;
  const detail = post.reason?.detail ?? '';
  // X said it knows the text, yet it is not to be seen: sending again could post it twice.
  if (attempt?.duplicate)
    return undecided(
      post,
      { kind: attempt.ambiguous ? 'undecided' : 'repeat', at: mover.now, detail },
      mover,
    );
  if (post.stopRequested)
    return movePost(post, 'stopped', mover, {
      attempt: null,
      reason: { kind: 'stopped', at: mover.now, detail: '' },
    });
  const reason: Reason = { kind: 'absent', at: mover.now, detail };
  return movePost(post, 'provenAbsent', mover, { reason, nextTryAt: mover.now, failures: post.failures + 1 });
}

function undecided(post: Post, reason: Reason, mover: Mover): Move {
  return movePost(post, 'undecided', mover, { reason, nextTryAt: null });
}
