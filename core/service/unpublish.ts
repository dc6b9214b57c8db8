import type { Refusal } from '../domain/outcome.ts';
import { isOut, nameParts, type Part, type Post, type PostId, partsOnX } from '../domain/post.ts';
import { isInFlight } from '../domain/status.ts';
import { canMove, isTakenDown, type Mover, movePost } from '../domain/transition.ts';
import type { Publisher } from '../ports/publisher.ts';
import { change, type PostServiceDeps } from './change.ts';
import type { Decision } from './decisions.ts';
import { cannot, refuse, type SaveResult } from './save-result.ts';

export type UnpublishDeps = Omit<PostServiceDeps, 'accounts'> & {
  readonly publisher: Pick<Publisher, 'hasKeys' | 'remove'>;
};

/** `partly`: X or the network stopped it; what is still out is in `post`, and asking again goes on there. */
export type Unpublished =
  | SaveResult
  | {
      readonly kind: 'partly';
      readonly post: Post;
      readonly code: Refusal['kind'];
      readonly message: string;
    };

/**
 * Deletes from X what is out of a post that is settled, from the last part to the first. The row is taken out
 * of everybody else's hands first and each deletion is stored before the next, so that a crash leaves nothing
 * but less to do: asking again is harmless. Nothing about the post is ever sent again.
 * @throws StoreError
 */
export async function unpublish(deps: UnpublishDeps, id: PostId, signal: AbortSignal): Promise<Unpublished> {
  const { publisher, clock, random, by } = deps;
  const mover = (): Mover => ({ now: clock.now(), nonce: random.uuid(), by });
  const decide = (post: Post): Decision =>
    publisher.hasKeys(post.account) ? decideUnpublish(post, mover()) : refuse('no-keys', tellNoKeys(post));
  let saved = await change(deps, id, decide);
  while (saved.kind === 'ok') {
    const { post } = saved;
    const part = partsOnX(post).at(-1);
    if (part === undefined) return saved;
    const removal = await publisher.remove(post.account, post.parts[part]?.tweetId ?? '', signal);
    if (removal.kind !== 'removed')
      return { kind: 'partly', post, code: removal.kind, message: tellPartly(post, removal) };
    saved = await change(deps, id, (current) => decidePartDeleted(current, part, mover()));
  }
  return saved;
}

/** Claims the post: from here on nobody sends, edits or retries it. */
function decideUnpublish(post: Post, mover: Mover): Decision {
  if (isTakenDown(post)) return { kind: 'ok', post };
  if (isInFlight(post.status)) return cannot(post, 'deleted from X');
  if (partsOnX(post).length === 0) return refuse('nothing-out', tellNothingOut(post));
  if (!canMove(post, 'unpublished')) {
    const message = `The rest of it is still to be sent: stop it with \`perch cancel ${post.id}\` first, then delete what is out.`;
    return refuse('wrong-status', message);
  }
  const isDoubtful = post.status === 'failed' && post.reason?.kind === 'undecided';
  const detail = isDoubtful ? `part ${post.cursor + 1} may be out as well: look at your timeline` : '';
  return movePost(post, 'unpublished', mover, {
    reason: { kind: 'removed', at: mover.now, detail },
    attempt: null,
    nextTryAt: null,
  });
}

function decidePartDeleted(post: Post, part: number, mover: Mover): Decision {
  const deleted: Part | undefined = post.parts[part];
  // Somebody else who was asked for the same was faster.
  if (!deleted || !isOut(deleted)) return { kind: 'ok', post };
  const parts = post.parts.map((one) => (one === deleted ? { ...one, deletedAt: mover.now } : one));
  const move = movePost(post, 'partDeleted', mover, { parts }, `id ${deleted.tweetId}`);
  return { ...move, entry: { ...move.entry, part } };
}

const tellNoKeys = ({ account }: Post): string =>
  `There are no keys for @${account} on this machine, so nothing was deleted: do it where its keys are, or add them with \`perch accounts add\`.`;

function tellNothingOut({ status, id }: Post): string {
  return status === 'published'
    ? 'Perch does not know the id that X gave this post, so it cannot delete it: delete it on X.'
    : `Nothing of this post is out, so there is nothing to delete. \`perch cancel ${id}\` keeps it from being sent.`;
}

/** What is still out, why, and what to do. */
function tellPartly(post: Post, refusal: Refusal): string {
  const out = partsOnX(post);
  const detail = refusal.detail === '' ? '' : ` (${refusal.detail})`;
  const again = `then run \`perch unpublish ${post.id}\` again; it goes on where it stopped.`;
  return `${nameParts(out)} still out: ${causeOf(refusal, out.at(-1) ?? 0, detail)}, ${again}`;
}

function causeOf(refusal: Refusal, part: number, detail: string): string {
  switch (refusal.kind) {
    case 'throttled':
      return `X asked Perch to wait${detail}. Wait until ${new Date(refusal.until).toISOString()}`;
    case 'auth':
      return `X did not accept the keys of this account${detail}. Give it new keys`;
    case 'credits':
      return `the credit of this account at X is used up${detail}. Add credit in the X developer console`;
    case 'rejected':
      return `X refused to delete part ${part + 1}${detail}. Look at it on X, delete it there if you can`;
    case 'not-sent':
      return `X could not be reached${detail}. Check the connection`;
    case 'unknown':
      return `X gave no clear answer${detail}. Wait a moment`;
  }
}
