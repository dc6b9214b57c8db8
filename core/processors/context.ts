import type { Gate } from '../domain/account.ts';
import { isPaused } from '../domain/health.ts';
import type { Pace } from '../domain/pace.ts';
import type { Post } from '../domain/post.ts';
import type { Timings } from '../domain/timings.ts';
import type { Mover } from '../domain/transition.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContentStore } from '../ports/content-store.ts';
import type { JobQueue, PublishHint } from '../ports/job-queue.ts';
import type { Log } from '../ports/log.ts';
import type { PoisonStore } from '../ports/poison-store.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Random } from '../ports/random.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import type { UploadMemory } from '../ports/upload-memory.ts';
import type { Budget } from './budget.ts';
import type { Uploads } from './uploads.ts';

/** What the processors reach the world through. */
export type ProcessorPorts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly posts: PostStore;
  readonly queue: JobQueue<PublishHint>;
  readonly poison: PoisonStore;
  readonly accounts: AccountStore;
  readonly settings: SettingsStore;
  readonly publisher: Publisher;
  readonly content: Pick<ContentStore, 'read'>;
  readonly uploadMemory: UploadMemory;
  /** Sees to media that nothing uses any more, when it is time; absent: they stay. */
  readonly upkeep?: (beat: () => void) => Promise<void>;
};

/** What every processor works with. */
export type WorkerContext = ProcessorPorts & {
  readonly timings: Timings;
  /** Boot id of this worker. */
  readonly owner: string;
  /** No other worker can use this store, so a row armed by another boot id belongs to a dead one. */
  readonly exclusive: boolean;
  readonly pace: Pace;
  /** Media on their way to X, or there. */
  readonly uploads: Uploads;
  readonly budget: Budget;
  /** Aborted while the machine sleeps or the worker stops: connections are destroyed, nothing is sent. */
  readonly wire: () => AbortSignal;
  /** False while the machine sleeps or the worker stops: no new post is armed. */
  readonly mayStart: () => boolean;
  readonly onPublished: (post: Post, tweetId: string) => void;
};

export function moverOf(ctx: WorkerContext): Mover {
  return { now: ctx.clock.now(), nonce: ctx.random.uuid(), by: `worker ${ctx.owner}` };
}

/** The gate of an account; an account that is gone holds its posts rather than losing them. */
export async function gateOf(ctx: WorkerContext, name: string): Promise<Gate> {
  const account = await ctx.accounts.get(name);
  if (account) return account.gate;
  return { state: 'held', reason: 'auth', detail: `There is no account @${name}`, since: ctx.clock.now() };
}

export async function pausedNow(ctx: WorkerContext): Promise<boolean> {
  return isPaused(await ctx.settings.pausedUntil(), ctx.clock.now());
}
