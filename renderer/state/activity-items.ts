import type { HistoryRow } from '../../core/domain/history.ts';
import type { PostView } from '../../core/domain/view.ts';
import { strings } from '../strings.ts';
import { dayNumber } from './day-groups.ts';

export const ACTIVITY_FILTERS = ['all', 'problems', 'published'] as const;
export type ActivityFilter = (typeof ACTIVITY_FILTERS)[number];

type Event = HistoryRow['event'];

const PROBLEMS: ReadonlySet<Event> = new Set<Event>([
  'deferred',
  'held',
  'missed',
  'notSent',
  'throttled',
  'rejected',
  'doubted',
  'provenAbsent',
  'undecided',
]);
const PUBLISHED: ReadonlySet<Event> = new Set<Event>(['published', 'partPublished']);

export const isProblem = (event: Event): boolean => PROBLEMS.has(event);

/** A line of the activity with the post that it is about, as far as the window knows it. */
export type ActivityEntry = {
  readonly kind: 'entry';
  readonly key: string;
  readonly row: HistoryRow;
  readonly post: PostView | undefined;
};

export type ActivityItem =
  | { readonly kind: 'day'; readonly key: string; readonly day: number; readonly count: number }
  | ActivityEntry;

export type ActivityQuery = { readonly filter: ActivityFilter; readonly find: string };

/** What is asked for, day by day, newest first. */
export function activityItems(
  rows: readonly HistoryRow[],
  posts: ReadonlyMap<string, PostView>,
  query: ActivityQuery,
): readonly ActivityItem[] {
  const entries = rows
    .map(
      (row) =>
        ({ kind: 'entry', key: `${row.seq} ${row.postId}`, row, post: posts.get(row.postId) }) as const,
    )
    .filter((entry) => isWanted(entry, query));
  const days = new Map<number, ActivityEntry[]>();
  for (const entry of entries) {
    const day = dayNumber(new Date(entry.row.at));
    const group = days.get(day);
    if (group) group.push(entry);
    else days.set(day, [entry]);
  }
  return [...days].flatMap(([day, group]) => [
    { kind: 'day', key: `day ${day}`, day, count: group.length } as const,
    ...group,
  ]);
}

function isWanted({ row, post }: ActivityEntry, { filter, find }: ActivityQuery): boolean {
  if (filter === 'problems' && !isProblem(row.event)) return false;
  if (filter === 'published' && !PUBLISHED.has(row.event)) return false;
  const words = find.trim().toLowerCase();
  if (words === '') return true;
  return [
    strings.events[row.event],
    row.detail,
    row.by,
    post?.account,
    ...(post?.parts ?? []).map((part) => part.text),
  ]
    .filter((text) => text !== undefined)
    .some((text) => text.toLowerCase().includes(words));
}
