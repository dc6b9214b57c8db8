import type { Gate } from '../domain/account.ts';
import { type Decided, type Dispatch, type DispatchFacts, decideDispatch } from '../domain/dispatch.ts';
import { owesNext, type Post, wakeAt, windowEnd } from '../domain/post.ts';
import { type Instant, SECOND } from '../domain/time.ts';
import { type Move, movePost } from '../domain/transition.ts';
import type { Processor } from '../ports/processor.ts';
import type { Agenda } from './agenda.ts';
import type { CatchUp } from './catch-up.ts';
import { gateOf, moverOf, pausedNow, type WorkerContext } from './context.ts';
import type { Lanes } from './lanes.ts';
import { continueAll } from './series.ts';

/** Ids in one hint: few, so that one bad message cannot keep many posts waiting. */
export const IDS_PER_HINT = 25;
/** What this worker cannot begin within this time goes on the queue, for whoever is free, ms. */
const SHARE_AFTER = 2 * SECOND;
/** Rows of a look when nothing much is expected, and the most when there is much. */
const FEW = 32;
const MANY = 4_096;

/** What a look came to. */
type Plan = {
  /** To be sent by this worker now. */
  readonly take: readonly Post[];
  /** To be put on the queue. */
  readonly share: readonly Post[];
  readonly back: readonly Move[];
  /** Settled, with the next of their series to be made. */
  readonly owing: readonly Post[];
  /** To be sent by this worker when it has room. */
  readonly wait: readonly Post[];
  /** When the rows that were left are to be looked at again. */
  readonly again: readonly Instant[];
};

export type EnqueueDeps = {
  readonly agenda: Agenda;
  readonly lanes: Lanes;
  readonly catchUp: CatchUp;
  readonly onShared: () => void;
  /** Other workers are alive. */
  readonly hasPeers: () => boolean;
  /** How long this worker leaves a post to others, ms (see `headStart`). */
  readonly leavesFor: (post: Post) => number;
};

/**
 * Due rows: as many as this worker can send soon go into its lanes, the rest on the queue; what may not be sent
 * any more or not yet is marked as such.
 */
export function createEnqueueProcessor(ctx: WorkerContext, deps: EnqueueDeps): Processor {
  const { agenda, lanes, catchUp, onShared } = deps;
  const look = createLook(ctx, deps);
  /** Found by the last look and not begun for want of room. May be out of date, which the arm notices. */
  let backlog: readonly Post[] = [];

  return {
    name: 'enqueue',
    process: async () => {
      if (!ctx.mayStart()) return 'idle';
      const now = ctx.clock.now();
      if (agenda.isLookDue()) backlog = await look(now);
      else catchUp.looked();
      if (backlog.length === 0) return 'idle';
      const decided = await catchUp.spread(await decideAll(ctx, backlog, now));
      const plan = makePlan(ctx, deps, decided, now);
      backlog = plan.wait;
      // Left for a pause: they may go when it ends.
      if (decided.some(({ dispatch }) => dispatch.kind === 'leave'))
        agenda.looked((await ctx.settings.pausedUntil()) ?? undefined);
      for (const at of plan.again) agenda.looked(at);
      // A failure is told of by the lanes; here is nobody to wait for it.
      lanes.take(plan.take).catch(() => {});
      if (plan.back.length > 0) await ctx.posts.moveMany(plan.back);
      if (plan.owing.length > 0) await continueAll(ctx, plan.owing);
      if (await share(ctx, plan.share)) onShared();
      const { take, back, share: shared, owing } = plan;
      return take.length + back.length + shared.length + owing.length > 0 ? 'worked' : 'idle';
    },
    // While the machine goes to sleep nothing is looked at, however due it is.
    nextLook: async () => (ctx.mayStart() ? agenda.next() : undefined),
  };
}

