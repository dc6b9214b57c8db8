import type { HistoryEntry } from './history.ts';
import type { Post } from './post.ts';
import { nextStatus, type PostEvent, type Status } from './status.ts';
import type { Instant } from './time.ts';

/** A compare-and-swap: `to` replaces `from` if the stored version is still `from.version`. */
export type Move = {
  readonly from: Post;
  readonly to: Post;
  readonly entry: Omit<HistoryEntry, 'postId' | 'from' | 'to'>;
};

/** What an event changes besides the status. */
export type PostChanges = Partial<
  Omit<Post, 'id' | 'status' | 'version' | 'nonce' | 'createdAt' | 'updatedAt'>
>;

/** Who moves the post and when. `nonce` is fresh for every move. */
export type Mover = { readonly now: Instant; readonly nonce: string; readonly by: string };

/** An event that the table does not allow: always a bug of the caller, which has to ask `canMove` first. */
export class TransitionError extends Error {
  override readonly name = 'TransitionError';
}

export function canMove(post: Post, event: PostEvent): boolean {
  return statusAfter(post, event) !== undefined;
}

/** Whether a person had it deleted from X, or wants it to be. */
export function isTakenDown({ reason }: Pick<Post, 'reason'>): boolean {
  return reason?.kind === 'removed';
}

/** What was taken down is only deleted further: sent again, its parts would hang on parents that are gone. */
function statusAfter(post: Post, event: PostEvent, wanted?: Status): Status | undefined {
  const isAllowed = event === 'continued' || isTakenDown(post) === (event === 'partDeleted');
  return isAllowed ? nextStatus(post.status, event, wanted) : undefined;
}

/**
 * The move that `event` makes of `post`, by the transition table.
 * @throws TransitionError when the table has no such transition.
 */
export function movePost(
  post: Post,
  event: PostEvent,
  mover: Mover,
  changes: PostChanges = {},
  detail = changes.reason?.detail ?? '',
): Move {
  return moveTo(statusAfter(post, event), post, event, mover, changes, detail);
}

/** The move that takes the cancelling back, to `wanted`. */
export function restorePost(post: Post, wanted: Status, mover: Mover, changes: PostChanges): Move {
  return moveTo(statusAfter(post, 'restored', wanted), post, 'restored', mover, changes, '');
}

function moveTo(
  status: Status | undefined,
  post: Post,
  event: PostEvent,
  mover: Mover,
  changes: PostChanges,
  detail: string,
): Move {
  if (!status) throw new TransitionError(`A ${post.status} post cannot be "${event}" (post ${post.id})`);
  const to = {
    ...post,
    // What it was before is told of a cancelled post only.
    beforeCancel: status === 'cancelled' ? post.beforeCancel : null,
    ...changes,
    status,
    version: post.version + 1,
    nonce: mover.nonce,
    updatedAt: mover.now,
  };
  return { from: post, to, entry: { at: mover.now, event, part: post.cursor, detail, by: mover.by } };
}
