import type { Status } from '../../core/domain/status.ts';
import { DAY } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { compareDue } from './post-order.ts';

export const FILTERS = ['all', 'upcoming', 'attention', 'published'] as const;
export type Filter = (typeof FILTERS)[number];

/** What each filter shows; the same lists give the numbers beside their names. */
export const FILTER_STATUSES: Readonly<Record<Filter, readonly Status[] | 'every'>> = {
  all: 'every',
  upcoming: ['draft', 'scheduled', 'queued', 'publishing', 'checking', 'retrying'],
  attention: ['failed', 'missed', 'held'],
  published: ['published'],
};

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
 */
export function groupByDay(posts: readonly PostView[], filter: Filter, today: number): readonly QueueItem[] {
  const wanted = FILTER_STATUSES[filter];
  const days = new Map<DayKey, PostView[]>();
  for (const post of posts) {
    if (wanted !== 'every' && !wanted.includes(post.status)) continue;
    const key = dayOf(post, today);
    const group = days.get(key);
    if (group) group.push(post);
    else days.set(key, [post]);
  }
  const rank =
    filter === 'published' ? (key: DayKey) => rankOfPast(key) : (key: DayKey) => rankOf(key, today);
  const latestFirst = (key: DayKey) => filter === 'published' || (typeof key === 'number' && key < today);
  return [...days]
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([day, group]) => itemsOf(day, group, latestFirst(day)));
}

function dayOf(post: PostView, today: number): DayKey {
  if (post.dueAt === null) return 'no-time';
  const day = dayNumber(new Date(post.dueAt));
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
