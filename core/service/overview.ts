import { EXPLANATIONS } from '../domain/explain.ts';
import { type HealthFacts, judgeHealth, type ProcessorRecord, type QueueDepth } from '../domain/health.ts';
import type { Post } from '../domain/post.ts';
import type { Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { viewPost } from '../domain/view.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobQueue, PublishHint } from '../ports/job-queue.ts';
import type { PoisonStore } from '../ports/poison-store.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';
import type { Overview } from '../rpc/contract.ts';

export type OverviewDeps = {
  readonly posts: PostStore;
  readonly queue: JobQueue<PublishHint>;
  readonly poison: PoisonStore;
  readonly accounts: AccountStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  /** The worker's processors; undefined when no worker is known to run. */
  readonly processors: () => Promise<readonly ProcessorRecord[] | undefined>;
};

/** More than this many due at once are not counted one by one. */
const MANY = 1_000;

/** Everything the tray, the window's strip and `perch health` say, read from the store in one go. */
export async function readOverview(deps: OverviewDeps): Promise<Overview> {
  const now = deps.clock.now();
  const [counts, { posts: due }, inFlight, upcoming, accounts, pausedUntil, settings, processors, seal] =
    await Promise.all([
      deps.posts.counts(),
      deps.posts.due(now, MANY),
      deps.posts.inFlight(),
      nextPost(deps.posts),
      deps.accounts.list(),
      deps.settings.pausedUntil(),
      deps.settings.processors(),
      deps.processors(),
      deps.settings.seal(),
    ]);
  const facts: HealthFacts = {
    now,
    processors,
    settings,
    pausedUntil,
    seal,
    counts,
    queue: await queueDepth(deps, counts, due.filter(isToBeSent).length),
    oldestOverdue: oldestOverdue(due, now),
    unreadableSince: inFlight
      .filter((p) => p.status === 'checking')
      .map((p) => p.attempt?.armedAt ?? now)
      .sort((a, b) => a - b)[0],
    heldAccounts: accounts.flatMap(({ name, gate }) =>
      gate.state === 'held'
        ? [{ name, message: `${EXPLANATIONS[gate.reason].sentence} ${EXPLANATIONS[gate.reason].next}` }]
        : [],
    ),
  };
  return {
    health: judgeHealth(facts),
    counts,
    accounts: accounts.map(({ name, kind, premium, gate }) => ({ name, kind, premium, gate })),
    pausedUntil,
    next: upcoming ? viewPost(upcoming) : null,
  };
}

/** Waits for nobody but the clock; `queued` ones are counted as such. */
const isToBeSent = ({ status }: Post): boolean => status === 'scheduled' || status === 'retrying';

async function nextPost(posts: PostStore): Promise<Post | undefined> {
  return (await posts.list({ status: ['scheduled', 'queued', 'retrying'], limit: 1 })).posts[0];
}

async function queueDepth(
  { queue, poison }: OverviewDeps,
  counts: Readonly<Record<Status, number>>,
  due: number,
): Promise<QueueDepth> {
  const { queued, publishing, checking, scheduled, retrying, held } = counts;
  const { messages } = await queue.depth();
  return {
    due: due + queued + publishing + checking,
    waiting: scheduled + retrying + held - due,
    messages,
    poison: await poison.count(),
  };
}

/** The due time of a post that should have left long ago and was never tried. */
function oldestOverdue(due: readonly Post[], now: Instant): Instant | undefined {
  const late = due.filter(
    (post) => post.attempts === 0 && (post.status === 'scheduled' || post.status === 'queued'),
  );
  return late.map((post) => post.dueAt ?? now).sort((a, b) => a - b)[0];
}
