import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import {
  canonicalZone,
  distance,
  formatInstant,
  instantToWall,
  isoInZone,
  isoUtc,
  isZone,
  suggestZone,
  wallToInstant,
} from '../../../core/domain/zone.ts';

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'UTC',
];
const at = (iso: string) => Date.parse(iso);

describe('zones', () => {
  test.each([...ZONES, 'europe/london', 'Asia/Calcutta', 'Etc/GMT+5', 'GMT'])('%s is one', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  test.each(['', 'London', 'Mars/Base', '+01:00', 'EST', 'Z', ' Europe/London', 'Europe/London '])(
    '%j is none',
    (zone) => {
      expect(isZone(zone)).toBe(false);
    },
  );

  test('are spelled as in the database', () => {
    expect(canonicalZone('america/new_york')).toBe('America/New_York');
    expect(canonicalZone('asia/kolkata')).toBe('Asia/Kolkata');
    expect(canonicalZone('nowhere')).toBeUndefined();
  });

  test.each([
    ['London', 'Europe/London'],
    ['europe/londn', 'Europe/London'],
    ['New York', 'America/New_York'],
    ['Tokio', 'Asia/Tokyo'],
    ['Kolkata', 'Asia/Kolkata'],
    ['PST', 'America/Los_Angeles'],
    ['EST', 'America/New_York'],
    [' UTC ', 'UTC'],
    ['IST', undefined],
    ['Mars/Base', undefined],
    ['', undefined],
  ])('for %j suggests %s', (written, meant) => {
    expect(suggestZone(written)).toBe(meant);
  });
});

describe('wall time to instant', () => {
  test.each([
    ['2027-03-01T09:00', 'Europe/London', '2027-03-01T09:00Z'],
    ['2027-07-01 09:00', 'Europe/London', '2027-07-01T08:00Z'],
    ['2027-03-14T12:00', 'America/New_York', '2027-03-14T16:00Z'],
    ['2027-04-03T12:00:30', 'Australia/Lord_Howe', '2027-04-03T01:00:30Z'],
    ['2027-04-05T12:00', 'Australia/Lord_Howe', '2027-04-05T01:30Z'],
    ['2027-03-01T09:00', 'Asia/Kolkata', '2027-03-01T03:30Z'],
    ['2027-03-01T09:00', 'Asia/Tokyo', '2027-03-01T00:00Z'],
  ])('%s in %s', (wall, zone, instant) => {
    expect(wallToInstant(wall, zone)).toEqual({ kind: 'ok', at: at(instant) });
  });

  test.each([
    ['Europe/London', '2027-03-28T01:30', '2027-03-28T00:30Z', '2027-03-28T01:30Z'],
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T06:30Z', '2027-03-14T07:30Z'],
    ['Australia/Lord_Howe', '2027-10-03T02:15', '2027-10-02T15:15Z', '2027-10-02T15:45Z'],
  ])('a gap in %s', (zone, wall, before, after) => {
    expect(wallToInstant(wall, zone)).toEqual({ kind: 'gap', before: at(before), after: at(after), wall });
  });

  test.each([
    ['Europe/London', '2027-10-31T01:30', '2027-10-31T00:30Z', '2027-10-31T01:30Z'],
    ['America/New_York', '2027-11-07T01:30', '2027-11-07T05:30Z', '2027-11-07T06:30Z'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45Z', '2027-04-03T15:15Z'],
  ])('an overlap in %s', (zone, wall, first, second) => {
    expect(wallToInstant(wall, zone)).toEqual({
      kind: 'overlap',
      first: at(first),
      second: at(second),
      wall,
    });
  });

  test.each([
    ['just before the gap', '2027-03-28T00:59:59', 'ok'],
    ['start of the gap', '2027-03-28T01:00', 'gap'],
    ['end of the gap', '2027-03-28T01:59:59', 'gap'],
    ['just after the gap', '2027-03-28T02:00', 'ok'],
    ['just before the overlap', '2027-10-31T00:59:59', 'ok'],
    ['start of the overlap', '2027-10-31T01:00', 'overlap'],
    ['end of the overlap', '2027-10-31T01:59:59', 'overlap'],
    ['just after the overlap', '2027-10-31T02:00', 'ok'],
  ])('%s', (_, wall, kind) => {
    expect(wallToInstant(wall, 'Europe/London').kind).toBe(kind);
  });

  test.each([
    '2027-02-30T09:00',
    '2027-03-01T24:00',
    '2027-03-01T09:00:60',
    '2027-03-01',
    '9am',
    '2027-03-01T09:00Z',
    '',
  ])('%j is invalid', (wall) => {
    expect(wallToInstant(wall, 'Europe/London')).toEqual({ kind: 'invalid', wall });
  });

  test('parts that are no date are invalid, a zone that is none is unknown', () => {
    const wall = { year: 2027, month: 2, day: 29, hour: 9, minute: 0 };
    expect(wallToInstant(wall, 'UTC')).toEqual({ kind: 'invalid', wall: '2027-02-29 09:00' });
    expect(wallToInstant(wall, 'Nowhere')).toEqual({ kind: 'unknown-zone', zone: 'Nowhere' });
  });

  test('every instant comes back from its wall time', () => {
    const seconds = fc.integer({
      min: at('2026-01-01T00:00Z') / SECOND,
      max: at('2036-01-01T00:00Z') / SECOND,
    });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...ZONES), (second, zone) => {
        const instant = second * SECOND;
        const result = wallToInstant(instantToWall(instant, zone), zone);
        const found =
          result.kind === 'ok' ? [result.at] : result.kind === 'overlap' ? [result.first, result.second] : [];
        expect(found).toContain(instant);
        expect(Date.parse(isoInZone(instant, zone))).toBe(instant);
      }),
    );
  });

  test('the ways out of a gap lie one gap apart around it', () => {
    const zones = fc.constantFrom(
      ['Europe/London', '2027-03-28T01:', HOUR],
      ['Australia/Lord_Howe', '2027-10-03T02:', HOUR / 2],
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 29 }), ([zone, hour, size], minute) => {
        const result = wallToInstant(`${hour}${String(minute).padStart(2, '0')}`, String(zone));
        expect(result.kind === 'gap' && result.after - result.before).toBe(size);
      }),
    );
  });
});

