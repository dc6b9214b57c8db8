import { useMemo } from 'react';
import type { PostView } from '../../core/domain/view.ts';
import { type Item, monthRows, type NightHours, type Rows, weekRows } from '../state/calendar-cells.ts';
import { type Day, type Span, weekOf, weeksOfMonth } from '../state/calendar-days.ts';
import { type FreeSlot, freeSlots } from '../state/calendar-slots.ts';
import type { CalendarPlace } from './use-place.ts';

export type Content = {
  readonly rows: Rows;
  readonly slots: readonly FreeSlot[];
  /** Posts of each day that is shown. */
  itemOf(key: string): Item | undefined;
};

type Input = {
  readonly place: CalendarPlace;
  readonly span: Span;
  readonly posts: readonly PostView[];
  readonly open: readonly NightHours[];
  readonly pinned: string | undefined;
};

/** What is in each cell. */
export function useRows({ place, span, posts, open, pinned }: Input): Content {
  const { view, day, zone, accounts, account, now } = place;
  const slots = useMemo(
    () => freeSlots(account ? [account] : accounts, posts, span, { now, zone }),
    [account, accounts, posts, span, now, zone],
  );
  const rows = useMemo(() => {
    const content = { posts, slots, zone, pinned };
    return view === 'month' ? monthRows(weeksOfMonth(day), content) : weekRows(weekOf(day), content, open);
  }, [view, day, posts, slots, zone, pinned, open]);
  return useMemo(() => {
    const items = rows.flat().flatMap((cell) => cell.items.map(({ item }) => item));
    const byKey = new Map(items.map((item) => [item.key, item]));
    return { rows, slots, itemOf: (key) => byKey.get(key) };
  }, [rows, slots]);
}

/** Where the focus is when what had it is not there any more. */
export function fallbackStop(rows: Rows, day: Day, minute: number): string {
  const cells = rows.flat();
  const ofDay = cells.filter((cell) => cell.day === day);
  const found = ofDay.find(({ hours }) => !hours || (hours.from <= minute && minute < hours.to));
  return (found ?? ofDay[0] ?? cells[0])?.key ?? '';
}
