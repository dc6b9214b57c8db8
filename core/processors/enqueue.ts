import type { Gate } from '../domain/account.ts';
import { type Dispatch, decideDispatch } from '../domain/dispatch.ts';
import type { Post } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';
import { type Move, movePost } from '../domain/transition.ts';
import type { Processor } from '../ports/processor.ts';
import { gateOf, moverOf, pausedNow, type WorkerContext } from './context.ts';

const BATCH = 200;
/** Ids in one hint: few, so that one bad message cannot keep many posts waiting. */
const IDS_PER_HINT = 10;

/** Due rows -> hints on the queue; what may not be sent any more or not yet is marked as such here. */
export function createEnqueueProcessor(ctx: WorkerContext, onEnqueued: () => void): Processor {
  let stuck = false;
  let next: Instant | undefined;

  async function decideAll(due: readonly Post[]): Promise<readonly (readonly [Post, Dispatch])[]> {
    const now = ctx.clock.now();
    const paused = await pausedNow(ctx);
    const gates = new Map<string, Gate>();
    for (const { account } of due) if (!gates.has(account)) gates.set(account, await gateOf(ctx, account));
    return due.map((post) => {
      const gate = gates.get(post.account) ?? { state: 'open' };
      return [post, decideDispatch(post, { now, gate, paused })] as const;
    });
  }

  return {
    name: 'enqueue',
    process: async () => {
      const found = await ctx.posts.due(ctx.clock.now(), BATCH);
      const due = found.posts;
      next = found.next;
      // Nothing is missed here either: the posts are in force elsewhere.
      if (due.length > 0 && (await ctx.settings.seal())) {
        stuck = true;
        return 'idle';
      }
      const moves = (await decideAll(due)).flatMap(([post, dispatch]) => moveOf(ctx, post, dispatch));
      const hinted = moves.filter((move) => move.entry.event === 'enqueued').map((move) => move.from.id);
      // Hints first: a row marked `queued` without a hint would wait for the sweep, a hint too many is dropped.
      await sendHints(ctx, hinted);
      if (moves.length > 0) await ctx.posts.moveMany(moves);
      if (hinted.length > 0) onEnqueued();
      stuck = due.length > 0 && moves.length === 0;
      return moves.length > 0 ? 'worked' : 'idle';
    },
    // Rows that are due and must be left (paused) would make the next look be "now" for ever.
    nextLook: async () => (stuck ? ((await ctx.settings.pausedUntil()) ?? undefined) : next),
  };
}

/** Puts ids on the queue, in order, a few per message. */
export async function sendHints(ctx: WorkerContext, ids: readonly string[]): Promise<void> {
  const hints = [];
  for (let i = 0; i < ids.length; i += IDS_PER_HINT) hints.push({ ids: ids.slice(i, i + IDS_PER_HINT) });
  if (hints.length > 0) await ctx.queue.send(hints);
}

function moveOf(ctx: WorkerContext, post: Post, dispatch: Dispatch): readonly Move[] {
  switch (dispatch.kind) {
    case 'leave':
      return [];
    case 'arm':
      return [movePost(post, 'enqueued', moverOf(ctx), {}, '')];
    default:
      return [keepBack(ctx, post, dispatch)];
  }
}

/** The move for a post that must not be armed now. */
export function keepBack(
  ctx: WorkerContext,
  post: Post,
  dispatch: Exclude<Dispatch, { kind: 'arm' | 'leave' }>,
): Move {
  const { reason } = dispatch;
  switch (dispatch.kind) {
    case 'miss':
      return movePost(post, 'missed', moverOf(ctx), { reason, nextTryAt: null });
    case 'hold':
      return movePost(post, 'held', moverOf(ctx), { reason, nextTryAt: null });
    case 'defer':
      return movePost(post, 'deferred', moverOf(ctx), { reason, nextTryAt: dispatch.until });
  }
}
