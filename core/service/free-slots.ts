import type { Post } from '../domain/post.ts';
import { defaultPlan, isSameSlot, nextFreeSlots, type PostingPlan } from '../domain/slots.ts';
import { IN_FLIGHT_STATUSES, WAITING_STATUSES } from '../domain/status.ts';
import { takenInstants } from '../domain/taken.ts';
import { DAY, type Instant, MINUTE } from '../domain/time.ts';
import { formatInstant } from '../domain/zone.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { SettingsStore } from '../ports/settings-store.ts';

export type SlotStores = {
  readonly posts: Pick<PostStore, 'list'>;
  readonly settings: Pick<SettingsStore, 'plans'>;
};

export type SlotQuery = {
  readonly account: string;
  /** Of an account without a plan: that of the computer where it is asked for. */
  readonly zone: string;
  /** Slots after this instant. */
  readonly from: Instant;
  readonly count: number;
  /** Posts due since then, whose series may take slots after `from`; default `from`. */
  readonly since?: Instant;
};

const PAGE = 1_000;
/** Looked ahead at first; further while too few are free. */
const AHEAD = 28 * DAY;
const FORESIGHT = 400 * DAY;

/** The account's own plan, or the default one. @throws StoreError */
export async function planOf(
  { settings }: Pick<SlotStores, 'settings'>,
  { account, zone }: Pick<SlotQuery, 'account' | 'zone'>,
): Promise<PostingPlan> {
  return (await settings.plans())[account] ?? defaultPlan(zone);
}

/** The plan, when posts go out already for as long as it takes to find `count` free slots, and these. @throws StoreError */
export async function findFreeSlots(stores: SlotStores, query: SlotQuery) {
  const { account, from, count, since = from } = query;
  const plan = await planOf(stores, query);
  for (let ahead = AHEAD; ; ahead *= 2) {
    const to = from + ahead;
    const taken = await takenBetween(stores.posts, account, since, to);
    const free = nextFreeSlots(plan, taken, from, count);
    if (free.length === 0 || (free.at(-1) ?? 0) <= to) return { plan, taken, free };
  }
}

/** When posts of the account go out from now on, those of series for over a year. @throws StoreError */
export async function takenFrom(
  posts: Pick<PostStore, 'list'>,
  account: string,
  now: Instant,
): Promise<readonly Instant[]> {
  return takenBetween(posts, account, now, now + FORESIGHT);
}

/** When posts of the account go out; posts that are late are not among them. */
async function takenBetween(
  posts: Pick<PostStore, 'list'>,
  account: string,
  from: Instant,
  to: Instant,
  except?: string,
): Promise<readonly Instant[]> {
  const status = [...WAITING_STATUSES, ...IN_FLIGHT_STATUSES];
  const taken: Instant[] = [];
  let after: string | undefined;
  do {
    const range = { account, status, dueFrom: from - MINUTE, dueTo: to + MINUTE, limit: PAGE };
    const page = await posts.list({ ...range, ...(after !== undefined && { after }) });
    const others = page.posts.filter(({ id }) => id !== except);
    taken.push(...takenInstants(others, to + MINUTE));
    after = page.next;
  } while (after !== undefined);
  return taken;
}

/** Posts of the account that are to go out in this very slot; those of series that are not there yet are none. */
export async function postsInSlot(
  posts: Pick<PostStore, 'list'>,
  account: string,
  at: Instant,
): Promise<readonly Post[]> {
  const status = [...WAITING_STATUSES, ...IN_FLIGHT_STATUSES];
  const page = await posts.list({ account, status, dueFrom: at - MINUTE, dueTo: at + MINUTE, limit: PAGE });
  return page.posts.filter(({ dueAt }) => dueAt !== null && isSameSlot(dueAt, at));
}

/** The time of a post that is to go out in a slot which was free when somebody looked. */
export type SlotWish = {
  readonly account: string;
  readonly at: Instant;
  /** As in `SlotQuery`. */
  readonly zone: string;
  readonly now: Instant;
  /** The post itself takes nothing from itself. */
  readonly except?: string;
};

/** The slot, or, when another post has taken it meanwhile, the next one that is free. @throws StoreError */
export async function settleSlot(
  stores: SlotStores,
  { account, at, zone, now, except }: SlotWish,
): Promise<{ readonly at: Instant; readonly note?: string }> {
  const taken = await takenBetween(stores.posts, account, at, at, except);
  if (!taken.some((one) => isSameSlot(one, at))) return { at };
  const { free } = await findFreeSlots(stores, { account, zone, from: at, count: 1, since: now });
  const [next] = free;
  if (next === undefined) return { at };
  const was = formatInstant(at, zone, { zoneName: false });
  return {
    at: next,
    note: `The slot of ${was} was taken meanwhile, so it goes out in the next free one: ${formatInstant(next, zone)}.`,
  };
}
