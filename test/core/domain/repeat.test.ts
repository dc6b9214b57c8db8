import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOccurrence, nextOccurrence, type RepeatRule, ruleProblem } from '../../../core/domain/repeat.ts';
import { describeOccurrence, describeRepeat, parseRepeat } from '../../../core/domain/repeat-words.ts';
import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import { isoInZone, wallToInstant } from '../../../core/domain/zone.ts';
import { LONDON, LORD_HOWE, NEW_YORK } from './when-reading.ts';

const SYDNEY = 'Australia/Sydney';

/** The rule that `words` give a post whose first wall time is `start`. */
function rule(words: string, start: string, zone = LONDON): RepeatRule {
  const first = wallToInstant(start, zone);
  const reading = parseRepeat(words, { at: first.kind === 'ok' ? first.at : Number.NaN, zone });
  if (reading.kind === 'error') throw new Error(reading.message);
  return reading.rule;
}

/** The first `count` instants after the start, as wall times with their offsets. */
function times(repeat: RepeatRule, count: number): readonly string[] {
  const found: string[] = [];
  for (let [at, date] = [0, repeat.start.slice(0, 10)]; found.length < count; ) {
    const next = nextOccurrence(repeat, at, date);
    if (!next) break;
    found.push(isoInZone(next.at, repeat.zone));
    ({ at, date } = next);
  }
  return found;
}

const message = (words: string, start = '2027-03-01T09:00'): string => {
  const at = Date.parse(`${start}Z`);
  const reading = parseRepeat(words, { at, zone: LONDON });
  return reading.kind === 'error' ? reading.message : describeRepeat(reading.rule);
};

describe('weekly 09:00 stays 09:00 where clocks change', () => {
  test.each([
    [LONDON, '2027-03-21', ['2027-03-28T09:00:00+01:00', '2027-04-04T09:00:00+01:00']],
    [LONDON, '2027-10-24', ['2027-10-31T09:00:00+00:00', '2027-11-07T09:00:00+00:00']],
    [NEW_YORK, '2027-03-07', ['2027-03-14T09:00:00-04:00', '2027-03-21T09:00:00-04:00']],
    [NEW_YORK, '2027-10-31', ['2027-11-07T09:00:00-05:00', '2027-11-14T09:00:00-05:00']],
    [SYDNEY, '2027-03-28', ['2027-04-04T09:00:00+10:00', '2027-04-11T09:00:00+10:00']],
    [SYDNEY, '2027-09-26', ['2027-10-03T09:00:00+11:00', '2027-10-10T09:00:00+11:00']],
    [LORD_HOWE, '2027-03-28', ['2027-04-04T09:00:00+10:30', '2027-04-11T09:00:00+10:30']],
    [LORD_HOWE, '2027-09-26', ['2027-10-03T09:00:00+11:00', '2027-10-10T09:00:00+11:00']],
  ])('%s after %s', (zone, date, expected) => {
    expect(times(rule('weekly', `${date}T09:00`, zone), 2)).toEqual(expected);
  });
});

