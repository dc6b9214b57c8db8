import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { zoned } from '../../core/domain/zone.ts';
import { sideBySide } from './calendar-columns.ts';
import { type Day, dayAt } from './calendar-days.ts';
import type { FreeSlot } from './calendar-slots.ts';

/** Something with a place in the calendar. `key` names it for the focus. */
export type PostItem = {
  readonly kind: 'post';
  readonly key: string;
  readonly at: Instant;
  readonly post: PostView;
};
type SlotItem = {
  readonly kind: 'slot';
  readonly key: string;
  readonly at: Instant;
  readonly account: string;
};
/** Those of a day that have no room. */
type MoreItem = { readonly kind: 'more'; readonly key: string; readonly at: Instant; readonly count: number };
export type Item = PostItem | SlotItem | MoreItem;

/** Minutes from midnight by the clocks of the calendar, and where among those that overlap. */
type Place = { readonly minute: number; readonly column: number; readonly columns: number };
export type PlacedItem = { readonly item: Item; readonly place: Place };

/** One field of the grid: a day of the month, or an hour (or a folded night) of a day. */
export type Cell = {
  readonly key: string;
  readonly day: Day;
  /** In the week: minutes from midnight, [from, to). */
  readonly hours?: { readonly from: number; readonly to: number };
  readonly items: readonly PlacedItem[];
  /** Posts inside a folded night. */
  readonly hidden: number;
};
export type Rows = readonly (readonly Cell[])[];

/** Chips that a day of the month shows. */
const MOST_CHIPS = 3;
/** As many beside each other can still be read. */
const MOST_COLUMNS = 3;
/** Minutes that a chip is high in the week. */
const CHIP = 30;
const HOUR = 60;

export type NightHours = 'early' | 'late';
export const NIGHTS = { early: { from: 0, to: 7 * HOUR }, late: { from: 22 * HOUR, to: 24 * HOUR } } as const;

export const postItem = (post: PostView): PostItem => ({
  kind: 'post',
  key: `post ${post.id}`,
  at: Date.parse(post.dueAt ?? ''),
  post,
});
const slotItem = ({ account, at }: FreeSlot): SlotItem => ({
  kind: 'slot',
  key: `slot ${account} ${at}`,
  account,
  at,
});
const moreItem = (name: string, at: Instant, count: number): MoreItem => ({
  kind: 'more',
  key: `more ${name}`,
  at,
  count,
});

type Content = {
  readonly posts: readonly PostView[];
  readonly slots: readonly FreeSlot[];
  readonly zone: string;
  /** A post that has to be in view. */
  readonly pinned?: string | undefined;
};

/** The weeks of a month as rows of days, each with as many chips as there is room for. */
export function monthRows(weeks: readonly (readonly Day[])[], content: Content): Rows {
  const { posts, slots, zone } = content;
  const postsOf = Map.groupBy(posts.map(postItem), ({ at }) => dayAt(at, zone));
  const slotsOf = Map.groupBy(slots.map(slotItem), ({ at }) => dayAt(at, zone));
  return weeks.map((days) =>
    days.map((day) => ({
      key: day,
      day,
      items: shownOfDay(day, postsOf.get(day) ?? [], slotsOf.get(day) ?? [], content.pinned).map((item) => ({
        item,
        place: { minute: 0, column: 0, columns: 1 },
      })),
      hidden: 0,
    })),
  );
}

function shownOfDay(
  day: Day,
  posts: readonly PostItem[],
  slots: readonly SlotItem[],
  pinned: string | undefined,
): readonly Item[] {
  const ordered = posts.toSorted(byTime);
  if (ordered.length <= MOST_CHIPS)
    return [...ordered, ...slots.slice(0, MOST_CHIPS - ordered.length)].toSorted(byTime);
  const kept = ordered.find(({ post }, i) => i >= MOST_CHIPS && post.id === pinned);
  const shown = kept ? [...ordered.slice(0, MOST_CHIPS - 1), kept] : ordered.slice(0, MOST_CHIPS);
  return [...shown, moreItem(day, ordered[0]?.at ?? 0, ordered.length - MOST_CHIPS)];
}

/** The seven days of a week by the hour; each night that is not `open` is one row. */
export function weekRows(days: readonly Day[], content: Content, open: readonly NightHours[]): Rows {
  const columns = days.map((day) => ({ day, items: placedOfDay(day, content) }));
  return rowsOfDay(open).map(({ from, to }) =>
    columns.map(({ day, items }) => {
      const inside = items.filter(({ place }) => place.minute >= from && place.minute < to);
      const isFolded = to - from > HOUR;
      return {
        key: `${day} ${from}`,
        day,
        hours: { from, to },
        items: isFolded ? [] : inside,
        hidden: isFolded ? inside.reduce((sum, { item }) => sum + countOf(item), 0) : 0,
      };
    }),
  );
}

function rowsOfDay(open: readonly NightHours[]): readonly { readonly from: number; readonly to: number }[] {
  const rows: { from: number; to: number }[] = [];
  for (let from = 0; from < 24 * HOUR; ) {
    const night = (Object.keys(NIGHTS) as NightHours[]).find((name) => NIGHTS[name].from === from);
    const to = night && !open.includes(night) ? NIGHTS[night].to : from + HOUR;
    rows.push({ from, to });
    from = to;
  }
  return rows;
}

const countOf = (item: Item): number => (item.kind === 'post' ? 1 : item.kind === 'more' ? item.count : 0);

/** Chips beside each other where they overlap; what would be too narrow is counted in its hour. */
function placedOfDay(day: Day, { posts, slots, zone, pinned }: Content): readonly PlacedItem[] {
  const own = [...posts.map(postItem), ...slots.map(slotItem)]
    .filter(({ at }) => dayAt(at, zone) === day)
    .map((item) => ({ item, minute: minuteAt(item.at, zone) }))
    .toSorted((a, b) => a.minute - b.minute || byTime(a.item, b.item));
  const placed = sideBySide(own, ({ minute }) => minute, CHIP).map(
    ({ item: { item, minute }, column, columns }) => ({
      item,
      place: { minute, column, columns },
    }),
  );
  const hasRoom = ({ item, place }: PlacedItem) =>
    place.column < MOST_COLUMNS || (item.kind === 'post' && item.post.id === pinned);
  const shown = placed.filter(hasRoom).map((each) => ({ ...each, place: narrowed(each.place) }));
  const hidden = placed.filter((each) => !hasRoom(each) && each.item.kind === 'post');
  const more = [...Map.groupBy(hidden, ({ place }) => Math.floor(place.minute / HOUR))].map(
    ([hour, group]) => {
      const at = group[0]?.item.at ?? 0;
      const place = { minute: group[0]?.place.minute ?? 0, column: MOST_COLUMNS, columns: MOST_COLUMNS + 1 };
      return { item: moreItem(`${day} ${hour}`, at, group.length), place };
    },
  );
  return [...shown, ...more].toSorted(
    (a, b) => a.place.minute - b.place.minute || a.place.column - b.place.column,
  );
}

const narrowed = ({ minute, column, columns }: Place): Place => ({
  minute,
  column: Math.min(column, MOST_COLUMNS),
  columns: Math.min(columns, MOST_COLUMNS + 1),
});

/** Minutes from midnight that clocks in `zone` show; an hour that comes twice is shown once. */
export function minuteAt(at: Instant, zone: string): number {
  const { hour, minute } = zoned(at, zone);
  return hour * HOUR + minute;
}

function byTime(a: Item, b: Item): number {
  return a.at - b.at || (a.key < b.key ? -1 : 1);
}
