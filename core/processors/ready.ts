import { arm } from '../domain/arm.ts';
import { restartDelay } from '../domain/backoff.ts';
import { decideDispatch, type Room } from '../domain/dispatch.ts';
import { type Post, windowEnd } from '../domain/post.ts';
import { costOfRest } from '../domain/spending.ts';
import { isWaiting } from '../domain/status.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import { type Move, movePost } from '../domain/transition.ts';
import type { Armed, Item, Lane } from './batch.ts';
import { gateOf, moverOf, pausedNow, type WorkerContext } from './context.ts';
import { keepBack } from './enqueue.ts';

/** How long a post waits for one with the same text that is in flight, ms. */
const SAME_TEXT_DELAY = 5 * SECOND;

/** How long the media of a post are waited for before it is looked at again, ms: who uploads them may have died. */
const UPLOAD_AGAIN = 2 * MINUTE;

/** Posts that may be armed now, and X's clock, from which on each will be looked for if it comes to that. */
export type Ready = { readonly items: readonly Item[]; readonly serverNow: number };

/**
 * Asked once more right before the arm: window, pause and gate of the one account that the items belong to.
 * Those that may not be armed are kept back and finished. Undefined: none may.
 */
export async function readyToArm(ctx: WorkerContext, items: readonly Item[]): Promise<Ready | undefined> {
  const account = items[0]?.post.account ?? '';
  // First, because it may take its time, and what is judged must be true when it is armed.
  await ctx.publisher.prepare(account);
  const facts = { now: ctx.clock.now(), gate: await gateOf(ctx, account), paused: await pausedNow(ctx) };
  const back: Move[] = [];
  const able: Item[] = [];
  for (const item of items) {
    const dispatch = decideDispatch(item.post, facts);
    if (dispatch.kind === 'arm') able.push(item);
    else if (dispatch.kind !== 'leave') back.push(keepBack(ctx, item.post, dispatch));
  }
  const waiting = await takeWithoutMedia(ctx, able);
  back.push(...waiting.map((post) => waitForMedia(ctx, post)));
  if (able.length > 0 && !ctx.publisher.hasKeys(account))
    back.push(...able.splice(0).flatMap(withoutKeys(ctx)));
  const serverNow = able.length > 0 ? await xClock(ctx, account) : 0;
  if (serverNow === undefined) back.push(...able.splice(0).map(({ post }) => unreachable(ctx, post)));
  if (back.length > 0) await ctx.posts.moveMany(back);
  // Only now: who has uploaded all of it looks for a row that waits.
  for (const post of waiting) ctx.uploads.await(post);
  for (const item of items) if (!able.includes(item)) item.finish();
  return able.length > 0 && serverNow !== undefined ? { items: able, serverNow } : undefined;
}

/**
 * Media are uploaded before the arm, however long it takes: then nothing but one short request is between arm and
 * answer. Takes out of `items` those whose media are not with X.
 */
async function takeWithoutMedia(ctx: WorkerContext, items: Item[]): Promise<readonly Post[]> {
  const waiting: Post[] = [];
  for (const item of items.splice(0)) {
    if (item.post.reason?.kind === 'mediaGone') await ctx.uploads.forget(item.post);
    const ids = await ctx.uploads.idsOf(item.post);
    if (!ids) {
      waiting.push(item.post);
      continue;
    }
    item.mediaIds = ids;
    items.push(item);
  }
  return waiting;
}

function waitForMedia(ctx: WorkerContext, post: Post): Move {
  const mover = moverOf(ctx);
  const reason = { kind: 'uploading', at: mover.now, detail: '' } as const;
  return movePost(post, 'deferred', mover, { reason, nextTryAt: mover.now + UPLOAD_AGAIN });
}

/**
 * Held, but not the account: X said nothing about it, and the posts go on as soon as this machine has its keys.
 * Where others share the store, one of them may have them.
 */
