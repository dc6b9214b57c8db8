import { type Occurrence, type RepeatRule, timeOf } from '../domain/repeat.ts';
import { describeOccurrence, describeRepeat, parseRepeat } from '../domain/repeat-words.ts';
import { following, type Repeat, upcoming } from '../domain/series.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { isoInZone, isoUtc } from '../domain/zone.ts';
import { failure, misuse } from './failure.ts';
import { shortId } from './format.ts';

export type RepeatOptions = {
  /** Words; false: `--no-repeat`. */
  readonly repeat?: string | boolean;
  readonly until?: string;
  readonly times?: string;
};

/** The instant and zone of the first post; `before` is the rule that is replaced. */
export type FirstTime = {
  readonly at: Instant | null;
  readonly zone: string;
  readonly before?: RepeatRule | undefined;
};

const SHOWN = 3;
const YEAR = 366;

/**
 * The rule that the options ask for; null with `--no-repeat`, undefined without any.
 * @throws Failure that says what to write instead
 */
export function readRepeat(options: RepeatOptions, first: FirstTime): RepeatRule | null | undefined {
  const { repeat, until, times } = options;
  if (typeof repeat !== 'string') {
    if (until !== undefined || times !== undefined)
      throw misuse('--until and --times end a repeat: give it with --repeat as well.');
    return repeat === false ? null : undefined;
  }
  if (first.at === null) throw misuse('A repeat needs the time of its first post: give it with --at.');
  if (times !== undefined && !/^\d{1,6}$/.test(times))
    throw misuse(`--times takes a whole number above 0; got "${times.slice(0, 40)}".`);
  const reading = parseRepeat(repeat, {
    at: first.at,
    zone: first.zone,
    ...(until !== undefined && { until }),
    ...(times !== undefined && { times: Number(times) }),
    ...(first.before && { time: timeOf(first.before) }),
  });
  if (reading.kind === 'error') throw failure('invalid', reading.message);
  return reading.rule;
}

/** What the series does after this post: sentences, and the same for `--json`. */
export function tellSeries(repeat: Repeat | null, now: Instant) {
  if (!repeat) return { lines: [], json: {} };
  const { rule } = repeat;
  const often = `${describeRepeat(rule)} (${rule.zone})`;
  if (repeat.next === null)
    return { lines: [`It was to repeat ${often}: the series ends with it.`], json: {} };
  if (repeat.next !== undefined) {
    const goesOn = `It repeats ${often}. The series goes on with ${shortId(repeat.next)}: to end it, cancel that one.`;
    return { lines: [goesOn], json: {} };
  }
  const next = upcoming(repeat, now, YEAR);
  const shown = next.slice(0, SHOWN).map((occurrence) => describeOccurrence(occurrence, rule));
  const then =
    shown.length === 0
      ? 'It is the last one.'
      : `Then ${shown.join('; ')}${next.length > SHOWN ? ' ...' : '.'}`;
  return {
    lines: [`Repeats ${often}. ${then}`, ...clockLines(next, rule, now)],
    json: { upcoming: next.slice(0, SHOWN).map((occurrence) => viewOccurrence(occurrence, rule)) },
  };
}

/** The first time within a year that clocks skip or show twice, unless it is told already. */
function clockLines(next: readonly Occurrence[], rule: RepeatRule, now: Instant): readonly string[] {
  return (['gap', 'overlap'] as const).flatMap((kind) => {
    const found = next.findIndex(({ clocks, at }) => clocks === kind && at < now + YEAR * DAY);
    const occurrence = next[found];
    return occurrence && found >= SHOWN
      ? [`Where clocks change: ${describeOccurrence(occurrence, rule)}.`]
      : [];
  });
}

function viewOccurrence({ at, clocks }: Occurrence, { zone }: RepeatRule) {
  return { at: isoUtc(at), wall: isoInZone(at, zone), ...(clocks !== 'ok' && { clocks }) };
}

/** After a cancel: whether anything follows. */
export function seriesAfterCancel(repeat: Repeat | null, now: Instant): readonly string[] {
  if (!repeat || repeat.next !== undefined) {
    if (!repeat) return [];
    return repeat.next === null
      ? ['Its series ends with it.']
      : [`Its series goes on with ${shortId(repeat.next ?? '')}: to end it, cancel that one.`];
  }
  const next = following(repeat, now);
  return next
    ? [`Its series goes on: ${describeOccurrence(next, repeat.rule)}.`]
    : ['It was the last of its series.'];
}
