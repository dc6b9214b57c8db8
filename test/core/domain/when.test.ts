import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { parseWhen } from '../../../core/domain/when.ts';
import { KOLKATA, LONDON, LORD_HOWE, message, NEW_YORK, NOW, notes, reading } from './when-reading.ts';

describe('ISO 8601', () => {
  test.each([
    ['2027-03-01T09:00Z', LONDON, '2027-03-01T09:00:00+00:00'],
    ['2027-03-01t09:00z', LONDON, '2027-03-01T09:00:00+00:00'],
    ['2027-03-01T09:00:30.500Z', LONDON, '2027-03-01T09:00:30.5+00:00'],
    ['2027-03-01 09:00 +05:30', LONDON, '2027-03-01T03:30:00+00:00'],
    ['2027-03-01T09:00-0500', LONDON, '2027-03-01T14:00:00+00:00'],
    ['2027-03-01T09:00+01', LONDON, '2027-03-01T08:00:00+00:00'],
    ['2027-03-01T09:00', LONDON, '2027-03-01T09:00:00+00:00'],
    ['2027-07-01 09:00', LONDON, '2027-07-01T09:00:00+01:00'],
    ['2027-07-01 09:00:15', 'europe/london', '2027-07-01T09:00:15+01:00'],
    ['2027-03-01T09:00', KOLKATA, '2027-03-01T09:00:00+05:30'],
    ['2027-03-01', LONDON, 'no-time'],
    ['2027-02-30T09:00', LONDON, 'invalid-date'],
    ['2027-02-30T09:00Z', LONDON, 'invalid-date'],
    ['2027-13-01T09:00', LONDON, 'invalid-date'],
    ['2027-03-01T24:00', LONDON, 'invalid-date'],
    ['2027-03-01T09:00:60', LONDON, 'invalid-date'],
    ['2027-03-01T09:00:60Z', LONDON, 'invalid-date'],
    ['2027-03-01T09:00+25:00', LONDON, 'invalid-date'],
    ['2027-03-01T09:00Zebra', LONDON, 'not-understood'],
  ])('%s in %s', (input, zone, expected) => {
    expect(reading(input, zone)).toBe(expected);
  });
});

describe('from now', () => {
  test.each([
    ['now', 0],
    ['NOW', 0],
    ['+0s', 0],
    ['+90s', 90 * SECOND],
    ['+2h', 2 * HOUR],
    ['+1h30m', 90 * MINUTE],
    ['+ 1h 30m', 90 * MINUTE],
    ['+1.5h', 90 * MINUTE],
    ['+1d', DAY],
    ['+1d2h', DAY + 2 * HOUR],
    ['+2w', 14 * DAY],
    ['in 2h', 2 * HOUR],
    ['in 2 hours', 2 * HOUR],
    ['in an hour', HOUR],
    ['in half an hour', HOUR / 2],
    ['in an hour and 30 minutes', 90 * MINUTE],
    ['in 1 hour, 5 min', 65 * MINUTE],
    ['in two days', 2 * DAY],
    ['an hour from now', HOUR],
    ['2 weeks from now', 14 * DAY],
  ])('%s', (input, ms) => {
    expect(parseWhen(input, { now: NOW, zone: LONDON })).toEqual({
      kind: 'ok',
      at: NOW + ms,
      zone: LONDON,
      notes: [],
    });
  });

  test.each([
    ['+90', 'not-understood'],
    ['+', 'not-understood'],
    ['+1x', 'not-understood'],
    ['+1h1', 'not-understood'],
    ['+-1h', 'not-understood'],
    ['+1.5d', 'not-understood'],
    ['in', 'not-understood'],
    ['in -2 hours', 'not-understood'],
    ['in 2 hours or so', 'not-understood'],
    ['+99999d', 'too-far'],
    ['+999999999w', 'too-far'],
    ['in 11 years', 'too-far'],
  ])('%s is %s', (input, code) => {
    expect(reading(input)).toBe(code);
  });

  test('a day keeps the time of day over a change of clocks, 24 hours do not', () => {
    const eve = Date.parse('2027-03-27T12:00:00Z');
    expect(reading('+1d', LONDON, eve)).toBe('2027-03-28T12:00:00+01:00');
    expect(reading('+24h', LONDON, eve)).toBe('2027-03-28T13:00:00+01:00');
  });

  test('a day that ends in a gap is refused, hours inside an overlap are exact', () => {
    expect(reading('+1d', LONDON, Date.parse('2027-03-27T01:30:00Z'))).toBe('gap');
    expect(reading('+1h', LONDON, Date.parse('2027-10-31T00:30:00Z'))).toBe('2027-10-31T01:30:00+00:00');
  });

  test('is exact to the millisecond below a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (hours, seconds) => {
        const when = parseWhen(`+${hours}h${seconds}s`, { now: NOW, zone: LORD_HOWE });
        expect(when).toMatchObject({ kind: 'ok', at: NOW + hours * HOUR + seconds * SECOND });
      }),
    );
  });
});

