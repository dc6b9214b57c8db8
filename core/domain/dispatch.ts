import { type Gate, gateAt } from './account.ts';
import { type Post, windowEnd } from './post.ts';
import type { Reason, ReasonKind } from './reason.ts';
import { costOfRest, type Milli, nextMonth, toUsd } from './spending.ts';
import { isWaiting } from './status.ts';
import { type Instant, MINUTE } from './time.ts';

/** What is to be done with a post that is due. */
export type Dispatch =
  | { readonly kind: 'arm' }
  /** Not due, not waiting, or publishing is paused: leave it. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'miss'; readonly reason: Reason }
  /** Without `until` it waits for a person. */
  | { readonly kind: 'hold'; readonly reason: Reason; readonly until?: Instant }
  | { readonly kind: 'defer'; readonly until: Instant; readonly reason: Reason };

/** A post with what is to be done with it. */
export type Decided = { readonly post: Post; readonly dispatch: Dispatch };

/** What the monthly cap leaves; `reserved` of what it does not may come back, if it turns out not to be billed. */
export type Room = { readonly left: Milli; readonly reserved: Milli };

export type DispatchFacts = {
  readonly now: Instant;
  readonly gate: Gate;
  readonly paused: boolean;
  /** Asked for right before the arm only; undefined: there is no cap, or it is not asked yet. */
  readonly room?: Room | undefined;
};

/** Whether what is reserved is still so is asked this often, ms. */
const ASK_ROOM_AGAIN = 15 * MINUTE;

/**
 * The late policy, the account's gate, the pause and the monthly cap in one place, asked by the enqueuer and again right before
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
  return facts.room ? withinCap(post, facts.room, now) : { kind: 'arm' };
}

/** A thread that has begun is finished: it was counted whole before its first part. */
function withinCap(post: Post, { left, reserved }: Room, now: Instant): Dispatch {
  const cost = costOfRest(post);
  if (cost <= left || post.cursor > 0 || post.overCap) return { kind: 'arm' };
  const mayFit = cost <= left + reserved;
  const until = mayFit ? Math.min(now + ASK_ROOM_AGAIN, nextMonth(now)) : nextMonth(now);
  const detail = `it costs $${toUsd(cost)} and $${toUsd(Math.max(0, left))} are left this month`;
  return { kind: 'hold', until, reason: { kind: 'spendCap', at: now, detail } };
}

function lateReason(post: Post, now: Instant, paused: boolean): Reason {
  if (paused) return { kind: 'paused', at: now, detail: '' };
  const cause: ReasonKind | undefined = post.reason?.kind === 'late' ? undefined : post.reason?.kind;
  return { kind: 'late', at: now, detail: post.reason?.detail ?? '', ...(cause && { cause }) };
}
