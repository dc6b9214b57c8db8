import type { Status } from '../../core/domain/status.ts';
import { DAY } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { compareDue } from './post-order.ts';
import { hasWords, wordsOf } from './post-search.ts';

/** What the queue can show. The first level is always in view; what is below one shows while it is chosen. */
export const FILTERS = ['all', 'upcoming', 'attention', 'drafts', 'published'] as const;
export const FILTERS_BELOW = {
  attention: ['attention', 'failed', 'missed', 'held'],
  published: ['published', 'cancelled'],
} as const satisfies Partial<Record<(typeof FILTERS)[number], readonly string[]>>;
type Below = (typeof FILTERS_BELOW)[keyof typeof FILTERS_BELOW][number];
export type Filter = (typeof FILTERS)[number] | Below;

/** What each filter shows; the same lists give the numbers beside their names. */
export const FILTER_STATUSES: Readonly<Record<Filter, readonly Status[] | 'every'>> = {
  all: 'every',
  upcoming: ['scheduled', 'queued', 'publishing', 'checking', 'retrying'],
  attention: ['failed', 'missed', 'held'],
  failed: ['failed'],
  missed: ['missed'],
  held: ['held'],
  drafts: ['draft'],
  published: ['published'],
  cancelled: ['cancelled'],
};

/** The filter of the first level that this one is or is below. */
export function firstLevel(filter: Filter): (typeof FILTERS)[number] {
  if (filter === 'failed' || filter === 'missed' || filter === 'held') return 'attention';
  return filter === 'cancelled' ? 'published' : filter;
}

/** Which posts a person wants to see. */
export type QueueQuery = {
  readonly filter: Filter;
  /** Words that all have to be in it. */
  readonly text: string;
  /** Null: every account. */
  readonly account: string | null;
};

export const EVERYTHING: QueueQuery = { filter: 'all', text: '', account: null };

/** Days are counted in local calendar days; `overdue` holds what is still open from earlier days. */
export type DayKey = number | 'overdue' | 'no-time';

/** One line of the queue: a heading or a post. */
export type QueueItem =
  | { readonly kind: 'day'; readonly key: string; readonly day: DayKey; readonly count: number }
  | { readonly kind: 'post'; readonly key: string; readonly post: PostView };

/** The local calendar day of a time, as a number of days. */
export function dayNumber(time: Date): number {
  return Math.floor(Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / DAY);
}

/**
 * The queue as it is read: today, what is left over, the days to come, what has no time, and the past,
 * latest first.
 *
 * @param found what the store found for the same words; it reads words in its own way
 */
export function groupByDay(
  posts: readonly PostView[],
  query: QueueQuery,
  today: number,
  found: readonly PostView[] = [],
): readonly QueueItem[] {
  const days = new Map<DayKey, PostView[]>();
  const isWanted = matcher(query, found);
  for (const post of withFound(posts, found)) {
    if (!isWanted(post)) continue;
    const key = dayOf(post, today);
    const group = days.get(key);
    if (group) group.push(post);
    else days.set(key, [post]);
  }
  const isPast = firstLevel(query.filter) === 'published';
  const rank = isPast ? rankOfPast : (key: DayKey) => rankOf(key, today);
  const latestFirst = (key: DayKey) => isPast || (typeof key === 'number' && key < today);
  return [...days]
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([day, group]) => itemsOf(day, group, latestFirst(day)));
}

function withFound(posts: readonly PostView[], found: readonly PostView[]): readonly PostView[] {
  if (found.length === 0) return posts;
  const held = new Set(posts.map(({ id }) => id));
  return [...posts, ...found.filter(({ id }) => !held.has(id))];
}

function matcher(
  { filter, text, account }: QueueQuery,
  found: readonly PostView[],
): (post: PostView) => boolean {
  const wanted = FILTER_STATUSES[filter];
  const words = wordsOf(text);
  const ids = new Set(found.map(({ id }) => id));
  return (post) =>
    (wanted === 'every' || wanted.includes(post.status)) &&
    (account === null || post.account === account) &&
    (words.length === 0 || hasWords(post, words) || ids.has(post.id));
}

// Posts are never changed, only replaced: what was worked out for one holds as long as it is there.
const localDays = new WeakMap<PostView, number>();

function dayOf(post: PostView, today: number): DayKey {
  if (post.dueAt === null) return 'no-time';
  const day = localDays.get(post) ?? dayNumber(new Date(post.dueAt));
  localDays.set(post, day);
  const isSettled = post.status === 'published' || post.status === 'cancelled';
  return day < today && !isSettled ? 'overdue' : day;
}

const FAR = 1e7;

function rankOf(key: DayKey, today: number): number {
  if (key === 'overdue') return 0.5;
  if (key === 'no-time') return FAR;
  return key >= today ? key - today : FAR + (today - key);
}

function rankOfPast(key: DayKey): number {
  return typeof key === 'number' ? -key : FAR;
}

function itemsOf(day: DayKey, group: readonly PostView[], latestFirst: boolean): readonly QueueItem[] {
  const sorted = [...group].sort(latestFirst ? (a, b) => compareDue(b, a) : compareDue);
  const heading = { kind: 'day' as const, key: `day ${day}`, day, count: group.length };
  return [heading, ...sorted.map((post) => ({ kind: 'post' as const, key: post.id, post }))];
}
