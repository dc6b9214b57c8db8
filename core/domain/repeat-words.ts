import { isOccurrence, type Occurrence, type RepeatRule, ruleProblem, timeOf, wallOf } from './repeat.ts';
import type { Instant } from './time.ts';
import { formatInstant } from './time-text.ts';
import { canonicalZone, zoned } from './wall.ts';

/** What a person's words for a repeat came to; `message` is one sentence: what was wrong and what to do. */
export type RepeatReading =
  | { readonly kind: 'ok'; readonly rule: RepeatRule }
  | { readonly kind: 'error'; readonly message: string };

export type RepeatContext = {
  /** When the first post goes out, and the zone in which its wall time is kept. */
  readonly at: Instant;
  readonly zone: string;
  readonly until?: string;
  readonly times?: number;
  /** `HH:MM[:SS]` of a series under way, whose post may have been moved to a time of its own. */
  readonly time?: string;
  /** The same for a post that comes from a file. */
  readonly mayDiffer?: boolean;
};

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const EXAMPLES =
  'write it like "daily", "weekly", "every 2 weeks", "weekdays", "weekly on mon, wed, fri" or "monthly on day 31"';
const LONGEST = 120;

const FREQUENCY =
  /^(?:(daily|weekly|monthly|weekdays|every weekday)|every(?: (\d{1,4}))? (day|week|month)s?)/;
const ALIASES: Readonly<Record<string, RepeatRule['every']>> = { daily: 'day', monthly: 'month' };
const TAIL =
  /^(?: on (?:the )?(?:day )?(\d{1,2})(?:st|nd|rd|th)?| on ([a-z, ]+?))?(?: at (\d\d:\d\d(?::\d\d)?))?(?:,? (?:(\d{1,5}) times?|until (\S+)))?$/;

/** Reads "daily", "every 2 weeks on mon, wed", "monthly on day 31 at 09:00, 5 times"; what is not said is as the first post has it. */
export function parseRepeat(words: string, context: RepeatContext): RepeatReading {
  const text = words
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .trim();
  const head = FREQUENCY.exec(text);
  const tail = head && TAIL.exec(text.slice(head[0].length));
  if (!head || !tail || text.length > LONGEST) return unclear(words);
  const every = ALIASES[head[1] ?? ''] ?? (head[3] as RepeatRule['every'] | undefined) ?? 'week';
  const [, day, days, time, times, until] = tail;
  const isWorkdays = head[1]?.endsWith('weekdays') || head[1] === 'every weekday';
  const weekdays = isWorkdays ? [1, 2, 3, 4, 5] : readWeekdays(days);
  if ((days !== undefined || isWorkdays) && (every !== 'week' || weekdays === undefined))
    return unclear(words);
  if ((day !== undefined && every !== 'month') || (isWorkdays && days !== undefined)) return unclear(words);
  return toRule(context, {
    every,
    interval: Number(head[2] ?? 1),
    ...(weekdays && { weekdays }),
    ...(day !== undefined && { day: Number(day) }),
    ...(time !== undefined && { time }),
    ...(times !== undefined && { times: Number(times) }),
    ...(until !== undefined && { until }),
  });
}

type Said = Pick<RepeatRule, 'every' | 'interval' | 'weekdays' | 'day' | 'times' | 'until'> & {
  readonly time?: string;
};

function toRule({ at, ...context }: RepeatContext, said: Said): RepeatReading {
  const zone = canonicalZone(context.zone) ?? context.zone;
  const [times, until] = [context.times ?? said.times, context.until ?? said.until];
  if (canonicalZone(zone) === undefined)
    return refused(`"${zone}" is not a time zone: use an IANA name such as Europe/London.`);
  if (times !== undefined && until !== undefined)
    return refused('A repeat ends after a number of times or at a date: give one of them.');
  const { day, dayOfWeek } = zoned(at, zone);
  const wall = wallOf(at, zone);
  const time = said.time ?? context.time;
  const mayDiffer = context.mayDiffer || context.time !== undefined;
  const { every, interval } = said;
  const rule: RepeatRule = {
    every,
    interval,
    ...(every === 'week' && { weekdays: said.weekdays ?? [dayOfWeek] }),
    ...(every === 'month' && { day: said.day ?? day }),
    start: time === undefined ? wall : `${wall.slice(0, 10)}T${time}`,
    zone,
    ...(until !== undefined && { until }),
    ...(times !== undefined && { times }),
  };
  const problem = ruleProblem(rule);
  if (problem !== undefined) return refused(problem);
  if (mayDiffer || isOccurrence(rule, at)) return { kind: 'ok', rule };
  return refused(
    `The first time, ${formatInstant(at, zone)}, does not fit "${describeRepeat(rule)}": change one of them.`,
  );
}

/** `every 2 weeks on Mon, Wed at 09:00, until 2027-05-01`; `parseRepeat` reads it again. */
export function describeRepeat(rule: RepeatRule): string {
  const { every, interval, weekdays, day, until, times } = rule;
  const often = interval > 1 ? `every ${interval} ${every}s` : every === 'day' ? 'daily' : `${every}ly`;
  const on = weekdays
    ? ` on ${weekdays.map((weekday) => WEEKDAYS[weekday - 1]).join(', ')}`
    : day === undefined
      ? ''
      : ` on day ${day}${day > 28 ? ' (or the last day of the month)' : ''}`;
  const count = times === undefined ? '' : `, ${times} ${times === 1 ? 'time' : 'times'}`;
  return `${often}${on} at ${timeOf(rule)}${until === undefined ? count : `, until ${until}`}`;
}

/** `Sun 14 Mar 2027, 03:30 EDT (clocks skip 02:30 that day)`, in the rule's zone. */
export function describeOccurrence({ at, clocks }: Occurrence, rule: RepeatRule): string {
  const shown = formatInstant(at, rule.zone, { zoneName: false });
  if (clocks === 'gap') return `${shown} (clocks skip ${timeOf(rule)} that day)`;
  if (clocks === 'overlap') return `${shown} (the first of two ${timeOf(rule)} that day)`;
  return shown;
}

function readWeekdays(text: string | undefined): readonly number[] | undefined {
  const names = text?.split(/,| and | /).filter((name) => name !== '' && name !== 'and') ?? [];
  const days = names.map((name) =>
    name.length < 3 ? 0 : LONG_WEEKDAYS.findIndex((long) => long.startsWith(name.replace(/s$/, ''))) + 1,
  );
  if (days.length === 0 || days.includes(0)) return undefined;
  return [...new Set(days)].toSorted((a, b) => a - b);
}

const LONG_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const unclear = (words: string): RepeatReading =>
  refused(`The repeat "${words.slice(0, LONGEST)}" was not understood: ${EXAMPLES}.`);

const refused = (message: string): RepeatReading => ({ kind: 'error', message });