describe('words for an instant', () => {
  test.each([
    ['2027-03-01T09:00Z', 'Europe/London', 'Mon 1 Mar 2027, 09:00 GMT (Europe/London)'],
    ['2027-09-01T08:00:05Z', 'Europe/London', 'Wed 1 Sep 2027, 09:00:05 BST (Europe/London)'],
    ['2027-03-01T14:00Z', 'America/New_York', 'Mon 1 Mar 2027, 09:00 EST (America/New_York)'],
    ['2027-07-01T00:00Z', 'Asia/Tokyo', 'Thu 1 Jul 2027, 09:00 GMT+9 (Asia/Tokyo)'],
    ['2027-07-01T00:00Z', 'asia/kolkata', 'Thu 1 Jul 2027, 05:30 GMT+5:30 (Asia/Kolkata)'],
    ['2027-07-01T00:00Z', 'UTC', 'Thu 1 Jul 2027, 00:00 UTC'],
  ])('%s in %s', (instant, zone, words) => {
    expect(formatInstant(at(instant), zone)).toBe(words);
  });

  test('without the name of the zone', () => {
    expect(formatInstant(at('2027-03-01T09:00Z'), 'Europe/London', { zoneName: false })).toBe(
      'Mon 1 Mar 2027, 09:00 GMT',
    );
  });

  test('ISO forms', () => {
    expect(isoUtc(at('2027-03-01T09:00Z'))).toBe('2027-03-01T09:00:00.000Z');
    expect(isoInZone(at('2027-07-01T00:00Z'), 'Australia/Lord_Howe')).toBe('2027-07-01T10:30:00+10:30');
  });

  test.each([
    [0, 'now'],
    [400, 'now'],
    [90 * SECOND, 'in 1 min 30 s'],
    [59 * MINUTE + 59.7 * SECOND, 'in 1 h'],
    [2 * HOUR + 5 * MINUTE, 'in 2 h 5 min'],
    [2 * HOUR - 20, 'in 2 h'],
    [DAY + HOUR, 'in 1 day 1 h'],
    [6 * DAY, 'in 6 days'],
    [100 * DAY + 5 * HOUR, 'in 100 days'],
    [-30 * SECOND, '30 s ago'],
    [-3 * DAY, '3 days ago'],
  ])('%i ms away is %s', (ms, words) => {
    expect(distance(1_000_000 + ms, 1_000_000)).toBe(words);
  });
});
