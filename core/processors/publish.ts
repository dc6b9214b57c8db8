import type { Post } from '../domain/post.ts';
import { SECOND } from '../domain/time.ts';
import type { Message, PublishHint } from '../ports/job-queue.ts';
import type { Processor } from '../ports/processor.ts';
import type { WorkerContext } from './context.ts';
import { setPoisonAside } from './poison.ts';
import { sendPost } from './send.ts';

/** One hint at a time: its few posts are settled well within its visibility even when every one hangs. */
const RECEIVE = 1;
/** Hidden from other workers while it is worked on. Too short costs a wasted look, never a second send. */
const VISIBILITY = 120 * SECOND;
/**
 * Posts of one account leave in the order of their times, each after the one before has its answer, but no
 * post waits longer than this for one that hangs.
 */
const STAGGER = SECOND;

/** Posts being sent right now. Outlives a processor that is made anew, so that the limit holds and a stop can wait. */
export type Sends = Set<Promise<void>>;

/** Hints -> posts on the wire, `count` at once. */
export function createPublishProcessor(ctx: WorkerContext, running: Sends, wake: () => void): Processor {
  const takeTurn = createTurns(ctx);
  let failure: { readonly error: unknown } | undefined;

  /** An error in the background surfaces at the next pass, so that it counts as the processor's own. */
  function watch(work: Promise<void>): void {
    void work.catch((error: unknown) => {
      failure = { error };
      wake();
    });
  }

  function start(post: Post): Promise<void> {
    const turn = takeTurn(post.account);
    const run: Promise<void> = turn.ours
      .then(() => sendPost(ctx, post.id))
      .finally(() => {
        turn.pass();
        running.delete(run);
      });
    running.add(run);
    return run;
  }

  /** Starts every post of a hint; the message is completed when all of them are settled or kept back. */
  async function workThrough(message: Message<PublishHint>, count: number, beat: () => void): Promise<void> {
    const runs: Promise<void>[] = [];
    for (const id of message.body?.ids ?? []) {
      while (running.size >= count && ctx.mayStart()) await Promise.race(running).catch(() => {});
      beat();
      const post = await ctx.posts.get(id);
      if (post && ctx.mayStart()) runs.push(start(post));
    }
    const whole = ctx.mayStart();
    watch(Promise.all(runs).then(() => (whole ? ctx.queue.complete([message]) : undefined)));
  }

  function throwFailure(): void {
    if (!failure) return;
    const { error } = failure;
    failure = undefined;
    throw error;
  }

  return {
    name: 'publish',
    process: async (_signal, beat) => {
      throwFailure();
      if (!ctx.mayStart()) return 'idle';
      const received = await ctx.queue.receive({ max: RECEIVE, visibility: VISIBILITY });
      if (received.length === 0) return 'idle';
      const { count } = (await ctx.settings.processors()).publish;
      for (const message of await setPoisonAside(ctx, received)) await workThrough(message, count, beat);
      return 'worked';
    },
  };
}

/** The right to send for an account: `ours` resolves when it is our turn, `pass` hands it on. */
type Turn = { readonly ours: Promise<void>; readonly pass: () => void };

function createTurns(ctx: WorkerContext): (account: string) => Turn {
  const last = new Map<string, Promise<void>>();
  return (account) => {
    const before = last.get(account) ?? Promise.resolve();
    const waiting = new AbortController();
    let pass = (): void => {};
    const passed = new Promise<void>((resolve) => {
      pass = () => {
        waiting.abort();
        resolve();
      };
    });
    const next = before.then(() => passed);
    last.set(account, next);
    void next.then(() => last.get(account) === next && last.delete(account));
    void before.then(() => ctx.clock.sleep(STAGGER, waiting.signal)).then(pass);
    return { ours: before, pass };
  };
}
