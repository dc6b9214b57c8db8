import type { Gate } from '../domain/account.ts';
import { arm } from '../domain/arm.ts';
import { restartDelay } from '../domain/backoff.ts';
import { decideDispatch } from '../domain/dispatch.ts';
import type { Outcome } from '../domain/outcome.ts';
import { currentPart, type Post, parentId } from '../domain/post.ts';
import { settle } from '../domain/settle.ts';
import { isInFlight } from '../domain/status.ts';
import { SECOND } from '../domain/time.ts';
import { movePost } from '../domain/transition.ts';
import type { MoveResult } from '../ports/post-store.ts';
import { gateOf, moverOf, pausedNow, type WorkerContext } from './context.ts';
import { keepBack } from './enqueue.ts';

/** How long a post waits for one with the same text that is in flight. */
const SAME_TEXT_DELAY = 5 * SECOND;

type Step = 'again' | 'done';

/**
 * Takes one post as far as it can go now: every part of a thread, each armed, sent once and settled before
 * the next. Resolves when the post is out, kept back, or somebody else's.
 */
export async function sendPost(ctx: WorkerContext, id: string): Promise<void> {
  let step: Step = 'again';
  while (step === 'again' && ctx.mayStart()) step = await sendPart(ctx, id);
}

async function sendPart(ctx: WorkerContext, id: string): Promise<Step> {
  const post = await ctx.posts.get(id);
  if (!post) return 'done';
  const facts = { now: ctx.clock.now(), gate: await gateOf(ctx, post.account), paused: await pausedNow(ctx) };
  const dispatch = decideDispatch(post, facts);
  if (dispatch.kind === 'leave') return 'done';
  if (dispatch.kind !== 'arm') {
    await ctx.posts.move(keepBack(ctx, post, dispatch));
    return 'done';
  }
  if (!ctx.publisher.hasKeys(post.account)) return withoutKeys(ctx, post);
  const serverNow = await xClock(ctx, post.account);
  if (serverNow === undefined) return unreachable(ctx, post);
  return armAndSend(ctx, post, serverNow);
}

/**
 * Held, but not the account: X said nothing about it, and the posts go on as soon as this machine has its keys.
 * Where others share the store, one of them may have them.
 */
async function withoutKeys(ctx: WorkerContext, post: Post): Promise<Step> {
  if (!ctx.exclusive) return 'done';
  const mover = moverOf(ctx);
  const detail = `There are no keys for @${post.account} on this machine`;
  await ctx.posts.move(
    movePost(post, 'held', mover, { reason: { kind: 'auth', at: mover.now, detail }, nextTryAt: null }),
  );
  return 'done';
}

/** X's clock; asked for once before the first arm, because with a wrong one a try could be overlooked later. */
async function xClock(ctx: WorkerContext, account: string): Promise<number | undefined> {
  return ctx.publisher.serverNow(account) ?? ctx.publisher.calibrate(account, ctx.wire());
}

async function unreachable(ctx: WorkerContext, post: Post): Promise<Step> {
  const mover = moverOf(ctx);
  const delay = Math.max(SECOND, restartDelay(post.failures));
  const reason = { kind: 'network', at: mover.now, detail: 'X did not answer' } as const;
  const changes = { reason, nextTryAt: mover.now + delay, failures: post.failures + 1 };
  await ctx.posts.move(movePost(post, 'deferred', mover, changes));
  return 'done';
}

async function armAndSend(ctx: WorkerContext, post: Post, serverNow: number): Promise<Step> {
  const sinceArm = stopwatch(ctx);
  const armed = await ctx.posts.move(arm(post, moverOf(ctx), ctx.owner, serverNow));
  if (armed.kind === 'conflict') return 'again';
  if (armed.kind === 'text-locked') {
    const mover = moverOf(ctx);
    const reason = { kind: 'sameText', at: mover.now, detail: '' } as const;
    await ctx.posts.move(
      movePost(post, 'deferred', mover, { reason, nextTryAt: mover.now + SAME_TEXT_DELAY }),
    );
    return 'done';
  }
  const outcome = await publish(ctx, armed.post, sinceArm);
  const settled = await settleUntilStored(ctx, armed.post, outcome);
  await closeGate(ctx, post.account, outcome);
  return settled?.status === 'queued' ? 'again' : 'done';
}

