import { Temporal } from 'temporal-polyfill';
import { HOUR, type Instant } from '../../core/domain/time.ts';
import { zoned } from '../../core/domain/zone.ts';

/** A day of the calendar in the zone that it is shown in: `2026-11-27`. Days sort as text. */
export type Day = string;
export type View = 'month' | 'week';
/** The instants [from, to). */
export type Span = { readonly from: Instant; readonly to: Instant };

export const DAYS_A_WEEK = 7;

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day);

/** The day that clocks in `zone` have at `at`. */
export function dayAt(at: Instant, zone: string): Day {
  return zoned(at, zone).toPlainDate().toString();
}

export function addDays(day: Day, days: number): Day {
  return plain(day).add({ days }).toString();
}

/** How many days `b` is after `a`. */
export function daysBetween(a: Day, b: Day): number {
  return plain(a).until(plain(b), { largestUnit: 'days' }).days;
}

/** The seven days of the week that `day` is in, from Monday on. */
export function weekOf(day: Day): readonly Day[] {
  const monday = addDays(day, 1 - plain(day).dayOfWeek);
  return Array.from({ length: DAYS_A_WEEK }, (_, i) => addDays(monday, i));
}

/** The weeks that hold the month of `day`: whole ones, so some days of its neighbours as well. */
export function weeksOfMonth(day: Day): readonly (readonly Day[])[] {
  const first = plain(day).with({ day: 1 });
  const last = first.with({ day: first.daysInMonth }).toString();
  const weeks: (readonly Day[])[] = [];
  for (
    let start = first.toString();
    weeks.at(-1)?.includes(last) !== true;
    start = addDays(start, DAYS_A_WEEK)
  )
    weeks.push(weekOf(start));
  return weeks;
}

export function isSameMonth(a: Day, b: Day): boolean {
  return a.slice(0, 7) === b.slice(0, 7);
}

/** When `day` begins in `zone`: midnight, or the first moment there is. */
export function startOf(day: Day, zone: string): Instant {
  return plain(day).toZonedDateTime(zone).epochMilliseconds;
}

/** 24, or what is left or added where clocks change. */
export function hoursIn(day: Day, zone: string): number {
  return (startOf(addDays(day, 1), zone) - startOf(day, zone)) / HOUR;
}

/** All days that a view shows when it shows `day`. */
export function daysShown(view: View, day: Day): readonly Day[] {
  return view === 'week' ? weekOf(day) : weeksOfMonth(day).flat();
}

/** From the first moment that a view shows to the last. */
export function spanShown(view: View, day: Day, zone: string): Span {
  const days = daysShown(view, day);
  const [first = day, last = day] = [days[0], days.at(-1)];
  return { from: startOf(first, zone), to: startOf(addDays(last, 1), zone) };
}

/** The same day in the next (1) or the previous (-1) month or week; the last of a month that is shorter. */
export function stepPeriod(view: View, day: Day, by: 1 | -1): Day {
  return view === 'week' ? addDays(day, by * DAYS_A_WEEK) : plain(day).add({ months: by }).toString();
}
