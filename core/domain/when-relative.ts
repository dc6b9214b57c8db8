import { DAY, HOUR, MINUTE, SECOND } from './time.ts';
import { zoned } from './wall.ts';
import { failed, type Reading, read, readWall, type WhenContext } from './when-result.ts';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
type Length = Readonly<Record<Unit, number>>;

const UNITS: readonly (readonly [Unit, RegExp])[] = [
  ['second', /^(?:s|secs?|seconds?)$/],
  ['minute', /^(?:m|mins?|minutes?)$/],
  ['hour', /^(?:h|hrs?|hours?)$/],
  ['day', /^(?:d|days?)$/],
  ['week', /^(?:w|wks?|weeks?)$/],
  ['month', /^months?$/],
  ['year', /^years?$/],
];
const NUMBERS = ['a', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const NONE: Length = { second: 0, minute: 0, hour: 0, day: 0, week: 0, month: 0, year: 0 };
const STEP = /^(\d{1,9}(?:\.\d{1,3})?|half an?|an?|[a-z]+) ?([a-z]+?)(?=\d|[ ,]|$)[ ,]*(?:and )?/;
const MAX_YEARS = 11;

/**
 * A time from now: `+90s`, `+1h30m`, `in 2 hours`, `half an hour from now`. Hours and smaller are exact; days
 * and larger keep the time of day, also over a change of clocks. Undefined when `text` has another form.
 */
export function readRelative(text: string, context: WhenContext): Reading | undefined {
  const sum = /^\+ ?(.+)$/.exec(text)?.[1];
  const words = /^in (.+)$/.exec(text)?.[1] ?? /^(.+) from now$/.exec(text)?.[1];
  const length = parseLength(sum ?? words ?? '');
  if (length === undefined) {
    return text.startsWith('+') ? failed('not-understood', unclear(text)) : undefined;
  }
  if (approximateYears(length) > MAX_YEARS) {
    return failed('too-far', `"${text}" is more than 10 years ahead: choose an earlier time.`);
  }
  return after(length, context);
}

function after(length: Length, context: WhenContext): Reading {
  const exact = Math.round(length.hour * HOUR + length.minute * MINUTE + length.second * SECOND);
  const { day, week, month, year } = length;
  if (day + week + month + year === 0) return read(context.now + exact);
  const wall = zoned(context.now, context.zone).toPlainDateTime();
  const moved = wall.add({ days: day, weeks: week, months: month, years: year });
  const reading = readWall(moved.toString(), context);
  return reading.kind === 'read' ? read(reading.at + exact, reading.notes) : reading;
}

function parseLength(text: string): Length | undefined {
  let rest = text;
  let length = NONE;
  while (rest !== '') {
    const match = STEP.exec(rest);
    const amount = parseAmount(match?.[1] ?? '');
    const unit = UNITS.find(([, names]) => names.test(match?.[2] ?? ''))?.[0];
    if (!match || amount === undefined || unit === undefined) return undefined;
    if (!Number.isInteger(amount) && !['second', 'minute', 'hour'].includes(unit)) return undefined;
    length = { ...length, [unit]: length[unit] + amount };
    rest = rest.slice(match[0].length);
  }
  return text === '' ? undefined : length;
}

function parseAmount(text: string): number | undefined {
  if (/^\d/.test(text)) return Number(text);
  if (text.startsWith('half')) return 0.5;
  const index = NUMBERS.indexOf(text === 'an' ? 'a' : text);
  return index < 0 ? undefined : Math.max(index, 1);
}

function approximateYears(length: Length): number {
  const { second, minute, hour, day, week, month, year } = length;
  const days = (second * SECOND + minute * MINUTE + hour * HOUR) / DAY + day + week * 7;
  return year + month / 12 + days / 365;
}

function unclear(text: string): string {
  return `"${text}" was not understood: write a length with its unit, such as +90s, +1h30m or +1d.`;
}
