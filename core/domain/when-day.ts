import type { ParsedResult } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { clock } from './time-text.ts';
import { wallToInstant, zoned } from './wall.ts';
import type { TimeOfDay } from './when-hour.ts';
import { failed, type WhenContext, type WhenError } from './when-result.ts';

type Day = { readonly year: number; readonly month: number; readonly day: number };
type DayReading =
  | { readonly kind: 'read'; readonly date: Day; readonly notes: readonly string[] }
  | WhenError;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The day that was written, or the first on which `time` is still to come. */
export function resolveDay(
  text: string,
  parsed: ParsedResult['start'],
  time: TimeOfDay,
  context: WhenContext,
): DayReading {
  const today = zoned(context.now, context.zone).toPlainDate();
  const isOver = (date: Temporal.PlainDate) => isPast(date, time, context);
  if (/\b(?:this|next) week\b/.test(text)) return noDay(text);
  if (parsed.isCertain('day')) return calendarDay(text, parsed, today, isOver);
  if (parsed.isCertain('month') || parsed.isCertain('year')) return noDay(text);
  if (parsed.isCertain('weekday')) return weekday(text, isoWeekday(parsed), today, isOver);
  if (/\b(?:this|tonight)\b/.test(text) || !isOver(today)) return found(today);
  return found(today.add({ days: 1 }), `${clock(time)} is over for today, so it is tomorrow.`);
}

function calendarDay(
  text: string,
  parsed: ParsedResult['start'],
  today: Temporal.PlainDate,
  isOver: (date: Temporal.PlainDate) => boolean,
): DayReading {
  const [month, day] = [parsed.get('month') ?? 0, parsed.get('day') ?? 0];
  const year = parsed.isCertain('year') ? (parsed.get('year') ?? 0) : today.year;
  const hasMonthName = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.test(text);
  if (hasMonthName && parsed.isCertain('year') && !/\b\d{4}\b/.test(text)) {
    return failed('ambiguous-date', `The year in "${text}" is not clear: write it with four digits.`);
  }
  const isValid = day <= new Temporal.PlainYearMonth(year, month).daysInMonth;
  if (!isValid) return noSuchDate(text);
  const named = new Temporal.PlainDate(year, month, day);
  const date = !parsed.isCertain('year') && isOver(named) ? named.add({ years: 1 }) : named;
  if (date.day !== day) return noSuchDate(text);
  if (!parsed.isCertain('weekday') || date.dayOfWeek === isoWeekday(parsed)) return found(date);
  return failed(
    'invalid-date',
    `${date} is a ${nameOf(date.dayOfWeek)}: correct the date or the day of the week.`,
  );
}

/** A lone weekday is the coming one; `next` is the one of the week after this (Monday to Sunday). */
function weekday(
  text: string,
  wanted: number,
  today: Temporal.PlainDate,
  isOver: (date: Temporal.PlainDate) => boolean,
): DayReading {
  const name = nameOf(wanted);
  const coming = today.add({ days: (wanted - today.dayOfWeek + 7) % 7 });
  if (/\bnext\b/.test(text)) {
    const next = today.add({ days: 7 + wanted - today.dayOfWeek });
    const days = today.until(next).days;
    return days <= 7
      ? found(next)
      : found(next, `"next ${name}" is read as ${next}; ${coming} is just "${name}".`);
  }
  if (!coming.equals(today)) return found(coming);
  if (!isOver(today)) return found(today, `Today is ${name}; write "next ${name}" for the one in a week.`);
  return found(today.add({ days: 7 }), `The time is over for today, so it is ${name} in a week.`);
}

function isPast(date: Temporal.PlainDate, time: TimeOfDay, { now, zone }: WhenContext): boolean {
  const result = wallToInstant({ year: date.year, month: date.month, day: date.day, ...time }, zone);
  if (result.kind === 'ok') return result.at < now;
  if (result.kind === 'overlap') return result.second < now;
  return result.kind === 'gap' && result.after < now;
}

/** chrono counts from Sunday = 0, Temporal from Monday = 1. */
function isoWeekday(parsed: ParsedResult['start']): number {
  return parsed.get('weekday') || 7;
}

function nameOf(isoDay: number): string {
  return WEEKDAYS[isoDay - 1] ?? '';
}

function found(date: Temporal.PlainDate, ...notes: readonly string[]): DayReading {
  return { kind: 'read', date: { year: date.year, month: date.month, day: date.day }, notes };
}

function noSuchDate(text: string): WhenError {
  return failed(
    'invalid-date',
    `There is no such date as in "${text}": check the day, and the year for 29 February.`,
  );
}

function noDay(text: string): WhenError {
  return failed('no-day', `"${text}" names no day: write one, such as "next monday 9am" or "2 april 9am".`);
}
