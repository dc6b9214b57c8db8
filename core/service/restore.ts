import type { Gate } from '../domain/account.ts';
import { type BeforeCancel, type Post, windowEnd } from '../domain/post.ts';
import type { Reason } from '../domain/reason.ts';
import type { Repeat } from '../domain/series.ts';
import { isInFlight, isWaiting, type Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { canMove, isTakenDown, type Mover, movePost, restorePost } from '../domain/transition.ts';
import { type Decision, decideEdit } from './decisions.ts';
import { cannot, refuse } from './save-result.ts';

/** When a post was to go out before it was given the time that is taken back. */
export type FormerTime = {
  /** Null: a draft without a time. */
  readonly dueAt: Instant | null;
  readonly zone: string;
  /** It was a draft. */
  readonly draft: boolean;
};

/**
 * Makes a cancelled post what it was. What was waiting goes out at its time; if that has passed, it is missed and
 * asks, so that nothing ever leaves because of an undo. What may be out stays as doubtful as it was.
 */
export function decideRestore(post: Post, gate: Gate, mover: Mover): Decision {
  if (isTakenDown(post) || isInFlight(post.status)) return cannot(post, 'restored');
  if (post.status !== 'cancelled')
    return refuse('wrong-status', 'It is not cancelled, so there is nothing to restore.');
  const before = post.beforeCancel;
  if (!before) {
    const message = `It was stopped on its way, so it cannot be made what it was. Give it a time with \`perch edit ${post.id} --at WHEN\`.`;
    return refuse('wrong-status', message);
  }
  const { status, reason } = restored(post, before, gate, mover.now);
  const repeat = before.endedSeries ? reopened(post.repeat) : post.repeat;
  return restorePost(post, status, mover, { reason, repeat });
}

type Restored = { readonly status: Status; readonly reason: Reason | null };

function restored(post: Post, before: BeforeCancel, gate: Gate, now: Instant): Restored {
  const { status, reason } = before;
  if (status === 'draft' || status === 'failed' || status === 'missed') return { status, reason };
  // Held again only while the account is: who opens it looks for its held posts once.
  if (status === 'held' && gate.state === 'held' && windowEnd(post) > now) return { status, reason };
  if (post.dueAt !== null && post.dueAt > now) return { status: 'scheduled', reason: null };
  return { status: 'missed', reason: pastAt(now) };
}

const pastAt = (now: Instant): Reason => ({ kind: 'restored', at: now, detail: '' });

/** It decides again what follows it. */
function reopened(repeat: Repeat | null): Repeat | null {
  if (repeat?.next !== null) return repeat;
  const { next: _, ...open } = repeat;
  return open;
}

/** Takes a new time back. A former time that has passed makes the post missed; what is on its way stays so. */
export function decidePutBack(post: Post, { dueAt, zone, draft }: FormerTime, mover: Mover): Decision {
  if (draft) {
    const event = post.status === 'draft' ? 'edited' : 'drafted';
    if (!canMove(post, event) || post.cursor > 0) return cannot(post, 'put back');
    return movePost(post, event, mover, { dueAt, zone, nextTryAt: null, reason: null });
  }
  if (dueAt === null || !isWaiting(post.status)) return cannot(post, 'put back');
  if (dueAt <= mover.now)
    return movePost(post, 'missed', mover, { dueAt, zone, nextTryAt: null, reason: pastAt(mover.now) });
  const edited = decideEdit(post, { dueAt, zone });
  return 'kind' in edited ? edited : movePost(post, edited.event, mover, edited.changes);
}