describe('a wall time that clocks skip or show twice', () => {
  test.each([
    // Skipped: as much later as clocks jump, and the next day back at its own time.
    [NEW_YORK, '2027-03-13T02:30', ['2027-03-14T03:30:00-04:00', '2027-03-15T02:30:00-04:00']],
    [LONDON, '2027-03-27T01:30', ['2027-03-28T02:30:00+01:00', '2027-03-29T01:30:00+01:00']],
    [SYDNEY, '2027-10-02T02:00', ['2027-10-03T03:00:00+11:00', '2027-10-04T02:00:00+11:00']],
    [LORD_HOWE, '2027-10-02T02:15', ['2027-10-03T02:45:00+11:00', '2027-10-04T02:15:00+11:00']],
    // Twice: the first.
    [NEW_YORK, '2027-11-06T01:30', ['2027-11-07T01:30:00-04:00', '2027-11-08T01:30:00-05:00']],
    [LONDON, '2027-10-30T01:30', ['2027-10-31T01:30:00+01:00', '2027-11-01T01:30:00+00:00']],
    [SYDNEY, '2027-04-03T02:30', ['2027-04-04T02:30:00+11:00', '2027-04-05T02:30:00+10:00']],
    [LORD_HOWE, '2027-04-03T01:45', ['2027-04-04T01:45:00+11:00', '2027-04-05T01:45:00+10:30']],
  ])('%s daily from %s', (zone, start, expected) => {
    expect(times(rule('daily', start, zone), 2)).toEqual(expected);
  });

  test('is said in words', () => {
    const words = (start: string) => {
      const repeat = rule('daily', start, NEW_YORK);
      const next = nextOccurrence(repeat, 0, repeat.start.slice(0, 10));
      return next && describeOccurrence(next, repeat);
    };
    expect(words('2027-03-13T02:30')).toBe('Sun 14 Mar 2027, 03:30 EDT (clocks skip 02:30 that day)');
    expect(words('2027-11-06T01:30')).toBe('Sun 7 Nov 2027, 01:30 EDT (the first of two 01:30 that day)');
  });

  test('a day that a zone left out gives one instant, not two', () => {
    const repeat = rule('daily', '2011-12-28T09:00', 'Pacific/Apia');
    const all = times(repeat, 3);
    expect(all).toEqual([
      '2011-12-29T09:00:00-10:00',
      '2011-12-31T09:00:00+14:00',
      '2012-01-01T09:00:00+14:00',
    ]);
  });
});

