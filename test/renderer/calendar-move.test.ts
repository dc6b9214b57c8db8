import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantToWall } from '../../core/domain/zone.ts';
import { addDays, dayAt, daysBetween } from '../../renderer/state/calendar-days.ts';
import { atMinute, byDays, byMinutes, lockOf, toDay } from '../../renderer/state/calendar-move.ts';
import { anInstant, aZone, postView } from './support.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();
const clockOf = (instant: number, zone: string) => {
  const { hour, minute, second } = instantToWall(instant, zone);
  return [hour, minute, second, instant % 1000];
};

describe('a move by days', () => {
  test('keeps the time of day by the clocks of the post, except where they skip it', () => {
    fc.assert(
      fc.property(anInstant, aZone, fc.integer({ min: -60, max: 60 }), (from, zone, days) => {
        const moved = byDays(from, zone, days);
        expect(daysBetween(dayAt(from, zone), dayAt(moved.at, zone))).toBe(days);
        if (moved.skipped === undefined) expect(clockOf(moved.at, zone)).toEqual(clockOf(from, zone));
      }),
    );
  });

  test('over the end of summer time takes 25 hours', () => {
    const moved = byDays(at('2026-10-24T08:00:00Z'), 'Europe/London', 1);
    expect(iso(moved.at)).toBe('2026-10-25T09:00:00.000Z');
  });

  test('into the hour that clocks skip goes as much later, and says so', () => {
    const moved = byDays(at('2027-03-27T01:30:00Z'), 'Europe/London', 1);
    expect({ ...moved, at: iso(moved.at) }).toEqual({ at: '2027-03-28T01:30:00.000Z', skipped: '01:30' });
  });

  test('into the hour that comes twice takes the first', () => {
    const moved = byDays(at('2026-10-24T00:30:00Z'), 'Europe/London', 1);
    expect(iso(moved.at)).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('a drop on a day', () => {
  test('is on that day as the calendar shows it, at the time of day of the post', () => {
    fc.assert(
      fc.property(anInstant, aZone, aZone, fc.integer({ min: -60, max: 60 }), (from, own, shown, days) => {
        const day = addDays(dayAt(from, shown), days);
        const moved = toDay(from, own, day, shown);
        // Only a day without that time, or that some zone leaves out, can be missed: then by one at most.
        expect(Math.abs(daysBetween(day, dayAt(moved.at, shown)))).toBeLessThanOrEqual(1);
        if (moved.skipped === undefined) expect(clockOf(moved.at, own)).toEqual(clockOf(from, own));
      }),
    );
  });

  test('stays on the day that was meant where only one of two zones changes its clocks', () => {
    // 08:30 in Tokyo is half past midnight in London, and once the summer is over there 23:30 of the day before.
    const from = at('2026-10-23T23:30:00Z');
    const moved = toDay(from, 'Asia/Tokyo', '2026-10-26', 'Europe/London');
    expect(iso(moved.at)).toBe('2026-10-26T23:30:00.000Z');
  });

  test('and back is where it was, when no clock skips it', () => {
    fc.assert(
      fc.property(anInstant, aZone, fc.integer({ min: -60, max: 60 }), (from, zone, days) => {
        const there = toDay(from, zone, addDays(dayAt(from, zone), days), zone);
        const back = toDay(there.at, zone, dayAt(from, zone), zone);
        if (there.skipped === undefined && clockOf(back.at, zone).join() === clockOf(from, zone).join())
          expect(Math.abs(back.at - from)).toBeLessThanOrEqual(3_600_000);
        expect(dayAt(back.at, zone)).toBe(dayAt(from, zone));
      }),
    );
  });
});

describe('a drop on a time', () => {
  test('is what clocks show there', () => {
    expect(iso(atMinute('2026-11-27', 14 * 60 + 30, 'Europe/Berlin').at)).toBe('2026-11-27T13:30:00.000Z');
    expect(atMinute('2027-03-28', 90, 'Europe/London').skipped).toBe('01:30');
  });

  test('by minutes passes an hour that is skipped or comes twice', () => {
    expect(byMinutes(at('2027-03-28T00:45:00Z'), 15).at).toBe(at('2027-03-28T01:00:00Z'));
    expect(byMinutes(at('2026-10-25T00:45:00Z'), -60).at).toBe(at('2026-10-24T23:45:00Z'));
  });
});

test('what is out, on its way, over or not yet stored is locked', () => {
  const now = at('2026-11-21T10:00:00Z');
  const due = (iso: string, patch = {}) => lockOf(postView({ dueAt: iso, ...patch }), now);
  expect(due('2026-11-21T10:00:01Z')).toBeUndefined();
  expect(due('2026-11-21T10:00:00Z')).toBe('past');
  expect(due('2026-11-20T10:00:00Z', { status: 'missed' })).toBe('past');
  expect(due('2026-11-22T10:00:00Z', { status: 'published' })).toBe('published');
  expect(due('2026-11-22T10:00:00Z', { status: 'publishing' })).toBe('inFlight');
  expect(due('2026-11-22T10:00:00Z', { status: 'checking' })).toBe('inFlight');
  expect(due('2026-11-22T10:00:00Z', { unsynced: true })).toBe('unsynced');
  expect(due('2026-11-22T10:00:00Z', { status: 'draft' })).toBeUndefined();
});