describe('plain words, on Saturday 21 November 2026 at 14:00:30', () => {
  test.each([
    ['tomorrow 9am', '2026-11-22T09:00:00+00:00'],
    ['Tomorrow, 9 AM', '2026-11-22T09:00:00+00:00'],
    ['tmr 9am', '2026-11-22T09:00:00+00:00'],
    ['tomorrow 9 a.m.', '2026-11-22T09:00:00+00:00'],
    ['9 p.m. tomorrow', '2026-11-22T21:00:00+00:00'],
    ['8.30pm tomorrow', '2026-11-22T20:30:00+00:00'],
    ['tomorrow @ 9am', '2026-11-22T09:00:00+00:00'],
    ['tomorrow 09:00:15', '2026-11-22T09:00:15+00:00'],
    ['tomorrow 03:30', '2026-11-22T03:30:00+00:00'],
    ['tomorrow 0:30', '2026-11-22T00:30:00+00:00'],
    ['tomorrow 12pm', '2026-11-22T12:00:00+00:00'],
    ['noon tomorrow', '2026-11-22T12:00:00+00:00'],
    ['tomorrow 12:30', '2026-11-22T12:30:00+00:00'],
    ['day after tomorrow 9am', '2026-11-23T09:00:00+00:00'],
    ['the day after tomorrow at 9am', '2026-11-23T09:00:00+00:00'],
    ['today at 5pm', '2026-11-21T17:00:00+00:00'],
    ['tonight at 8', '2026-11-21T20:00:00+00:00'],
    ['this afternoon at 3', '2026-11-21T15:00:00+00:00'],
    ['tomorrow morning at 9', '2026-11-22T09:00:00+00:00'],
    ['3 in the afternoon tomorrow', '2026-11-22T15:00:00+00:00'],
    ['friday night at 9', '2026-11-27T21:00:00+00:00'],
    ['fri 14:30', '2026-11-27T14:30:00+00:00'],
    ['tues 9am', '2026-11-24T09:00:00+00:00'],
    ['weds 9am', '2026-11-25T09:00:00+00:00'],
    ['5pm on friday', '2026-11-27T17:00:00+00:00'],
    ['noon on friday', '2026-11-27T12:00:00+00:00'],
    ['on monday at 9am', '2026-11-23T09:00:00+00:00'],
    ['monday 9am', '2026-11-23T09:00:00+00:00'],
    ['this friday 9am', '2026-11-27T09:00:00+00:00'],
    ['next friday 9am', '2026-11-27T09:00:00+00:00'],
    ['next monday at 08:15', '2026-11-23T08:15:00+00:00'],
    ['9pm', '2026-11-21T21:00:00+00:00'],
    ['at 21', '2026-11-21T21:00:00+00:00'],
    ['in 2 days at 9am', '2026-11-23T09:00:00+00:00'],
    ['9am in 2 days', '2026-11-23T09:00:00+00:00'],
    ['2 weeks from now at 9am', '2026-12-05T09:00:00+00:00'],
    ['april 2 9am', '2027-04-02T09:00:00+01:00'],
    ['2nd april 9am', '2027-04-02T09:00:00+01:00'],
    ['the 2nd of april at 9am', '2027-04-02T09:00:00+01:00'],
    ['sept 3 at 9am', '2027-09-03T09:00:00+01:00'],
    ['3rd of september 2028 at 17:45', '2028-09-03T17:45:00+01:00'],
    ['29 feb 2028 9am', '2028-02-29T09:00:00+00:00'],
    ['tuesday 2 march 2027 9am', '2027-03-02T09:00:00+00:00'],
    ['Mon 1 Mar 2027, 09:00', '2027-03-01T09:00:00+00:00'],
    ['21 november 3pm', '2026-11-21T15:00:00+00:00'],
    ['21 november 1pm', '2027-11-21T13:00:00+00:00'],
    ['2027-03-01 9am', '2027-03-01T09:00:00+00:00'],
    ['2027/03/01 at 09:00', '2027-03-01T09:00:00+00:00'],
  ])('%s', (input, expected) => {
    expect(reading(input)).toBe(expected);
    expect(notes(input)).toEqual([]);
  });

  test.each([
    ['9am', '2026-11-22T09:00:00+00:00', 'over for today'],
    ['noon', '2026-11-22T12:00:00+00:00', 'over for today'],
    ['midnight', '2026-11-22T00:00:00+00:00', 'over for today'],
    ['at 9', '2026-11-22T09:00:00+00:00', '9pm for the evening'],
    ['tomorrow at 9', '2026-11-22T09:00:00+00:00', '9pm for the evening'],
    ['tomorrow 8:15', '2026-11-22T08:15:00+00:00', '8:15pm for the evening'],
    ['tomorrow at 12', '2026-11-22T12:00:00+00:00', 'noon'],
    ['tomorrow 12am', '2026-11-22T00:00:00+00:00', 'start of the day'],
    ['saturday 9pm', '2026-11-21T21:00:00+00:00', 'Today is Saturday'],
    ['saturday 9am', '2026-11-28T09:00:00+00:00', 'Saturday in a week'],
    ['next sunday 9am', '2026-11-29T09:00:00+00:00', 'just "Sunday"'],
  ])('%s, with a note', (input, expected, note) => {
    expect(reading(input)).toBe(expected);
    expect(notes(input).join(' ')).toContain(note);
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['8', 'not-understood'],
    ['0900', 'not-understood'],
    ['soon', 'not-understood'],
    ['tmr 9', 'not-understood'],
    ['tomorrow 1430', 'not-understood'],
    ['tomorrow 25:00', 'not-understood'],
    ['tomorrow 13pm', 'not-understood'],
    ['tomorrow 9am London', 'not-understood'],
    ['tomorrow 9am pst', 'not-understood'],
    ['tomorrow 9am +02:00', 'not-understood'],
    ['every monday 9am', 'not-understood'],
    ['not tomorrow 9am', 'not-understood'],
    ['monday or tuesday 9am', 'not-understood'],
    ['mon tue 9am', 'not-understood'],
    ['tomorrow at 9am at 10am', 'not-understood'],
    ['a week from monday 9am', 'not-understood'],
    ['monday week 9am', 'not-understood'],
    ['half past 9', 'not-understood'],
    ['this weekend 9am', 'not-understood'],
    ['next month 9am', 'not-understood'],
    ['the 15th at 9am', 'not-understood'],
    ['march 9am', 'not-understood'],
    ['tomorrow at nine', 'not-understood'],
    ['🙂', 'not-understood'],
    ['x'.repeat(10_000), 'not-understood'],
    ['tomorrow', 'no-time'],
    ['monday', 'no-time'],
    ['tonight', 'no-time'],
    ['tomorrow morning', 'no-time'],
    ['1 march 2030', 'no-time'],
    ['next week 9am', 'no-day'],
    ['tomorrow at 3', 'ambiguous-hour'],
    ['tomorrow 3:30', 'ambiguous-hour'],
    ['tomorrow 3:00:15', 'ambiguous-hour'],
    ['tonight at 1', 'ambiguous-hour'],
    ['tomorrow midnight', 'ambiguous-hour'],
    ['3/4 9am', 'ambiguous-date'],
    ['03.04.2027 9am', 'ambiguous-date'],
    ['tomorrow 8.30', 'ambiguous-date'],
    ['april 2 27 9am', 'ambiguous-date'],
    ['monday 9-10am', 'range'],
    ['monday 2 march 2027 9am', 'invalid-date'],
    ['feb 30 9am', 'invalid-date'],
    ['feb 29 9am', 'invalid-date'],
    ['31st of november 9am', 'invalid-date'],
    ['today 9am', 'past'],
    ['this morning at 9', 'past'],
    ['yesterday 9am', 'past'],
    ['last monday 9am', 'past'],
    ['3 days ago 9am', 'past'],
    ['1 march 2020 9am', 'past'],
    ['1 march 2040 9am', 'too-far'],
  ])('%j is %s', (input, code) => {
    expect(reading(input)).toBe(code);
  });

  test('29 February once it is over is a matter of the year', () => {
    const leap = (day: string) => reading('feb 29 9am', LONDON, Date.parse(`2028-${day}T12:00:00Z`));
    expect(leap('02-01')).toBe('2028-02-29T09:00:00+00:00');
    expect(leap('03-05')).toBe('invalid-date');
  });

  test('names what it did not understand', () => {
    expect(message('tomorrow 9am London')).toBe(
      'Not understood: "london"; the time is read in Europe/London, another zone is chosen beside it.',
    );
    expect(message('every other monday 9am')).toContain('"every", "other"');
    expect(message('tmr 9')).toContain('("9")');
  });

  test('any words are read or refused, never thrown at', () => {
    const word = fc.constantFrom(
      ...'next monday tomorrow 9am 14:30 april 2 2027 in 3 days at the 8 noon - , week'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.constantFrom(LONDON, NEW_YORK, LORD_HOWE),
        (words, zone) => {
          const when = parseWhen(words.join(' '), { now: NOW, zone });
          if (when.kind === 'ok') expect(when.at).toBeGreaterThanOrEqual(NOW);
          else expect(when.message).toMatch(/^.+[.?]$/);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('any input at all is read or refused', () => {
    fc.assert(
      fc.property(fc.string(), (input) =>
        ['ok', 'error'].includes(parseWhen(input, { now: NOW, zone: LONDON }).kind),
      ),
    );
  });
});
