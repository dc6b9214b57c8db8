import type { HistoryRow } from '../../core/domain/history.ts';
import type { MachineEvent } from '../../core/domain/machine-event.ts';
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

/** What happened to the computer, between what happened to posts. */
export type ActivityNotice = {
  readonly kind: 'machine';
  readonly key: string;
  readonly event: MachineEvent;
};

export type ActivityItem =
  | { readonly kind: 'day'; readonly key: string; readonly day: number; readonly count: number }
  | ActivityEntry
  | ActivityNotice;

export type ActivityQuery = { readonly filter: ActivityFilter; readonly find: string };

/** What is asked for, day by day, newest first. */
export function activityItems(
  rows: readonly HistoryRow[],
  posts: ReadonlyMap<string, PostView>,
  query: ActivityQuery,
  machine: readonly MachineEvent[] = [],
): readonly ActivityItem[] {
  const entries: readonly ActivityEntry[] = rows
    .map(
      (row) =>
        ({ kind: 'entry', key: `${row.seq} ${row.postId}`, row, post: posts.get(row.postId) }) as const,
    )
    .filter((entry) => isWanted(entry, query));
  const days = new Map<number, (ActivityEntry | ActivityNotice)[]>();
  for (const item of withNotices(entries, noticesIn(machine, rows, query))) {
    const day = dayNumber(new Date(atOf(item)));
    const group = days.get(day);
    if (group) group.push(item);
    else days.set(day, [item]);
  }
  return [...days].flatMap(([day, group]) => [
    { kind: 'day', key: `day ${day}`, day, count: group.length } as const,
    ...group,
  ]);
}

const atOf = (item: ActivityEntry | ActivityNotice): number =>
  item.kind === 'entry' ? item.row.at : item.event.at;

/** As far back as the posts' own history was read, newest first. */
function noticesIn(
  machine: readonly MachineEvent[],
  rows: readonly HistoryRow[],
  { filter, find }: ActivityQuery,
): readonly ActivityNotice[] {
  if (filter !== 'all') return [];
  const words = find.trim().toLowerCase();
  const oldest = rows.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  return machine
    .filter((event) => event.at >= oldest && machineSentence(event).toLowerCase().includes(words))
    .map((event) => ({ kind: 'machine', key: `machine ${event.at} ${event.kind}`, event }) as const)
    .toReversed();
}

/** The order of the entries is that of their numbers and stays, also when the clock was set back in between. */
function withNotices(
  entries: readonly ActivityEntry[],
  notices: readonly ActivityNotice[],
): readonly (ActivityEntry | ActivityNotice)[] {
  const left = [...notices];
  const all: (ActivityEntry | ActivityNotice)[] = [];
  for (const entry of entries) {
    while (left[0] && left[0].event.at > entry.row.at) all.push(...left.splice(0, 1));
    all.push(entry);
  }
  return [...all, ...left];
}

/** What to say about it. */
export function machineSentence(event: MachineEvent): string {
  const words = strings.machine;
  if (event.kind === 'slept') return words.slept(event.at - event.from, event.late, event.missed);
  if (event.kind === 'clockSet') return words.clockSet(event.by);
  if (event.kind === 'online') return words.online(event.at - event.from);
  return words.offline;
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
