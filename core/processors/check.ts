import { currentPart, type Post, parentId } from '../domain/post.ts';
import { findPosted, olderTwin } from '../domain/reconcile.ts';
import { DAY, type Instant, MINUTE } from '../domain/time.ts';
import { type Finding, verify } from '../domain/verify.ts';
import type { Processor } from '../ports/processor.ts';
import type { TimelinePost, TimelineReading } from '../ports/publisher.ts';
import type { Agenda } from './agenda.ts';
import { gateOf, moverOf, type WorkerContext } from './context.ts';
import type { Probe } from './probe.ts';
import { doubtOrphans } from './recover.ts';
import { gateAfter } from './send.ts';
import type { Watch } from './watch.ts';

const LONGEST_PAUSE = 5 * MINUTE;
const TWIN_WINDOW = DAY;

export type CheckDeps = {
  /** When to look for rows in flight that are not watched yet. */
  readonly agenda: Agenda;
  readonly watch: Watch;
  readonly probe: Probe;
  readonly wakeEnqueue: () => void;
  /** A part of a thread is out after all: the next may go. */
  readonly goOn: (post: Post) => void;
};

/**
 * Settles posts of unknown outcome by reading the timeline, and finds senders that are gone. It only reads X;
 * the one thing it may conclude is "it is out" or "it is proven not to be out".
 */
export function createCheckProcessor(ctx: WorkerContext, deps: CheckDeps): Processor {
  const { agenda, watch, probe, wakeEnqueue } = deps;
  return {
    name: 'check',
    process: async (_signal, beat) => {
      const opened = probe.isDue() && (await probe.run());
      if (!agenda.isLookDue() && !isReached(watch.nextLook(), ctx)) return opened ? 'worked' : 'idle';
      agenda.begin();
      const inFlight = await ctx.posts.inFlight();
      if (inFlight.length > 0 && (await ctx.settings.seal())) return 'idle';
      watch.see(inFlight);
      const orphans = await doubtOrphans(ctx, (post) => watch.isSilent(post));
      if (ctx.wire().aborted) return 'idle';
      const due = inFlight.filter((post) => post.status === 'checking' && watch.isReadDue(post));
      let judged = 0;
      for (const account of new Set(due.map((post) => post.account))) {
        beat();
        judged += await readAccount(
          ctx,
          deps,
          account,
          due.filter((post) => post.account === account),
        );
      }
      if (judged > 0) wakeEnqueue();
      return judged + orphans > 0 ? 'worked' : 'idle';
    },
    nextLook: async () =>
      ctx.wire().aborted ? undefined : Math.min(probe.next(), watch.nextLook() ?? Number.POSITIVE_INFINITY),
  };
}

const isReached = (at: Instant | undefined, { clock }: WorkerContext): boolean =>
  at !== undefined && at <= clock.now();

/** One reading for all of an account's posts in doubt; how many of them it changed. */
async function readAccount(
  ctx: WorkerContext,
  deps: CheckDeps,
  account: string,
  posts: readonly Post[],
): Promise<number> {
  const reading = await read(ctx, account, posts);
  if (reading?.kind !== 'read' || !reading.complete)
    for (const post of posts) deps.watch.unread(post, LONGEST_PAUSE);
  if (reading?.kind !== 'read') return 0;
  let judged = 0;
  for (const post of posts) if (await judge(ctx, deps, post, reading)) judged += 1;
  return judged;
}

/** Undefined: not asked, because the account is held. */
async function read(
  ctx: WorkerContext,
  account: string,
  posts: readonly Post[],
): Promise<TimelineReading | undefined> {
  if ((await gateOf(ctx, account)).state === 'held') return undefined;
  const since = Math.min(...posts.map((post) => readFrom(ctx, post)));
  const reading = await ctx.publisher.timeline(account, since, ctx.wire());
  if (reading.kind === 'read') return reading;
  const { kind, detail } = reading.refusal;
  ctx.log.warn('timeline could not be read', { account, kind, detail });
  const gate = gateAfter(reading.refusal, ctx.clock.now());
  // A limit on reading says nothing about posting; only keys and credit hold for both.
  if (gate?.state === 'held') await ctx.accounts.setGate(account, gate);
  return reading;
}

type Read = Extract<TimelineReading, { kind: 'read' }>;

async function judge(
  ctx: WorkerContext,
  { watch, goOn }: CheckDeps,
  post: Post,
  reading: Read,
): Promise<boolean> {
  const finding = await findingOf(ctx, post, reading.posts);
  const counts = reading.complete && watch.absenceCounts(post);
  if (reading.complete) watch.read(post);
  const move = verify(post, finding, counts, moverOf(ctx));
  const result = move && (await ctx.posts.move(move));
  if (result?.kind !== 'moved') return false;
  watch.ownChange(result.post);
  ctx.log.info('post of unknown outcome judged', {
    post: post.id,
    finding: finding.kind,
    status: result.post.status,
  });
  if (finding.kind === 'found' && result.post.status === 'published')
    ctx.onPublished(result.post, finding.tweetId);
  if (result.post.status === 'queued') goOn(result.post);
  return true;
}

/** After a plain "duplicate" the older post that X means is worth looking for; its window is about a day. */
function readFrom(ctx: WorkerContext, { attempt }: Post): number {
  const sentAfter = attempt?.sentAfter ?? ctx.clock.now();
  return sentAfter - (attempt?.duplicate && !attempt.ambiguous ? TWIN_WINDOW : ctx.timings.clockSlack);
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
    ...(part.quote !== undefined && { quote: part.quote }),
    ...(part.media && { mediaTries: post.attempt.mediaTries ?? [] }),
    sentAfter: post.attempt.sentAfter,
    clockSlack: ctx.timings.clockSlack,
  };
  const bound = await ctx.posts.bound(candidates.map((candidate) => candidate.id));
  const found = findPosted(candidates, wanted, bound);
  if (found) return { kind: 'found', tweetId: found.id };
  const twin = olderTwin(candidates, wanted);
  return { kind: 'absent', ...(twin && { olderTwin: twin.id }) };
}
