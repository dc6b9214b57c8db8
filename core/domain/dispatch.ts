import { type Gate, gateAt } from './account.ts';
import { type Post, windowEnd } from './post.ts';
import type { Reason, ReasonKind } from './reason.ts';
import { isWaiting } from './status.ts';
import type { Instant } from './time.ts';

/** What is to be done with a post that is due. */
export type Dispatch =
  | { readonly kind: 'arm' }
  /** Not due, not waiting, or publishing is paused: leave it. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'miss'; readonly reason: Reason }
  | { readonly kind: 'hold'; readonly reason: Reason }
  | { readonly kind: 'defer'; readonly until: Instant; readonly reason: Reason };

/** A post with what is to be done with it. */
export type Decided = { readonly post: Post; readonly dispatch: Dispatch };

export type DispatchFacts = { readonly now: Instant; readonly gate: Gate; readonly paused: boolean };

/**
 * The late policy, the account's gate and the pause in one place, asked by the enqueuer and again right before
 * the arm: nothing is armed after its window, whatever kept it back (waking from sleep never causes a burst).
 */
export function decideDispatch(post: Post, { now, paused, ...facts }: DispatchFacts): Dispatch {
  if (!isWaiting(post.status) || post.dueAt === null || post.dueAt > now) return { kind: 'leave' };
  if (now >= windowEnd(post)) return { kind: 'miss', reason: lateReason(post, now, paused) };
  if (post.nextTryAt !== null && post.nextTryAt > now) return { kind: 'leave' };
  if (paused) return { kind: 'leave' };
  const gate = gateAt(facts.gate, now);
  if (gate.state === 'held') {
    return post.status === 'held'
      ? { kind: 'leave' }
      : { kind: 'hold', reason: { kind: gate.reason, at: now, detail: gate.detail } };
  }
  if (gate.state === 'throttled') {
    return { kind: 'defer', until: gate.until, reason: { kind: 'throttled', at: now, detail: gate.detail } };
  }
  return { kind: 'arm' };
}

function lateReason(post: Post, now: Instant, paused: boolean): Reason {
  if (paused) return { kind: 'paused', at: now, detail: '' };
  const cause: ReasonKind | undefined = post.reason?.kind === 'late' ? undefined : post.reason?.kind;
  return { kind: 'late', at: now, detail: post.reason?.detail ?? '', ...(cause && { cause }) };
}
