import { currentPart, type Post, parentId } from '../domain/post.ts';
import { findPosted, olderTwin } from '../domain/reconcile.ts';
import { DAY, MINUTE } from '../domain/time.ts';
import { type Finding, verify } from '../domain/verify.ts';
import type { Processor } from '../ports/processor.ts';
import type { TimelinePost, TimelineReading } from '../ports/publisher.ts';
import { gateOf, moverOf, type WorkerContext } from './context.ts';
import { doubtOrphans } from './recover.ts';
import { gateAfter } from './send.ts';
import { createWatch, type Watch } from './watch.ts';

const LONGEST_PAUSE = 5 * MINUTE;
const TWIN_WINDOW = DAY;

/**
 * Settles posts of unknown outcome by reading the timeline, and finds senders that are gone. It only reads X;
 * the one thing it may conclude is "it is out" or "it is proven not to be out".
 */
export function createCheckProcessor(
  ctx: WorkerContext,
  wakeEnqueue: () => void,
  watch: Watch = createWatch(ctx),
): Processor {
  async function readAccount(account: string, posts: readonly Post[]): Promise<boolean> {
    const since = Math.min(...posts.map((post) => readFrom(ctx, post)));
    const reading = await ctx.publisher.timeline(account, since, ctx.wire());
    if (reading.kind === 'unread' || !reading.complete) {
      await noteUnread(account, posts, reading);
      if (reading.kind === 'unread') return false;
    }
    let moved = false;
    for (const post of posts) moved = (await judge(post, reading)) || moved;
    return moved;
  }

  async function noteUnread(
    account: string,
    posts: readonly Post[],
    reading: TimelineReading,
  ): Promise<void> {
    for (const post of posts) watch.unread(post, LONGEST_PAUSE);
    if (reading.kind !== 'unread') return;
    ctx.log.warn('timeline could not be read', {
      account,
      kind: reading.refusal.kind,
      detail: reading.refusal.detail,
    });
    const gate = gateAfter(reading.refusal, ctx.clock.now());
    // A limit on reading says nothing about posting; only keys and credit hold for both.
    if (gate?.state === 'held') await ctx.accounts.setGate(account, gate);
  }

  async function judge(post: Post, reading: Extract<TimelineReading, { kind: 'read' }>): Promise<boolean> {
    const finding = await findingOf(ctx, post, reading.posts);
    const counts = reading.complete && watch.absenceCounts(post);
    if (reading.complete) watch.read(post, counts);
    const move = verify(post, finding, counts, moverOf(ctx));
    if (!move) return false;
    const result = await ctx.posts.move(move);
    if (result.kind !== 'moved') return false;
    watch.ownChange(result.post);
    ctx.log.info('post of unknown outcome judged', {
      post: post.id,
      finding: finding.kind,
      status: result.post.status,
    });
    if (finding.kind === 'found' && result.post.status === 'published')
      ctx.onPublished(result.post, finding.tweetId);
    wakeEnqueue();
    return true;
  }

  return {
    name: 'check',
    process: async (_signal, beat) => {
      const inFlight = await ctx.posts.inFlight();
      watch.see(inFlight);
      const orphans = await doubtOrphans(ctx, (post) => watch.isSilent(post));
      if (ctx.wire().aborted) return 'idle';
      const due = inFlight.filter((post) => post.status === 'checking' && watch.isReadDue(post));
      let moved = false;
      for (const account of new Set(due.map((post) => post.account))) {
        beat();
        const posts = due.filter((post) => post.account === account);
        if (await mayRead(ctx, account)) moved = (await readAccount(account, posts)) || moved;
        else for (const post of posts) watch.unread(post, LONGEST_PAUSE);
      }
      return moved || orphans > 0 ? 'worked' : 'idle';
    },
    nextLook: async () => watch.nextLook(),
  };
}

/** After a plain "duplicate" the older post that X means is worth looking for; its window is about a day. */
function readFrom(ctx: WorkerContext, { attempt }: Post): number {
  const sentAfter = attempt?.sentAfter ?? ctx.clock.now();
  return sentAfter - (attempt?.duplicate && !attempt.ambiguous ? TWIN_WINDOW : ctx.timings.clockSlack);
}

async function mayRead(ctx: WorkerContext, account: string): Promise<boolean> {
  return (await gateOf(ctx, account)).state !== 'held';
}

async function findingOf(
  ctx: WorkerContext,
  post: Post,
  candidates: readonly TimelinePost[],
): Promise<Finding> {
  const part = currentPart(post);
  if (!part || !post.attempt) return { kind: 'absent' };
  const parent = parentId(post);
  const wanted = {
    text: part.text,
    ...(parent !== undefined && { parentId: parent }),
    sentAfter: post.attempt.sentAfter,
    clockSlack: ctx.timings.clockSlack,
  };
  const bound = await ctx.posts.bound(candidates.map((candidate) => candidate.id));
  const found = findPosted(candidates, wanted, bound);
  if (found) return { kind: 'found', tweetId: found.id };
  const twin = olderTwin(candidates, wanted);
  return { kind: 'absent', ...(twin && { olderTwin: twin.id }) };
}
