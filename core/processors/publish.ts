import { MINUTE, SECOND } from '../domain/time.ts';
import type { Message, PublishHint } from '../ports/job-queue.ts';
import type { Processor } from '../ports/processor.ts';
import type { CatchUp } from './catch-up.ts';
import type { WorkerContext } from './context.ts';
import { IDS_PER_HINT } from './enqueue.ts';
import type { Lanes } from './lanes.ts';
import { poison, setPoisonAside } from './poison.ts';
import type { Poll } from './poll.ts';

/** Hidden from other workers while it is worked on. Too short costs a wasted look, never a second send. */
const VISIBILITY = 2 * MINUTE;
/** Hidden for longer while its posts are still waiting for their turn. */
const RENEW_EVERY = 75 * SECOND;
const MOST_MESSAGES = 32;

export type PublishDeps = {
  readonly lanes: Lanes;
  readonly catchUp: CatchUp;
  readonly poll: Poll;
  /** Work that goes on after a pass and must not be cut off by the end of the worker. */
  readonly track: (work: Promise<void>) => void;
  /** What went wrong in the lanes since it was last asked. */
  readonly takeFailure: () => { readonly error: unknown } | undefined;
};

/** Hints from the queue -> posts in the lanes of this worker, as many as it can send soon. */
export function createPublishProcessor(ctx: WorkerContext, deps: PublishDeps): Processor {
  const { lanes, poll, takeFailure } = deps;
  return {
    name: 'publish',
    process: async () => {
      const failure = takeFailure();
      if (failure) throw failure.error;
      const worked = lanes.takeProgress() ? 'worked' : 'idle';
      const most = Math.min(Math.ceil(lanes.room() / IDS_PER_HINT), MOST_MESSAGES);
      if (most === 0) lanes.tellOfRoom();
      if (!ctx.mayStart() || most === 0 || !poll.isDue()) return worked;
      const received = await ctx.queue.receive({ max: most, visibility: VISIBILITY });
      poll.looked(received.length > 0);
      for (const message of await setPoisonAside(ctx, received)) await workThrough(ctx, deps, message);
      return received.length > 0 ? 'worked' : worked;
    },
    nextLook: async () => poll.next(),
  };
}

/** Hands the posts of a hint on; the message is completed when all of them are settled or kept back. */
async function workThrough(
  ctx: WorkerContext,
  { lanes, catchUp, track }: PublishDeps,
  message: Message<PublishHint>,
): Promise<void> {
  const ids = message.body?.ids ?? [];
  const posts = await ctx.posts.getMany(ids);
  const found = new Set(posts.map(({ id }) => id));
  const gone = ids.filter((id) => !found.has(id));
  // Late ones are given their turns by whoever looks at the rows.
  const taken = lanes.take(posts.filter((post) => !catchUp.isLate(post)));
  if (gone.length > 0) {
    taken.catch(() => {});
    await poison(ctx, message, `It names a post that is not there (${gone[0]}).`);
    return;
  }
  track(
    handBack(ctx, message, taken).catch((error: unknown) =>
      // It comes back by itself, and nothing is sent twice for it.
      ctx.log.warn('a hint could not be taken off the queue', { error: String(error) }),
    ),
  );
}

/** Completes a message when its work is done; what was left undone is given back for others to take at once. */
async function handBack(
  ctx: WorkerContext,
  message: Message<PublishHint>,
  work: Promise<void>,
): Promise<void> {
  const done = new AbortController();
  const isDone = work.then(
    () => ctx.mayStart(),
    // Told of by the lanes.
    () => false,
  );
  const hidden = keepHidden(ctx, message, done.signal);
  const complete = await isDone;
  done.abort();
  const held = await hidden;
  if (held) await (complete ? ctx.queue.complete([held]) : ctx.queue.release(held, 0));
}

/** Until `signal`; undefined when somebody else has it now. */
async function keepHidden(
  { queue, clock }: WorkerContext,
  message: Message<PublishHint>,
  signal: AbortSignal,
): Promise<Message<PublishHint> | undefined> {
  let held: Message<PublishHint> | undefined = message;
  while (held) {
    await clock.sleep(RENEW_EVERY, signal);
    if (signal.aborted) return held;
    held = await queue.extend(held, VISIBILITY);
  }
  return undefined;
}
