import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { isoInZone, isZone } from '../../../core/domain/zone.ts';
import { KOLKATA, LONDON, LORD_HOWE, message, NEW_YORK, NOW, notes, reading } from './when-reading.ts';

describe('today is today in the zone', () => {
  test.each([
    ['Asia/Tokyo', '2026-11-23T09:00:00+09:00'],
    [NEW_YORK, '2026-11-22T09:00:00-05:00'],
    [LORD_HOWE, '2026-11-23T09:00:00+11:00'],
    [KOLKATA, '2026-11-22T09:00:00+05:30'],
  ])('%s', (zone, expected) => {
    expect(reading('tomorrow 9am', zone, Date.parse('2026-11-21T16:00:00Z'))).toBe(expected);
  });

  test.each([
    ['friday 9am', 'wednesday', '2026-11-27T09:00:00+00:00'],
    ['next friday 9am', 'wednesday', '2026-12-04T09:00:00+00:00'],
    ['next monday 9am', 'wednesday', '2026-11-30T09:00:00+00:00'],
    ['wednesday 9am', 'wednesday', '2026-12-02T09:00:00+00:00'],
    ['wednesday 5pm', 'wednesday', '2026-11-25T17:00:00+00:00'],
    ['next wednesday 5pm', 'wednesday', '2026-12-02T17:00:00+00:00'],
  ])('%s, said on a %s', (input, _, expected) => {
    expect(reading(input, LONDON, Date.parse('2026-11-25T12:00:00Z'))).toBe(expected);
  });
});

describe('where clocks change', () => {
  test.each([
    ['2027-03-28T01:30', LONDON, 'Sun 28 Mar 2027, 00:30 GMT or Sun 28 Mar 2027, 02:30 BST'],
    ['28 march 2027 01:30', LONDON, 'Sun 28 Mar 2027, 00:30 GMT or Sun 28 Mar 2027, 02:30 BST'],
    ['2027-03-14 02:30', NEW_YORK, 'Sun 14 Mar 2027, 01:30 EST or Sun 14 Mar 2027, 03:30 EDT'],
    ['2027-10-03T02:15', LORD_HOWE, 'Sun 3 Oct 2027, 01:45 GMT+10:30 or Sun 3 Oct 2027, 02:45 LHDT'],
  ])('%s in %s does not exist, and both ways out are named', (input, zone, ways) => {
    expect(reading(input, zone)).toBe('gap');
    expect(message(input, zone)).toContain('does not exist');
    expect(message(input, zone).replace('LHST', 'GMT+10:30')).toContain(ways);
  });

  test.each([
    ['2027-10-31T01:30', LONDON, '2027-10-31T01:30:00+01:00', '2027-10-31T01:30:00+00:00'],
    ['31 october 2027 1:30am', LONDON, '2027-10-31T01:30:00+01:00', '2027-10-31T01:30:00+00:00'],
    ['2027-11-07T01:30', NEW_YORK, '2027-11-07T01:30:00-04:00', '2027-11-07T01:30:00-05:00'],
    ['2027-04-04T01:45', LORD_HOWE, '2027-04-04T01:45:00+11:00', '2027-04-04T01:45:00+10:30'],
  ])('%s in %s is the first of two, and the second can be written', (input, zone, first, second) => {
    expect(reading(input, zone)).toBe(first);
    expect(notes(input, zone).join(' ')).toContain(`write ${second} for the second`);
    expect(reading(second, zone)).toBe(second);
  });

  test('once the first is over the second is meant', () => {
    const between = Date.parse('2027-10-31T00:45:00Z');
    expect(reading('01:30', LONDON, between)).toBe('2027-10-31T01:30:00+00:00');
    expect(notes('01:30', LONDON, between).join(' ')).toContain('the second (GMT) is used');
  });

  test('words keep the wall time on the other side of a change', () => {
    expect(reading('april 2 9am', 'Europe/Berlin')).toBe('2027-04-02T09:00:00+02:00');
    expect(reading('sunday 9am', LONDON, Date.parse('2027-03-27T12:00:00Z'))).toBe(
      '2027-03-28T09:00:00+01:00',
    );
    expect(reading('sunday 9am', LONDON, Date.parse('2027-10-30T12:00:00Z'))).toBe(
      '2027-10-31T09:00:00+00:00',
    );
  });
});

describe('limits', () => {
  test('the past is refused with how long ago', () => {
    expect(message('2026-11-21T12:00:30.250Z')).toBe(
      'Sat 21 Nov 2026, 12:00:30 GMT (Europe/London) was 2 h ago: choose a later time.',
    );
    expect(reading(isoInZone(NOW, LONDON))).toBe('2026-11-21T14:00:30.25+00:00');
  });

  test('ten years ahead is the most', () => {
    expect(reading('2036-11-21T14:00Z')).toBe('2036-11-21T14:00:00+00:00');
    expect(reading('2036-11-21T14:01Z')).toBe('too-far');
  });

  test.each([
    ['London', 'did you mean Europe/London?'],
    ['PST', 'did you mean America/Los_Angeles?'],
    ['Mars/Base', 'use an IANA name such as Europe/London.'],
  ])('the zone %s is refused, also beside an instant', (zone, advice) => {
    expect(reading('2027-03-01T09:00Z', zone)).toBe('zone');
    expect(message('tomorrow 9am', zone)).toBe(`There is no time zone "${zone}": ${advice}`);
  });
});

test('every row of the sample file has its instant, on the hour its wall clock says', () => {
  const csv = readFileSync(new URL('../../fixtures/posts.csv', import.meta.url), 'utf8');
  const { data } = Papa.parse<{ at: string; zone: string }>(csv, { header: true, skipEmptyLines: true });
  expect(data).toHaveLength(200);
  const offsets = new Map<string, Set<string>>();
  for (const { at, zone } of data) {
    expect(isZone(zone)).toBe(true);
    expect(notes(at, zone)).toEqual([]);
    const read = reading(at, zone);
    expect(read.startsWith(`${at}:00`)).toBe(true);
    offsets.set(zone, (offsets.get(zone) ?? new Set()).add(read.slice(19)));
  }
  expect(Object.fromEntries([...offsets].map(([zone, found]) => [zone, [...found].join(' ')]))).toEqual({
    'Europe/London': '+00:00 +01:00',
    'America/New_York': '-05:00 -04:00',
    'Australia/Lord_Howe': '+11:00 +10:30',
    'Asia/Kolkata': '+05:30',
    'Asia/Tokyo': '+09:00',
  });
});
