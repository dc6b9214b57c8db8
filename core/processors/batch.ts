import type { Outcome } from '../domain/outcome.ts';
import type { Post } from '../domain/post.ts';
import type { WorkerContext } from './context.ts';
import type { Places } from './places.ts';
import { armAll, readyToArm } from './ready.ts';
import { closeGate, closesGate, publishPart, settleUntilStored, stopwatch } from './send.ts';

/** A post in a lane. What becomes of it is said once; what is said later changes nothing. */
export type Item = { post: Post; finish(): void; fail(error: unknown): void };

/** The posts of one account that wait for their turn, in its order. */
export type Lane = {
  readonly items: Item[];
  readonly places: Places;
  /** To the front: it goes on with its next part, or is judged anew. */
  putBack(item: Item): void;
  /** How many posts are armed at once; grows and shrinks with what X answers. */
  ahead: number;
};

export type Armed = { readonly item: Item; readonly post: Post };

/** What a crash leaves to be checked at most. */
const MOST_AHEAD = 16;
/** What is armed together has to leave within this share of the time from arm to send. */
const SHARE = 3;

/**
 * Takes the first posts of a lane, arms them with one durable commit and sends them one after the other, while
 * the outcomes of those before are being stored. A thread goes alone, part by part.
 */
export async function sendBatch(ctx: WorkerContext, lane: Lane): Promise<void> {
  const items = takeNext(lane);
  try {
    const ready = ctx.mayStart() ? await readyToArm(ctx, items) : undefined;
    if (ready) {
      const sinceArm = stopwatch(ctx);
      await sendArmed(ctx, lane, await armAll(ctx, lane, ready), sinceArm);
    } else for (const item of items) item.finish();
  } catch (error) {
    for (const item of items) item.fail(error);
    throw error;
  }
}

const isLastPart = ({ parts, cursor }: Post): boolean => parts.length - cursor === 1;

function takeNext({ items, ahead }: Lane): readonly Item[] {
  const thread = items.findIndex(({ post }) => !isLastPart(post));
  const singles = thread < 0 ? items.length : thread;
  return items.splice(0, Math.max(1, Math.min(singles, ahead)));
}

async function sendArmed(
  ctx: WorkerContext,
  lane: Lane,
  armed: readonly Armed[],
  sinceArm: () => number,
): Promise<void> {
  const { places } = lane;
  /** An answer that holds for the whole account, and the end of its being stored. */
  let closed: { readonly outcome: Outcome; readonly stored: Promise<unknown> } | undefined;
  let slowest = 1;
  const place = async (): Promise<void> => {
    const asked = ctx.clock.monotonic();
    await places.free();
    slowest = Math.max(slowest, ctx.clock.monotonic() - asked);
  };
  for (const { item, post } of armed) {
    await place();
    if (closed) {
      // Armed, and certain not to have been sent: the same holds for it.
      follow(ctx, lane, item, settleUntilStored(ctx, post, closed.outcome));
      continue;
    }
    const leave = places.take();
    const answer = publishPart(ctx, post, sinceArm);
    const stored = answer.then((outcome) => settleUntilStored(ctx, post, outcome));
    follow(ctx, lane, item, stored);
    void answer.then((outcome) => {
      if (outcome.kind !== 'published') lane.ahead = 0;
      if (closesGate(outcome))
        closed = { outcome, stored: stored.then(() => closeGate(ctx, post.account, outcome)) };
      // The parts of a thread keep the place of their post.
      if (isLastPart(post)) leave();
      else void stored.finally(leave).catch(() => {});
    }, leave);
  }
  await place();
  await closed?.stored;
  const fits = Math.floor(ctx.timings.armToSend / SHARE / slowest);
  lane.ahead = Math.max(1, Math.min(lane.ahead * 2, fits, MOST_AHEAD));
}

function follow(ctx: WorkerContext, lane: Lane, item: Item, stored: Promise<Post | undefined>): void {
  void stored.then(
    (settled) => {
      if (settled?.status !== 'queued' || !ctx.mayStart()) return item.finish();
      item.post = settled;
      lane.putBack(item);
    },
    (error: unknown) => item.fail(error),
  );
}
