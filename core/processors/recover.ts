import type { Post } from '../domain/post.ts';
import type { ReasonKind } from '../domain/reason.ts';
import { doubt } from '../domain/settle.ts';
import { movePost } from '../domain/transition.ts';
import { moverOf, type WorkerContext } from './context.ts';
import { sendHints } from './enqueue.ts';

const PAGE = 500;

/**
 * The first thing a worker does: rows that a dead worker left on the wire are checked, never sent; queued rows
 * get a new hint; held posts of an account that is open again go on.
 */
export async function recover(ctx: WorkerContext): Promise<void> {
  // The posts are in force elsewhere: not even what became of them is this worker's to say.
  if (await ctx.settings.seal()) return;
  if (ctx.exclusive) await doubtOrphans(ctx, (post) => post.attempt?.owner !== ctx.owner);
  await hintQueuedAgain(ctx);
  await releaseHeld(ctx);
}

/** To `checking`: every armed row whose sender is gone, as `isOrphan` judges. */
export async function doubtOrphans(ctx: WorkerContext, isOrphan: (post: Post) => boolean): Promise<number> {
  const orphans = (await ctx.posts.inFlight()).filter(
    (post) => post.status === 'publishing' && isOrphan(post),
  );
  const moves = orphans.map((post) => {
    const mover = moverOf(ctx);
    return doubt(post, { ambiguous: true }, { kind: 'interrupted', at: mover.now, detail: '' }, mover);
  });
  if (moves.length > 0) {
    await ctx.posts.moveMany(moves);
    ctx.log.warn('posts were left on the wire and are checked', { posts: moves.length });
  }
  return moves.length;
}

/** Hints may be lost with a worker; a hint too many is dropped. Others would have theirs, and get none twice. */
export async function hintQueuedAgain(ctx: WorkerContext): Promise<void> {
  if (!ctx.exclusive) return;
  await eachPage(ctx, 'queued', (posts) =>
    sendHints(
      ctx,
      posts.map((post) => post.id),
    ),
  );
}

/** Held posts of accounts that are open again go on. */
export async function releaseHeld(ctx: WorkerContext): Promise<void> {
  const able = (await ctx.accounts.list()).filter(
    ({ name, gate }) => gate.state !== 'held' && ctx.publisher.hasKeys(name),
  );
  const open = new Set(able.map(({ name }) => name));
  await eachPage(ctx, 'held', async (posts) => {
    const moves = posts
      .filter((post) => open.has(post.account))
      .map((post) => movePost(post, 'released', moverOf(ctx), { reason: null }));
    if (moves.length > 0) await ctx.posts.moveMany(moves);
  });
}

/** Waits that are counted from a moment, not to an instant that somebody named. */
const BACKED_OFF: ReadonlySet<string | undefined> = new Set([
  'network',
  'proxy',
  'untrusted',
  'clock',
  'sameText',
] satisfies ReasonKind[]);

/** What waits for a network that is back, or by a clock that was set, goes on now. */
export async function hurryRetries(ctx: WorkerContext): Promise<void> {
  if (await ctx.settings.seal()) return;
  await eachPage(ctx, 'retrying', async (posts) => {
    const mover = moverOf(ctx);
    const moves = posts
      .filter(({ reason, nextTryAt }) => BACKED_OFF.has(reason?.kind) && (nextTryAt ?? 0) > mover.now)
      .map((post) => movePost(post, 'reachable', moverOf(ctx), { nextTryAt: mover.now, failures: 0 }));
    if (moves.length > 0) await ctx.posts.moveMany(moves);
  });
}

async function eachPage(
  ctx: WorkerContext,
  status: 'queued' | 'held' | 'retrying',
  use: (posts: readonly Post[]) => Promise<void>,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await ctx.posts.list({
      status: [status],
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    await use(page.posts);
    after = page.next;
  } while (after !== undefined);
}
