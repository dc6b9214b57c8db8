import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../core/domain/time.ts';
import { rehearse } from '../../../core/service/import.ts';
import type { SourceRow } from '../../../core/service/import-row.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { clock, row } from './import-rig.ts';

function judge(fields: Partial<SourceRow>, options: { readonly now?: number; readonly zone?: string } = {}) {
  const [judged] = [...rehearse([row(fields)], { ...clock, ...options })];
  if (!judged) throw new Error('no row');
  return { ...judged, codes: judged.problems.map(({ code }) => code) };
}

describe('the time of a row', () => {
  test.each([
    ['2027-03-28T00:59', 'Europe/London'],
    ['2027-03-28T02:00', 'Europe/London'],
    ['2027-03-14T01:59', 'America/New_York'],
    ['2027-03-14T03:00', 'America/New_York'],
    ['2027-04-04T01:29', 'Australia/Lord_Howe'],
    ['2027-04-04T02:00', 'Australia/Lord_Howe'],
  ])('%s in %s is wall time across the change of clocks', (at, zone) => {
    const expected = Temporal.PlainDateTime.from(at).toZonedDateTime(zone).epochMilliseconds;
    expect(judge({ at, zone })).toMatchObject({ at: expected, zone, codes: [] });
  });

  test.each([
    ['2027-04-01T09:00Z', '2027-04-01T09:00:00Z'],
    ['2027-04-01T09:00:30+02:00', '2027-04-01T07:00:30Z'],
    ['2027-04-01 09:00 +0530', '2027-04-01T03:30:00Z'],
    ['2027-04-01t09:00:00.250z', '2027-04-01T09:00:00.250Z'],
  ])('%s is an instant whatever the zone', (at, instant) => {
    for (const zone of ['Asia/Tokyo', '']) expect(judge({ at, zone }).at).toBe(Date.parse(instant));
    expect(judge({ at, zone: '' }).zone).toBe('Europe/Berlin');
  });

  test('a time that does not exist is refused with both ways out', () => {
    const { at, codes, problems } = judge({ at: '2027-03-28T01:30', zone: 'Europe/London' });
    expect([at, codes]).toEqual([null, ['gap']]);
    expect(problems[0]?.message).toMatch(/00:30 GMT or .*02:30 BST/);
  });

  test('a time that happens twice is always the first, also when that one is over', () => {
    const [first, second] = [Date.parse('2027-04-03T14:45Z'), Date.parse('2027-04-03T15:15Z')];
    const twice = { at: '2027-04-04T01:45', zone: 'Australia/Lord_Howe' };
    expect(judge(twice)).toMatchObject({ at: first, codes: ['clock-change'] });
    expect(judge(twice, { now: second - 1 })).toMatchObject({ at: first, codes: ['past'] });
  });

  test.each([
    [{ at: 'tomorrow 9am' }, 'not-understood'],
    [{ at: '+2h' }, 'not-understood'],
    [{ at: '2027-02-30T09:00' }, 'invalid-date'],
    [{ at: '2027-04-01' }, 'no-time'],
    [{ at: '' }, 'empty-time'],
    [{ zone: 'Mars/Olympus' }, 'zone'],
    [{ zone: 'EST' }, 'zone'],
    [{ zone: '' }, 'no-zone'],
    [{ at: '2099-01-01T00:00' }, 'too-far'],
  ])('%j is refused: %s', (fields, code) => {
    expect(judge(fields).codes).toEqual([code]);
  });

  test('a time that is over is refused, and its instant is told all the same', () => {
    const over = FAKE_START - DAY;
    expect(judge({ at: new Date(over).toISOString() })).toMatchObject({ at: over, codes: ['past'] });
  });

  test('one zone for all rows stands in where a row names none', () => {
    expect(judge({ at: '2027-04-01T09:00', zone: '' }, { zone: 'Asia/Tokyo' })).toMatchObject({
      at: Date.parse('2027-04-01T00:00Z'),
      zone: 'Asia/Tokyo',
    });
  });
});
