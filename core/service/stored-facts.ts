import type { Account } from '../domain/account.ts';
import type { LatePolicy } from '../domain/late.ts';
import type { Post } from '../domain/post.ts';
import type { ProcessorName, ProcessorSettings } from '../domain/processor.ts';
import type { Seal } from '../domain/seal.ts';
import type { PostingPlans } from '../domain/slots.ts';
import { monthOf, type Spending, spendingOf } from '../domain/spending.ts';
import type { Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { Store } from '../ports/store.ts';
import type { WorkerRecord } from '../ports/worker-directory.ts';

/** How everything is in the store, read at one time. */
export type StoredFacts = {
  readonly at: Instant;
  /** How long the reading took, ms. */
  readonly took: number;
  readonly counts: Readonly<Record<Status, number>>;
  /** Posts whose time has come and that are not out. */
  readonly due: number;
  /** Posts waiting for their time. */
  readonly waiting: number;
  /** When the first of those was due whose time has come. */
  readonly oldestDue: Instant | undefined;
  readonly messages: number;
  readonly poison: number;
  /** Due time of a post that should have left and was never tried. */
  readonly oldestOverdue: Instant | undefined;
  /** Since when a post's outcome could not be read. */
  readonly unreadableSince: Instant | undefined;
  /** The post that goes out next. */
  readonly next: Post | undefined;
  readonly accounts: readonly Account[];
  readonly pausedUntil: Instant | null;
  readonly settings: Readonly<Record<ProcessorName, ProcessorSettings>>;
  readonly plans: PostingPlans;
  /** Why nothing may be sent or changed, if so. */
  readonly seal: Seal | undefined;
  readonly workers: readonly WorkerRecord[];
  readonly beatEvery: number;
  readonly late: LatePolicy;
  readonly spending: Spending;
  /** Posts that the monthly cap holds; counted up to a page. */
  readonly capped: number;
};

/** More than this many due at once are not counted one by one. */
const MANY = 1_000;

/** Some ten requests where requests are paid for. @throws StoreError */
export async function readStoredFacts(
  store: Omit<Store, 'close' | 'content'>,
  clock: Pick<Clock, 'now' | 'monotonic'>,
): Promise<StoredFacts> {
  const at = clock.now();
  const asked = clock.monotonic();
  const [counts, { posts: ripe }, inFlight, next, accounts, kept, depth, poison, workers, spending] =
    await Promise.all([
      store.posts.counts(),
      store.posts.due(at, MANY),
      store.posts.inFlight(),
      nextPost(store.posts),
      store.accounts.list(),
      readKept(store.settings),
      store.queue.depth(),
      store.poison.count(),
      store.workers.list(),
      readSpending(store, at),
    ]);
  const took = clock.monotonic() - asked;
  const due = ripe.filter(isToBeSent).length;
  const { queued, publishing, checking, scheduled, retrying, held } = counts;
  return {
    ...kept,
    at,
    took,
    counts,
    due: due + queued + publishing + checking,
    waiting: scheduled + retrying + held - due,
    oldestDue: oldest([...inFlight, ...(next ? [next] : [])], at),
    messages: depth.messages,
    poison,
    oldestOverdue: oldestOverdue(ripe, at),
    unreadableSince: inFlight
      .filter(({ status }) => status === 'checking')
      .map(({ attempt }) => attempt?.armedAt ?? at)
      .sort((a, b) => a - b)[0],
    next,
    accounts,
    workers,
    beatEvery: store.workers.beatEvery,
    spending,
    capped: counts.held > 0 && spending.capUsd !== null ? await countCapped(store.posts) : 0,
  };
}

/** What people set. */
async function readKept(from: Store['settings']) {
  const [pausedUntil, settings, plans, seal, late] = await Promise.all([
    from.pausedUntil(),
    from.processors(),
    from.plans(),
    from.seal(),
    from.late(),
  ]);
  return { pausedUntil, settings, plans, seal, late };
}

/** What the month has cost and will cost. Four requests at most where requests are paid for. */
export async function readSpending(
  { posts, accounts, settings }: Pick<Store, 'posts' | 'accounts' | 'settings'>,
  at: Instant,
): Promise<Spending> {
  const month = monthOf(at);
  const [charges, planned] = await Promise.all([posts.charges(month), posts.planned(month)]);
  return spendingOf(month, [...charges, ...planned], await accounts.list(), await settings.spendCap());
}

async function countCapped(posts: PostStore): Promise<number> {
  const page = await posts.list({ status: ['held'], limit: MANY });
  return page.posts.filter(({ reason }) => reason?.kind === 'spendCap').length;
}

/** Waits for nobody but the clock; `queued` ones are counted as such. */
const isToBeSent = ({ status }: Post): boolean => status === 'scheduled' || status === 'retrying';

async function nextPost(posts: PostStore): Promise<Post | undefined> {
  return (await posts.list({ status: ['scheduled', 'queued', 'retrying'], limit: 1 })).posts[0];
}

function oldest(posts: readonly Post[], now: Instant): Instant | undefined {
  const times = posts.flatMap(({ dueAt }) => (dueAt !== null && dueAt <= now ? [dueAt] : []));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The due time of a post that should have left long ago and was never tried. */
function oldestOverdue(due: readonly Post[], now: Instant): Instant | undefined {
  const late = due.filter(
    (post) => post.attempts === 0 && (post.status === 'scheduled' || post.status === 'queued'),
  );
  return late.map((post) => post.dueAt ?? now).sort((a, b) => a - b)[0];
}