const withoutKeys =
  (ctx: WorkerContext) =>
  ({ post }: Item): readonly Move[] => {
    if (!ctx.exclusive) return [];
    const mover = moverOf(ctx);
    const detail = `There are no keys for @${post.account} on this machine`;
    return [
      movePost(post, 'held', mover, { reason: { kind: 'noKeys', at: mover.now, detail }, nextTryAt: null }),
    ];
  };

/** X's clock; asked for once before the first arm, because with a wrong one a try could be overlooked later. */
async function xClock(ctx: WorkerContext, account: string): Promise<number | undefined> {
  return ctx.publisher.serverNow(account) ?? ctx.publisher.calibrate(account, ctx.wire());
}

function unreachable(ctx: WorkerContext, post: Post): Move {
  const mover = moverOf(ctx);
  const delay = Math.max(SECOND, restartDelay(post.failures));
  const reason = { kind: 'network', at: mover.now, detail: 'X did not answer' } as const;
  const changes = { reason, nextTryAt: mover.now + delay, failures: post.failures + 1 };
  return movePost(post, 'deferred', mover, changes);
}

/** Those that this write armed. The others are somebody else's, judged anew, or wait for their text to be free. */
export function armAll(ctx: WorkerContext, lane: Lane, ready: Ready): Promise<readonly Armed[]> {
  const account = ready.items[0]?.post.account ?? '';
  return ctx.budget.within(account, (room) => armWithin(ctx, lane, ready, room));
}

async function armWithin(
  ctx: WorkerContext,
  lane: Lane,
  ready: Ready,
  room: Room | undefined,
): Promise<readonly Armed[]> {
  // The machine may have slept since they were judged.
  const isOver = ({ post }: Item): boolean => windowEnd(post) <= ctx.clock.now();
  const again = ready.items.filter(isOver);
  const items = await keepBackAbove(
    ctx,
    ready.items.filter((item) => !again.includes(item)),
    room,
  );
  const moves = items.map((item) => arm(item.post, moverOf(ctx), ctx.owner, ready.serverNow, item.mediaIds));
  const results = await ctx.posts.moveMany(moves);
  const armed: Armed[] = [];
  const locked: Move[] = [];
  for (const [i, item] of items.entries()) {
    const result = results[i];
    if (result?.kind === 'moved') armed.push({ item, post: result.post });
    else if (result?.kind === 'text-locked') locked.push(sameText(ctx, item.post));
    else if (result?.current && isWaiting(result.current.status)) {
      item.post = result.current;
      again.push(item);
    }
  }
  if (locked.length > 0) await ctx.posts.moveMany(locked);
  for (const item of again.toReversed()) lane.putBack(item);
  const going = new Set([...again, ...armed.map(({ item }) => item)]);
  for (const item of ready.items) if (!going.has(item)) item.finish();
  return armed;
}

/** Those that fit under the monthly cap, together; the others are held. */
async function keepBackAbove(
  ctx: WorkerContext,
  items: readonly Item[],
  room: Room | undefined,
): Promise<readonly Item[]> {
  if (!room) return items;
  const facts = { now: ctx.clock.now(), gate: { state: 'open' }, paused: false } as const;
  let { left, reserved } = room;
  const back: Move[] = [];
  const able = items.filter(({ post }) => {
    const dispatch = decideDispatch(post, { ...facts, room: { left, reserved } });
    if (dispatch.kind === 'hold') back.push(keepBack(ctx, post, dispatch));
    if (dispatch.kind !== 'arm') return false;
    const cost = costOfRest(post);
    // What a begun thread costs is in it already.
    if (post.cursor === 0) left -= cost;
    if (post.cursor === 0) reserved += cost;
    return true;
  });
  if (back.length > 0) await ctx.posts.moveMany(back);
  return able;
}

function sameText(ctx: WorkerContext, post: Post): Move {
  const mover = moverOf(ctx);
  const reason = { kind: 'sameText', at: mover.now, detail: '' } as const;
  return movePost(post, 'deferred', mover, { reason, nextTryAt: mover.now + SAME_TEXT_DELAY });
}
