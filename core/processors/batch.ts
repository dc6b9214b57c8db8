import type { Outcome } from '../domain/outcome.ts';
import { followUpOf, type Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';
import type { Places } from './places.ts';
import { armAll, readyToArm } from './ready.ts';
import { closeGate, closesGate, publishPart, settleUntilStored, stopwatch } from './send.ts';

/** A post in a lane. What becomes of it is said once; what is said later changes nothing. */
export type Item = {
  post: Post;
  /** X's ids of the media of the part under the cursor. */
  mediaIds?: readonly string[];
  finish(): void;
  fail(error: unknown): void;
};

/** The posts of one account that wait for their turn, in its order. */
export type Lane = {
  readonly items: Item[];
  readonly places: Places;
  /** To the front: it goes on with its next part, or is judged anew. */
  putBack(item: Item): void;
  /** It is let go of and waits for a time. */
  waits(post: Post): void;
  /** How many posts are armed at once; grows and shrinks with what X answers. */
  ahead: number;
  /** X answers so quickly that what takes the time is the store. */
  isQuick: boolean;
};

export type Armed = { readonly item: Item; readonly post: Post };

/** Posts that one commit arms, ms of all their answers when X is quick. A crash leaves twice as many to be checked. */
export const MOST_AHEAD = 16;
const QUICK = SECOND;
/** What is armed together has to leave within this share of the time from arm to send. */
const SHARE = 3;

/** Posts that were taken from a lane, and those of them that are armed. */
type Batch = {
  readonly items: readonly Item[];
  readonly armed: readonly Armed[];
  readonly sinceArm: () => number;
};

/** An answer that holds for the whole account, and the end of its being stored. */
type Closed = { readonly outcome: Outcome; readonly stored: Promise<unknown> };

/**
 * Takes posts from the front of a lane until it is empty, arms some with one durable commit and sends them one
 * after the other, while the outcomes of those before are being stored and, when X is quick, the next ones are
 * being armed. A thread goes alone, part by part.
 */
export async function sendLane(ctx: WorkerContext, lane: Lane): Promise<void> {
  let next: Promise<Batch> | undefined;
  let closed: Closed | undefined;
  while (next || lane.items.length > 0) {
    const batch = await (next ?? armNext(ctx, lane));
    next = isNextAhead(lane, batch) ? armNext(ctx, lane) : undefined;
    // Its failure is heard of when its turn comes.
    next?.catch(() => undefined);
    try {
      const now = await sendArmed(ctx, lane, batch, closed);
      // What was armed meanwhile does not know of it.
      closed = next && now;
    } catch (error) {
      const ahead = await next?.catch(() => undefined);
      for (const item of [...batch.items, ...(ahead?.items ?? [])]) item.fail(error);
      throw error;
    }
  }
}

async function armNext(ctx: WorkerContext, lane: Lane): Promise<Batch> {
  const items = takeNext(lane);
  try {
    const ready = ctx.mayStart() ? await readyToArm(ctx, items) : undefined;
    const sinceArm = stopwatch(ctx);
    if (!ready) for (const item of items) item.finish();
    return { items, armed: ready ? await armAll(ctx, lane, ready) : [], sinceArm };
  } catch (error) {
    for (const item of items) item.fail(error);
    throw error;
  }
}

const isNextAhead = ({ isQuick, items: [first] }: Lane, { armed }: Batch): boolean =>
  isQuick && first !== undefined && [first, ...armed].every(({ post }) => isLastPart(post));

const isLastPart = ({ parts, cursor }: Post): boolean => parts.length - cursor === 1;

function takeNext({ items, ahead }: Lane): readonly Item[] {
  const thread = items.findIndex(({ post }) => !isLastPart(post));
  const singles = thread < 0 ? items.length : thread;
  return items.splice(0, Math.max(1, Math.min(singles, ahead)));
}

async function sendArmed(
  ctx: WorkerContext,
  lane: Lane,
  { armed, sinceArm }: Batch,
  before: Closed | undefined,
): Promise<Closed | undefined> {
  const { places } = lane;
  let closed = before;
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
  lane.isQuick = slowest * MOST_AHEAD <= QUICK;
  return closed;
}

function follow(ctx: WorkerContext, lane: Lane, item: Item, stored: Promise<Post | undefined>): void {
  void stored.then(
    (settled) => {
      if (settled?.status !== 'queued' || followUpOf(settled) || !ctx.mayStart()) {
        if (settled) lane.waits(settled);
        return item.finish();
      }
      item.post = settled;
      lane.putBack(item);
    },
    (error: unknown) => item.fail(error),
  );
}
