import type { Gate } from '../domain/account.ts';
import { restartDelay } from '../domain/backoff.ts';
import type { Outcome } from '../domain/outcome.ts';
import { currentPart, type Post, parentId } from '../domain/post.ts';
import { settle } from '../domain/settle.ts';
import { isInFlight } from '../domain/status.ts';
import type { MoveResult } from '../ports/post-store.ts';
import { moverOf, type WorkerContext } from './context.ts';

/**
 * Milliseconds since now, by the clock that says more: the monotonic one may stand still while the machine
 * sleeps. It starts before the arm is written, because the wait for the store's answer counts too: others may
 * have judged us dead meanwhile.
 */
export function stopwatch({ clock }: WorkerContext): () => number {
  const [monotonic, wall] = [clock.monotonic(), clock.now()];
  return () => Math.max(clock.monotonic() - monotonic, clock.now() - wall);
}

/** One request for the part under the cursor. Only ever called once with a post that its own arm returned. */
export async function publishPart(ctx: WorkerContext, post: Post, sinceArm: () => number): Promise<Outcome> {
  const part = currentPart(post);
  if (!part) return { kind: 'not-sent', detail: 'There was no part to send' };
  const replyTo = parentId(post);
  const mediaIds = post.attempt?.mediaTries?.at(-1);
  const wire = ctx.wire();
  return ctx.publisher.publish(
    {
      account: post.account,
      text: part.text,
      ...(replyTo !== undefined && { replyTo }),
      ...(part.poll && { poll: part.poll }),
      ...(part.quote !== undefined && { quote: part.quote }),
      ...(mediaIds && { mediaIds }),
      // X has them on the first post of a conversation only.
      ...(post.cursor === 0 && post.replySettings && { replySettings: post.replySettings }),
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
export async function settleUntilStored(
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

/** Whether the answer holds for all posts of the account. */
export const closesGate = ({ kind }: Outcome): boolean =>
  kind === 'throttled' || kind === 'auth' || kind === 'credits';

/** What X said about the account holds for all of its posts. */
export async function closeGate(ctx: WorkerContext, account: string, outcome: Outcome): Promise<void> {
  const gate = gateAfter(outcome, ctx.clock.now());
  if (gate) await ctx.accounts.setGate(account, gate);
  if (gate?.state === 'held')
    ctx.log.warn('account held', { account, reason: gate.reason, detail: gate.detail });
}

export function gateAfter(outcome: Outcome, now: number): Gate | undefined {
  switch (outcome.kind) {
    case 'throttled':
      return { state: 'throttled', until: outcome.until, detail: outcome.detail };
    case 'auth':
    case 'credits':
      return { state: 'held', reason: outcome.reason ?? outcome.kind, detail: outcome.detail, since: now };
    default:
      return undefined;
  }
}
