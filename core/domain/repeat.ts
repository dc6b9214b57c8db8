import { Temporal } from 'temporal-polyfill';
import type { Instant } from './time.ts';
import { isZone, wallToInstant, zoned } from './wall.ts';

/**
 * When a post repeats. Wall time and zone are part of the rule and never taken from the last post, so that one
 * that was moved, or went out at another hour because clocks changed, does not shift those after it.
 */
export type RepeatRule = {
  readonly every: 'day' | 'week' | 'month';
  /** Every so many days, weeks or months. */
  readonly interval: number;
  /** Monday 1 to Sunday 7, ascending; for weeks only, which begin on Monday. */
  readonly weekdays?: readonly number[];
  /** 1 to 31, for months only; a shorter month has it on its last day. */
  readonly day?: number;
  /** `YYYY-MM-DDTHH:MM[:SS]` in the zone: the time of day, and where intervals are counted from. */
  readonly start: string;
  /** IANA zone. */
  readonly zone: string;
  /** `YYYY-MM-DD`: the last date in the zone, included. */
  readonly until?: string;
  /** How many posts there will be, the first one included. */
  readonly times?: number;
};

/** One instant of a rule. */
export type Occurrence = {
  readonly at: Instant;
  /** `YYYY-MM-DD` in the rule's zone. */
  readonly date: string;
  /**
   * Clocks skip the wall time that day (`gap`): it is as much later as they jump. They show it twice
   * (`overlap`): it is the first. iCalendar says the same (RFC 5545, 3.3.5).
   */
  readonly clocks: 'ok' | 'gap' | 'overlap';
};

export const MAX_INTERVAL = 400;
export const MAX_TIMES = 10_000;

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** The first occurrence after the instant and after the date; undefined when the rule has ended. */
export function nextOccurrence(rule: RepeatRule, after: Instant, afterDate = ''): Occurrence | undefined {
  const last = rule.until ?? '9999-12-31';
  for (const day of datesFrom(rule, beginning(rule, after, afterDate))) {
    const date = day.toString();
    if (date > last) return undefined;
    if (date <= afterDate || date < rule.start.slice(0, 10)) continue;
    const occurrence = resolve(rule, date);
    if (occurrence.at > after) return occurrence;
  }
  return undefined;
}

/** Whether the rule has this instant, or the second one where clocks show its wall time twice. */
export function isOccurrence(rule: RepeatRule, at: Instant): boolean {
  const wall = wallOf(at, rule.zone);
  const day = Temporal.PlainDate.from(wall.slice(0, 10));
  for (const date of datesFrom(rule, day)) {
    const order = Temporal.PlainDate.compare(date, day);
    if (order > 0) return false;
    if (order < 0) continue;
    return wall.slice(11) === timeOf(rule) || resolve(rule, date.toString()).at === at;
  }
  return false;
}

/** What is wrong with a rule that comes from outside, as one sentence, or undefined. */
export function ruleProblem(rule: RepeatRule): string | undefined {
  const { every, interval, weekdays, day, start, zone, until, times } = rule;
  if (!isZone(zone)) return `"${zone}" is not a time zone: use an IANA name such as Europe/London.`;
  if (!isWhole(interval, MAX_INTERVAL)) return `It must repeat every 1 to ${MAX_INTERVAL} ${every}s.`;
  if (!WALL.test(start) || wallToInstant(start, zone).kind === 'invalid')
    return `"${start}" is not a date and time: write it like 2027-03-01T09:00.`;
  if ((every === 'week') !== (weekdays !== undefined && areWeekdays(weekdays)))
    return 'It must have days of the week when it repeats weekly, and only then.';
  if ((every === 'month') !== (day !== undefined && isWhole(day, 31)))
    return 'It must have a day of the month when it repeats monthly, and only then.';
  if (until !== undefined && !isDate(until)) return `"${until}" is not a date: write it like 2027-12-31.`;
  if (until !== undefined && until < start.slice(0, 10))
    return `It would end on ${until}, before its first time: choose a later date.`;
  if (times !== undefined && !isWhole(times, MAX_TIMES))
    return `The number of times must be from 1 to ${MAX_TIMES}.`;
  return undefined;
}

/** `HH:MM[:SS]`. */
export const timeOf = (rule: RepeatRule): string => rule.start.slice(11);

/** `YYYY-MM-DDTHH:MM[:SS]` as clocks in the zone show it; fractions of a second are dropped. */
export function wallOf(at: Instant, zone: string): string {
  const wall = zoned(at, zone).toPlainDateTime();
  return wall.toString({ smallestUnit: wall.second === 0 ? 'minute' : 'second' });
}

function resolve(rule: RepeatRule, date: string): Occurrence {
  const result = wallToInstant(`${date}T${timeOf(rule)}`, rule.zone);
  switch (result.kind) {
    case 'ok':
      return { at: result.at, date, clocks: 'ok' };
    case 'gap':
      return { at: result.after, date, clocks: 'gap' };
    case 'overlap':
      return { at: result.first, date, clocks: 'overlap' };
    default:
      throw new RangeError(`A repeat was not checked: ${date} ${timeOf(rule)} ${rule.zone}`);
  }
}

/** Early enough not to pass over an occurrence: one that clocks skip can be on the day after its date. */
function beginning(rule: RepeatRule, after: Instant, afterDate: string): Temporal.PlainDate {
  const near = zoned(after, rule.zone).toPlainDate().subtract({ days: 2 });
  const known = afterDate === '' ? near : Temporal.PlainDate.from(afterDate);
  return Temporal.PlainDate.compare(near, known) > 0 ? near : known;
}

/** The dates of the rule, ascending, from the period that holds `from` on. */
function* datesFrom(rule: RepeatRule, from: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const start = Temporal.PlainDate.from(rule.start.slice(0, 10));
  const behind = Math.max(0, periodsBetween(rule, start, from));
  for (let period = behind - (behind % rule.interval); ; period += rule.interval)
    yield* datesOf(rule, start, period);
}

function periodsBetween({ every }: RepeatRule, start: Temporal.PlainDate, to: Temporal.PlainDate): number {
  if (every === 'month') return (to.year - start.year) * 12 + to.month - start.month;
  if (every === 'week') return mondayOf(start).until(mondayOf(to)).days / 7;
  return start.until(to).days;
}

function datesOf(rule: RepeatRule, start: Temporal.PlainDate, period: number): readonly Temporal.PlainDate[] {
  if (rule.every === 'day') return [start.add({ days: period })];
  if (rule.every === 'month') {
    const month = start.with({ day: 1 }).add({ months: period });
    return [month.with({ day: Math.min(rule.day ?? start.day, month.daysInMonth) })];
  }
  const monday = mondayOf(start).add({ weeks: period });
  return (rule.weekdays ?? [start.dayOfWeek]).map((weekday) => monday.add({ days: weekday - 1 }));
}

const mondayOf = (date: Temporal.PlainDate): Temporal.PlainDate =>
  date.subtract({ days: date.dayOfWeek - 1 });

const isWhole = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

const areWeekdays = (days: readonly number[]): boolean =>
  days.length > 0 && days.every((day, i) => isWhole(day, 7) && day > (days[i - 1] ?? 0));

function isDate(text: string): boolean {
  return DATE.test(text) && wallToInstant(`${text}T12:00`, 'UTC').kind === 'ok';
}
