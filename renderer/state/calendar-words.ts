import type { Instant } from '../../core/domain/time.ts';
import { clock, zoned } from '../../core/domain/zone.ts';
import { type Day, dayAt, type View, weekOf } from './calendar-days.ts';

const format = (options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  return (day: Day): string => made.format(Date.parse(day)).replace(',', '');
};

/** `Friday 27 November`. */
export const dayName = format({ weekday: 'long', day: 'numeric', month: 'long' });
/** `Fri`. */
export const weekdayName = format({ weekday: 'short' });
export const weekdayNameInFull = format({ weekday: 'long' });
/** `27`, and `1 Dec` where a month begins. */
export const dayInMonth = (day: Day): string => (day.endsWith('-01') ? dayAndMonth(day) : dayNumber(day));
export const dayNumber = format({ day: 'numeric' });

const dayAndMonth = format({ day: 'numeric', month: 'short' });
const monthAndYear = format({ month: 'long', year: 'numeric' });
const month = format({ month: 'long' });
const year = format({ year: 'numeric' });

/** `November 2026`; of a week `23 – 29 November 2026`. */
export function periodName(view: View, day: Day): string {
  if (view === 'month') return monthAndYear(day);
  const days = weekOf(day);
  const [first = day, last = day] = [days[0], days.at(-1)];
  const end = `${dayNumber(last)} ${monthAndYear(last)}`;
  if (year(first) !== year(last)) return `${dayNumber(first)} ${monthAndYear(first)} – ${end}`;
  return month(first) === month(last)
    ? `${dayNumber(first)} – ${end}`
    : `${dayNumber(first)} ${month(first)} – ${end}`;
}

/** `Friday 27 November 14:30`, as clocks in `zone` show it. */
export function momentName(at: Instant, zone: string): string {
  return `${dayName(dayAt(at, zone))} ${timeName(at, zone)}`;
}

/** `14:30`. */
export function timeName(at: Instant, zone: string): string {
  const { hour, minute } = zoned(at, zone);
  return clock({ hour, minute, second: 0 });
}

/** `07:00` of minutes from midnight. */
export function hourName(minute: number): string {
  return clock({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0 });
}