/** Reads what is due and not in hand; much at once when there is much. */
function createLook(
  ctx: WorkerContext,
  { agenda, lanes, catchUp }: EnqueueDeps,
): (now: Instant) => Promise<readonly Post[]> {
  let limit = FEW;
  return async (now) => {
    if (agenda.isSweepDue()) await ctx.posts.mend(now + ctx.pace.sweep);
    agenda.begin();
    let most = lanes.size() + limit;
    let { posts, next } = await ctx.posts.due(now, most);
    // Turns are given to all that were slept through, not to the first of them.
    if (posts.length === most && posts.some(catchUp.isLate)) {
      most = lanes.size() + MANY;
      ({ posts, next } = await ctx.posts.due(now, most));
    }
    catchUp.looked();
    // Nothing is missed here either: the posts are in force elsewhere.
    if (posts.length > 0 && (await ctx.settings.seal())) return [];
    const isFull = posts.length === most;
    // The rest is read when this is in hand; a page of rows that have to be left says that there is time.
    if (next !== undefined) agenda.looked(isFull ? now + (limit === MANY ? SECOND : 0) : next);
    limit = isFull ? MANY : FEW;
    // A lane that just settled its post may still hold it, and would not say so again.
    return posts.filter((post) => owesNext(post) || !lanes.holds(post));
  };
}

async function decideAll(
  ctx: WorkerContext,
  due: readonly Post[],
  now: Instant,
): Promise<readonly Decided[]> {
  if (due.length === 0) return [];
  const paused = await pausedNow(ctx);
  const gates = new Map<string, Gate>();
  for (const { account } of due) if (!gates.has(account)) gates.set(account, await gateOf(ctx, account));
  return due.map((post) => {
    const facts: DispatchFacts = { now, gate: gates.get(post.account) ?? { state: 'open' }, paused };
    const dispatch = decideDispatch(post, facts);
    // Where others share the store, one of them may have the keys.
    const isOthers = dispatch.kind === 'arm' && !ctx.exclusive && !ctx.publisher.hasKeys(post.account);
    return { post, dispatch: isOthers ? { kind: 'leave' } : dispatch };
  });
}

function makePlan(
  ctx: WorkerContext,
  { lanes, leavesFor, hasPeers }: EnqueueDeps,
  decided: readonly Decided[],
  now: Instant,
): Plan {
  const plan = {
    take: [] as Post[],
    wait: [] as Post[],
    share: [] as Post[],
    back: [] as Move[],
    owing: [] as Post[],
    again: [] as Instant[],
  };
  let room = lanes.room();
  for (const { post, dispatch } of decided) {
    const wake = wakeAt(post) ?? now;
    const mineFrom = wake + leavesFor(post);
    if (owesNext(post)) {
      if (now < mineFrom) plan.again.push(mineFrom);
      else plan.owing.push(post);
    } else if (dispatch.kind === 'leave') plan.again.push(windowEnd(post));
    else if (now < mineFrom) plan.again.push(mineFrom);
    else if (dispatch.kind !== 'arm') plan.back.push(keepBack(ctx, post, dispatch));
    else if (room-- > 0) plan.take.push(post);
    else if (hasPeers() && now >= wake + SHARE_AFTER) plan.share.push(post);
    else {
      plan.wait.push(post);
      lanes.tellOfRoom();
      if (hasPeers()) plan.again.push(wake + SHARE_AFTER);
    }
  }
  return plan;
}

/** Marks first: a row that is marked and gets no hint is found again after `HINT_AGAIN`. */
async function share(ctx: WorkerContext, posts: readonly Post[]): Promise<boolean> {
  if (posts.length === 0) return false;
  const results = await ctx.posts.moveMany(
    posts.map((post) => movePost(post, 'enqueued', moverOf(ctx), {}, '')),
  );
  const ids = results.flatMap((result) => (result.kind === 'moved' ? [result.post.id] : []));
  await sendHints(ctx, ids);
  return ids.length > 0;
}

/** Puts ids on the queue, in order, a few per message. */
export async function sendHints(ctx: WorkerContext, ids: readonly string[]): Promise<void> {
  const hints = [];
  for (let i = 0; i < ids.length; i += IDS_PER_HINT) hints.push({ ids: ids.slice(i, i + IDS_PER_HINT) });
  if (hints.length > 0) await ctx.queue.send(hints);
}

/** The move for a post that must not be armed now. */
export function keepBack(
  ctx: WorkerContext,
  post: Post,
  dispatch: Exclude<Dispatch, { kind: 'arm' | 'leave' }>,
): Move {
  const { reason } = dispatch;
  // Of the instant that decided: the clock may have been set back since.
  const mover = { ...moverOf(ctx), now: reason.at };
  switch (dispatch.kind) {
    case 'miss':
      return movePost(post, 'missed', mover, { reason, nextTryAt: null });
    case 'hold':
      return movePost(post, 'held', mover, { reason, nextTryAt: dispatch.until ?? null });
    case 'defer':
      return movePost(post, 'deferred', mover, { reason, nextTryAt: dispatch.until });
  }
}