/**
 * Milliseconds since now, by the clock that says more: the monotonic one may stand still while the machine
 * sleeps. It starts before the arm is written, because the wait for the store's answer counts too: others may
 * have judged us dead meanwhile.
 */
function stopwatch({ clock }: WorkerContext): () => number {
  const [monotonic, wall] = [clock.monotonic(), clock.now()];
  return () => Math.max(clock.monotonic() - monotonic, clock.now() - wall);
}

/** One request for the part under the cursor. Only ever called with a post that this call's arm returned. */
async function publish(ctx: WorkerContext, post: Post, sinceArm: () => number): Promise<Outcome> {
  const part = currentPart(post);
  if (!part) return { kind: 'not-sent', detail: 'There was no part to send' };
  const replyTo = parentId(post);
  const wire = ctx.wire();
  return ctx.publisher.publish(
    {
      account: post.account,
      text: part.text,
      ...(replyTo !== undefined && { replyTo }),
      deadline: ctx.timings.deadline,
      maySend: () => !wire.aborted && sinceArm() < ctx.timings.armToSend,
    },
    wire,
  );
}

/**
 * Writes the outcome, against whatever the row has become meanwhile, as long as the fence is still ours. A
 * store that is out of reach is tried until it is back: the outcome is in this memory only. If this process
 * dies first, the row is still `publishing` and is checked at the next start.
 */
async function settleUntilStored(
  ctx: WorkerContext,
  armed: Post,
  outcome: Outcome,
): Promise<Post | undefined> {
  let current: Post | undefined = armed;
  let told = outcome;
  for (let failures = 0; ; ) {
    if (!current || current.attempt?.fence !== armed.attempt?.fence || !isInFlight(current.status))
      return undefined;
    // Somebody judged us dead and is reading the timeline: only good news may still be added.
    if (current.status === 'checking' && told.kind !== 'published') return undefined;
    try {
      const result: MoveResult = await ctx.posts.move(
        settle(current, told, moverOf(ctx), ctx.random.fraction()),
      );
      if (result.kind === 'moved') return announce(ctx, result.post, told);
      const now: Post | undefined = result.kind === 'conflict' ? result.current : undefined;
      // The row is as it was, so it was the id that the store refused: some other part has it already.
      if (now?.version === current.version)
        told = { kind: 'unknown', detail: 'X gave an id that another post has' };
      current = now;
    } catch (error) {
      failures += 1;
      ctx.log.error('outcome could not be stored yet', { post: armed.id, error: String(error), failures });
      await ctx.clock.sleep(Math.max(100, restartDelay(failures)));
    }
  }
}

function announce(ctx: WorkerContext, post: Post, outcome: Outcome): Post {
  ctx.log.info('part settled', { post: post.id, outcome: outcome.kind, status: post.status });
  if (outcome.kind === 'published' && post.status === 'published') ctx.onPublished(post, outcome.tweetId);
  return post;
}

/** What X said about the account holds for all of its posts. */
async function closeGate(ctx: WorkerContext, account: string, outcome: Outcome): Promise<void> {
  const gate = gateAfter(outcome, ctx.clock.now());
  if (gate) await ctx.accounts.setGate(account, gate);
}

export function gateAfter(outcome: Outcome, now: number): Gate | undefined {
  switch (outcome.kind) {
    case 'throttled':
      return { state: 'throttled', until: outcome.until, detail: outcome.detail };
    case 'auth':
    case 'credits':
      return { state: 'held', reason: outcome.kind, detail: outcome.detail, since: now };
    default:
      return undefined;
  }
}
