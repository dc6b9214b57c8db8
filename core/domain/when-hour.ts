import type { ParsedResult } from 'chrono-node/en';
import { clock } from './time-text.ts';
import { failed, type WhenError } from './when-result.ts';

export type TimeOfDay = { readonly hour: number; readonly minute: number; readonly second: number };
type HourReading =
  | { readonly kind: 'read'; readonly time: TimeOfDay; readonly notes: readonly string[] }
  | WhenError;

/** Hours, first and last, that a part of the day can mean. */
const DAY_PARTS: readonly (readonly [RegExp, number, number])[] = [
  [/\bmorning\b/, 1, 11],
  [/\bafternoon\b/, 12, 18],
  [/\bevening\b/, 17, 23],
  [/\b(?:to)?night\b/, 18, 23],
];

/** The time of day that was written. An hour that may be morning or afternoon is refused or noted. */
export function readHour(text: string, parsed: ParsedResult['start']): HourReading {
  const hour = parsed.get('hour');
  if (!parsed.isCertain('hour') || hour === null) {
    return failed('no-time', `"${text}" has no time of day: add one, such as 9am or 14:30.`);
  }
  const time = { hour, minute: parsed.get('minute') ?? 0, second: parsed.get('second') ?? 0 };
  const part = DAY_PARTS.find(([word]) => word.test(text));
  if (part) return hour >= part[1] && hour <= part[2] ? { kind: 'read', time, notes: [] } : unclearHour(text);
  return withoutDayPart(text, parsed, time);
}

function withoutDayPart(text: string, parsed: ParsedResult['start'], time: TimeOfDay): HourReading {
  if (/\b12(?:[:.]\d\d)? ?am?\b/.test(text)) {
    return { kind: 'read', time, notes: [`12am is read as ${clock(time)}, the start of the day.`] };
  }
  if (/\b12(?![:.]\d| ?pm)/.test(text) && time.hour === 12) {
    return { kind: 'read', time, notes: ['12 is read as 12:00, noon.'] };
  }
  const isPlain = parsed.isCertain('meridiem') || /(?<![\d:])0\d?:\d\d/.test(text) || time.hour >= 12;
  if (isPlain) return { kind: 'read', time, notes: [] };
  if (time.hour < 7) return unclearHour(text);
  const evening = `${time.hour}${time.minute === 0 ? '' : `:${String(time.minute).padStart(2, '0')}`}pm`;
  return {
    kind: 'read',
    time,
    notes: [`Read as ${clock(time)} in the morning; write ${evening} for the evening.`],
  };
}

function unclearHour(text: string): WhenError {
  return failed(
    'ambiguous-hour',
    `The hour in "${text}" can be read in two ways: write it like 3am, 3pm or 15:00.`,
  );
}