describe('which days', () => {
  test.each([
    ['every 3 days', '2027-12-29T09:00', ['2028-01-01', '2028-01-04']],
    ['weekly on mon, wed, fri', '2027-03-03T09:00', ['2027-03-05', '2027-03-08', '2027-03-10']],
    ['every 2 weeks on mon, sun', '2027-03-01T09:00', ['2027-03-07', '2027-03-15', '2027-03-21']],
    ['every 2 weeks', '2027-12-23T09:00', ['2028-01-06', '2028-01-20']],
    ['weekdays', '2027-12-31T09:00', ['2028-01-03', '2028-01-04']],
    ['monthly', '2027-11-15T09:00', ['2027-12-15', '2028-01-15']],
    ['monthly', '2027-12-31T09:00', ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']],
    ['every 12 months', '2028-02-29T09:00', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['monthly on the 30th', '2027-01-30T09:00', ['2027-02-28', '2027-03-30']],
    ['daily until 2027-03-03', '2027-03-01T09:00', ['2027-03-02', '2027-03-03']],
  ])('%s from %s', (words, start, expected) => {
    expect(times(rule(words, start), expected.length).map((time) => time.slice(0, 10))).toEqual(expected);
  });

  test('end with the last date', () => {
    expect(times(rule('daily until 2027-03-02', '2027-03-01T09:00'), 9)).toHaveLength(1);
  });

  test('are found at once, however long nobody asked', () => {
    const next = nextOccurrence(rule('daily', '2027-03-01T09:00'), Date.parse('2199-07-01T08:00:00Z'));
    expect(next?.date).toBe('2199-07-02');
  });
});

describe('words', () => {
  test.each([
    ['Daily', 'daily at 09:00'],
    ['every day at 09:00', 'daily at 09:00'],
    ['weekly', 'weekly on Mon at 09:00'],
    ['every week on monday and Thursdays', 'weekly on Mon, Thu at 09:00'],
    ['every weekday', 'weekly on Mon, Tue, Wed, Thu, Fri at 09:00'],
    ['every 2 weeks, 5 times', 'every 2 weeks on Mon at 09:00, 5 times'],
    ['monthly', 'monthly on day 1 at 09:00'],
    ['every 3 months until 2028-01-01', 'every 3 months on day 1 at 09:00, until 2028-01-01'],
  ])('"%s" is "%s"', (words, expected) => {
    expect(message(words)).toBe(expected);
  });

  test.each([
    ['fortnightly', 'was not understood'],
    ['', 'was not understood'],
    ['daily on mon', 'was not understood'],
    ['weekly on someday', 'was not understood'],
    ['monthly on mon', 'was not understood'],
    ['every 0 days', 'every 1 to 400 days'],
    ['monthly on day 32', 'day of the month'],
    ['weekly on tue', 'does not fit'],
    ['daily at 10:00', 'does not fit'],
    ['daily until 2027-02-30', 'is not a date'],
    ['daily until 2027-02-01', 'before its first time'],
    ['daily, 0 times', 'from 1 to'],
  ])('"%s" is refused: %s', (words, expected) => {
    expect(message(words)).toContain(expected);
    expect(message(words)).toMatch(/\.$/);
  });

  test('a time of a series that clocks moved still fits its words', () => {
    const repeat = rule('daily', '2027-03-13T02:30', NEW_YORK);
    const moved = nextOccurrence(repeat, 0, '2027-03-13')?.at ?? 0;
    expect(isOccurrence(repeat, moved)).toBe(true);
    expect(isOccurrence(repeat, moved - HOUR)).toBe(false);
    // The second 01:30, which a person asked for with its offset.
    expect(isOccurrence(rule('daily', '2027-11-06T01:30', NEW_YORK), Date.parse('2027-11-07T06:30Z'))).toBe(
      true,
    );
  });
});

describe('any rule', () => {
  const from = Date.parse('2026-01-01T00:00Z');
  const rules = fc
    .record({
      at: fc.integer({ min: 0, max: 4 * 365 * 24 * 4 }).map((quarter) => from + quarter * 15 * MINUTE),
      zone: fc.constantFrom(LONDON, NEW_YORK, SYDNEY, LORD_HOWE, 'Asia/Kolkata', 'America/Sao_Paulo'),
      often: fc.constantFrom('daily', 'weekly', 'monthly', 'every 5 days', 'every 2 weeks', 'every 7 months'),
    })
    .map(({ at, zone, often }) => {
      const reading = parseRepeat(often, { at, zone });
      if (reading.kind === 'error') throw new Error(reading.message);
      return { at, rule: reading.rule };
    });

  test('goes on and on, at its wall time except where clocks skip it', () => {
    fc.assert(
      fc.property(rules, ({ at: first, rule: repeat }) => {
        expect(ruleProblem(repeat)).toBeUndefined();
        expect(isOccurrence(repeat, first)).toBe(true);
        for (let [at, n] = [first, 0]; n < 60; n++) {
          const next = nextOccurrence(repeat, at);
          if (!next) throw new Error('it ended');
          expect(next.at).toBeGreaterThan(at);
          const wall = isoInZone(next.at, repeat.zone).slice(0, 16);
          if (next.clocks === 'gap')
            expect(wallToInstant(`${next.date}T${repeat.start.slice(11)}`, repeat.zone).kind).toBe('gap');
          else expect(wall).toBe(`${next.date}T${repeat.start.slice(11)}`);
          at = next.at;
        }
      }),
    );
  });

  test('leaves out none: the next one after any instant is the first that is later', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 2000 * 24 }), ({ at, rule: repeat }, hours) => {
        const asked = at + hours * HOUR;
        const next = nextOccurrence(repeat, asked);
        for (let day = asked; day < (next?.at ?? 0) - DAY; day += DAY / 2)
          expect(nextOccurrence(repeat, day)?.at).toBe(next?.at);
        expect(next && nextOccurrence(repeat, next.at - 1)?.at).toBe(next?.at);
      }),
    );
  });

  test('is read again from its own words', () => {
    fc.assert(
      fc.property(rules, ({ at, rule: repeat }) => {
        expect(parseRepeat(describeRepeat(repeat), { at, zone: repeat.zone })).toEqual({
          kind: 'ok',
          rule: repeat,
        });
      }),
    );
  });
});
