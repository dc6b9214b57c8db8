import { MAX_PARTS, type Post } from '../domain/post.ts';
import { isInFlight, type PostEvent } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { canMove, type Move, type Mover, movePost, type PostChanges } from '../domain/transition.ts';
import { cannot, type Refused, refuse, type SaveResult } from './save-result.ts';

/** What a person may change. Parts that are out cannot change; `parts` is the whole thread all the same. */
export type PostEdit = {
  readonly parts?: readonly string[];
  readonly dueAt?: Instant;
  readonly zone?: string;
  readonly account?: string;
  readonly lateWindow?: number;
  /** Keeps (or makes) it a draft, whatever time it has. */
  readonly draft?: boolean;
};

/** What a command makes of the row as it is: a move, or an answer without one. */
export type Decision = Move | SaveResult;

const STOP_NOTE = 'A part is on its way and cannot be called back; what follows it will not be sent.';
/** A post that a person takes up again starts with a clean slate. */
export const AFRESH = { nextTryAt: null, failures: 0, reason: null, stopRequested: false } as const;

export function decideCancel(post: Post, mover: Mover): Decision {
  if (isInFlight(post.status)) {
    if (post.stopRequested) return { kind: 'ok', post, note: STOP_NOTE };
    return movePost(post, 'stopRequested', mover, { stopRequested: true });
  }
  if (post.status === 'cancelled') return { kind: 'ok', post, note: 'It was cancelled before.' };
  if (!canMove(post, 'cancelled')) return cannot(post, 'cancelled');
  return movePost(post, 'cancelled', mover, { reason: null, nextTryAt: null });
}

/** Due at once; the late window, and a begun thread's day to finish, start anew. */
export function decideSendNow(post: Post, mover: Mover, what: string): Decision {
  if (!canMove(post, 'scheduled')) return cannot(post, what);
  return movePost(post, 'scheduled', mover, { ...AFRESH, dueAt: mover.now });
}

/** A post that may be out is looked for again before anybody sends it again, unless a person insists. */
export function decideRetry(post: Post, mover: Mover, force: boolean): Decision {
  const doubtful = post.status === 'failed' && post.reason?.kind === 'undecided';
  if (doubtful && !force) {
    return movePost(post, 'rechecked', mover, {
      attempt: post.attempt && { ...post.attempt, absentReads: 0 },
    });
  }
  if (post.status === 'draft') return cannot(post, 'tried again');
  return decideSendNow(doubtful ? { ...post, attempt: null } : post, mover, 'tried again');
}

/** The post as an edit would leave it, to be checked before it is written. */
export type Edited = { readonly event: PostEvent; readonly changes: PostChanges };

export function decideEdit(post: Post, patch: PostEdit): Edited | Refused {
  if (!canMove(post, 'edited')) return cannot(post, 'edited');
  const changes = editChanges(post, patch);
  if ('kind' in changes) return changes;
  const event = editEvent(post, patch);
  if (!canMove(post, event)) return cannot(post, 'made a draft');
  return { event, changes: event === 'scheduled' ? { ...changes, ...AFRESH } : changes };
}

function editEvent(post: Post, { draft, dueAt }: PostEdit): PostEvent {
  if (draft) return post.status === 'draft' ? 'edited' : 'drafted';
  return dueAt !== undefined && post.status !== 'held' ? 'scheduled' : 'edited';
}

/** The changes an edit makes, or why it cannot be made. */
function editChanges(post: Post, patch: PostEdit): PostChanges | Refused {
  const { parts: texts, draft: _, ...rest } = patch;
  if (patch.account !== undefined && patch.account !== post.account && post.cursor > 0) {
    return refuse('part-is-out', 'A thread that has begun cannot change its account.');
  }
  if (!texts) return rest;
  if (texts.length < post.cursor || texts.length > MAX_PARTS) {
    return refuse(
      'part-is-out',
      `Give the whole thread: the ${post.cursor} part(s) that are out, then the rest.`,
    );
  }
  const changed = post.parts.findIndex((part, i) => i < post.cursor && part.text !== texts[i]);
  if (changed >= 0)
    return refuse('part-is-out', `Part ${changed + 1} is out and cannot be changed. Leave it as it is.`);
  const parts = texts.map((text, i) => (i < post.cursor ? { ...post.parts[i], text } : { text }));
  const sameText = parts[post.cursor]?.text === post.parts[post.cursor]?.text;
  return { ...rest, parts, ...(!sameText && { attempt: null }) };
}
