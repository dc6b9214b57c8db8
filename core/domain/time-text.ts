import { DAY, HOUR, type Instant, MINUTE, SECOND } from './time.ts';
import { canonicalZone, zoned } from './wall.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
// Each knows the common abbreviations of its own part of the world only.
const LOCALES = ['en-GB', 'en-US', 'en-AU'];

type Unit = {
  readonly from: number;
  readonly size: number;
  readonly step: number;
  readonly name: (n: number) => string;
};

const UNITS: readonly Unit[] = [
  { from: 7 * DAY, size: DAY, step: DAY, name: () => 'days' },
  { from: DAY, size: DAY, step: HOUR, name: (n) => (n === 1 ? 'day' : 'days') },
  { from: HOUR, size: HOUR, step: MINUTE, name: () => 'h' },
  { from: MINUTE, size: MINUTE, step: SECOND, name: () => 'min' },
  { from: SECOND, size: SECOND, step: SECOND, name: () => 's' },
];

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * `Mon 1 Mar 2027, 09:00 GMT (Europe/London)`, the same words on every machine. Seconds are shown when there
 * are any; `zoneName: false` leaves out the name in brackets. A zone that is none is read as UTC.
 */
export function formatInstant(
  at: Instant,
  zone: string,
  options: { readonly zoneName?: boolean } = {},
): string {
  const known = canonicalZone(zone) ?? 'UTC';
  const date = zoned(at, known);
  const day = `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
  const name = abbreviation(at, known);
  const place = options.zoneName === false || name === known ? '' : ` (${known})`;
  return `${day}, ${clock(date)} ${name}${place}`;
}

/** `09:00`, with seconds when there are any. */
export function clock(time: {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}): string {
  const digits = [time.hour, time.minute, ...(time.second === 0 ? [] : [time.second])];
  return digits.map((value) => String(value).padStart(2, '0')).join(':');
}

/** `GMT`, `BST`, `EST`, or `GMT+9` where English has no abbreviation. */
export function abbreviation(at: Instant, zone: string): string {
  const names = LOCALES.map((locale) => zoneName(at, zone, locale));
  return names.find((name) => !/^(?:GMT|UTC)[+-]/.test(name)) ?? names[0] ?? zone;
}

/** `2027-03-01T09:00:00.000Z`. */
export function isoUtc(at: Instant): string {
  return new Date(at).toISOString();
}

/** `2027-07-01T09:00:00+01:00`: the wall time in `zone` and its offset, so that it is still an instant. */
export function isoInZone(at: Instant, zone: string): string {
  return zoned(at, canonicalZone(zone) ?? 'UTC').toString({ timeZoneName: 'never' });
}

/** How far `at` is from `now`, in its two largest units, from a week on in days: `in 2 h 5 min`, `now`. */
export function distance(at: Instant, now: Instant): string {
  const length = span(Math.abs(at - now));
  if (length === undefined) return 'now';
  return at > now ? `in ${length}` : `${length} ago`;
}

/** A length of time in ms, rounded to its two largest units; undefined below half a second. */
function span(ms: number): string | undefined {
  for (const { from, size, step, name } of UNITS) {
    const rounded = Math.round(ms / step) * step;
    if (rounded < from) continue;
    const whole = Math.floor(rounded / size);
    const rest = (rounded % size) / step;
    const smaller = UNITS.find((unit) => unit.size === step);
    const tail = rest === 0 || smaller === undefined ? '' : ` ${rest} ${smaller.name(rest)}`;
    return `${whole} ${name(whole)}${tail}`;
  }
  return undefined;
}

function zoneName(at: Instant, zone: string, locale: string): string {
  const key = `${locale} ${zone}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
  formats.set(key, format);
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
