import { sendDelay } from './backoff.ts';
import type { Outcome } from './outcome.ts';
import { type Attempt, currentPart, followsAt, type Post } from './post.ts';
import type { Reason, ReasonKind } from './reason.ts';
import { type Move, type Mover, movePost } from './transition.ts';

/**
 * What an outcome makes of an armed post. A post whose cancel was asked for stops here, unless it is out or
 * nobody knows: then it goes on like any other.
 * @param jitter in [0, 1)
 */
export function settle(post: Post, outcome: Outcome, mover: Mover, jitter: number): Move {
  switch (outcome.kind) {
    case 'published':
      return settlePublished(post, outcome.tweetId, mover);
    case 'unknown':
      return doubt(
        post,
        { ambiguous: true },
        { kind: 'checking', at: mover.now, detail: outcome.detail },
        mover,
      );
    case 'duplicate':
      return doubt(
        post,
        { duplicate: true },
        { kind: 'checking', at: mover.now, detail: outcome.detail },
        mover,
      );
    default:
      return settleNotPosted(post, outcome, mover, jitter);
  }
}

/** What is certain not to have posted anything. */
type NotPosted = Exclude<Outcome, { kind: 'published' | 'unknown' | 'duplicate' }>;

function settleNotPosted(post: Post, outcome: NotPosted, mover: Mover, jitter: number): Move {
  const because = (kind: ReasonKind): Reason => ({ kind, at: mover.now, detail: outcome.detail });
  if (post.stopRequested)
    return movePost(post, 'stopped', mover, { attempt: null, reason: because('stopped') });
  switch (outcome.kind) {
    case 'throttled':
      return movePost(post, 'throttled', mover, {
        nextTryAt: outcome.until,
        reason: because('throttled'),
        // X did not look at the post, so this was no try of it.
        attempts: post.attempts - 1,
      });
    case 'auth':
    case 'credits':
      return movePost(post, 'held', mover, {
        nextTryAt: null,
        reason: because(outcome.reason ?? outcome.kind),
      });
    case 'rejected':
      return movePost(post, 'rejected', mover, {
        nextTryAt: null,
        reason: because(outcome.reason ?? 'rejected'),
      });
    case 'not-sent': {
      const nextTryAt = mover.now + sendDelay(post.failures, jitter);
      return movePost(post, 'notSent', mover, {
        nextTryAt,
        failures: post.failures + 1,
        reason: because(outcome.reason ?? 'network'),
      });
    }
  }
}

/** The part under the cursor is out under `tweetId`, as X said or as the timeline shows. */
export function settlePublished(post: Post, tweetId: string, mover: Mover): Move {
  const part = currentPart(post);
  if (!part) throw new Error(`Post ${post.id} has no part ${post.cursor}`);
  const parts = post.parts.map((p, i) => (i === post.cursor ? { ...p, tweetId, publishedAt: mover.now } : p));
  const cursor = post.cursor + 1;
  const nextTryAt = followsAt({ parts, cursor });
  const done = { parts, cursor, attempt: null, failures: 0, nextTryAt };
  const detail = `id ${tweetId}`;
  if (cursor >= parts.length)
    return movePost(post, 'published', mover, { ...done, reason: null, stopRequested: false }, detail);
  if (post.stopRequested) {
    const reason: Reason = { kind: 'stopped', at: mover.now, detail: '' };
    return movePost(post, 'stopped', mover, { ...done, reason }, detail);
  }
  return movePost(post, 'partPublished', mover, { ...done, reason: null }, detail);
}

/** To `checking`: nobody may send it again until the timeline has been read. */
export function doubt(post: Post, what: Partial<Attempt>, reason: Reason, mover: Mover): Move {
  const attempt = post.attempt && { ...post.attempt, ...what, absentReads: 0 };
  return movePost(post, 'doubted', mover, { attempt, reason, nextTryAt: null });
}
