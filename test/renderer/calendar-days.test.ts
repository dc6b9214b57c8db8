import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../core/domain/time.ts';
import {
  addDays,
  dayAt,
  daysBetween,
  hoursIn,
  isSameMonth,
  spanShown,
  startOf,
  stepPeriod,
  weekOf,
  weeksOfMonth,
} from '../../renderer/state/calendar-days.ts';
import { periodName } from '../../renderer/state/calendar-words.ts';
import { anInstant, aZone } from './support.ts';

const aDay = fc.tuple(anInstant, aZone).map(([at, zone]) => dayAt(at, zone));

describe('the weeks of a month', () => {
  test('are whole, follow each other and hold every day of it', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const days = weeksOfMonth(day).flat();
        expect(days).toEqual(days.map((_, i) => addDays(days[0] ?? '', i)));
        expect(days.length % 7).toBe(0);
        expect(days.filter((each) => isSameMonth(each, day))).toContain(day);
        expect(new Date(days[0] ?? '').getUTCDay()).toBe(1);
        expect(isSameMonth(addDays(days[0] ?? '', -1), day)).toBe(false);
        expect(isSameMonth(addDays(days.at(-1) ?? '', 1), day)).toBe(false);
      }),
    );
  });

  test('are as many as the month needs', () => {
    const counts = ['2027-02-10', '2026-11-30', '2026-10-01'].map((day) => weeksOfMonth(day).length);
    expect(counts).toEqual([4, 6, 5]);
  });
});

describe('a day', () => {
  test('has an hour less or more where clocks change, and half an hour on Lord Howe', () => {
    const hours = [
      ['2027-03-28', 'Europe/London'],
      ['2026-10-25', 'Europe/London'],
      ['2026-10-04', 'Australia/Lord_Howe'],
      ['2026-10-26', 'Europe/London'],
    ].map(([day = '', zone = '']) => hoursIn(day, zone));
    expect(hours).toEqual([23, 25, 23.5, 24]);
  });

  test('begins where the day before ends, and holds its start', () => {
    fc.assert(
      fc.property(anInstant, aZone, (at, zone) => {
        const day = dayAt(at, zone);
        const [from, to] = [startOf(day, zone), startOf(addDays(day, 1), zone)];
        expect(from <= at && at < to).toBe(true);
        expect([dayAt(from, zone), dayAt(to - 1, zone)]).toEqual([day, day]);
        expect(hoursIn(day, zone) * HOUR).toBe(to - from);
      }),
    );
  });

  test('is counted by the calendar', () => {
    expect(daysBetween('2026-10-24', '2026-10-27')).toBe(3);
    expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
  });
});

describe('what is shown', () => {
  test('spans the week by the clocks of the zone', () => {
    const { from, to } = spanShown('week', '2026-10-25', 'Europe/London');
    expect(new Date(from).toISOString()).toBe('2026-10-18T23:00:00.000Z');
    expect(to - from).toBe(7 * DAY + HOUR);
    expect(weekOf('2026-10-25').at(-1)).toBe('2026-10-25');
  });

  test('goes on by a month or a week', () => {
    expect(stepPeriod('month', '2027-01-31', 1)).toBe('2027-02-28');
    expect(stepPeriod('week', '2027-01-01', -1)).toBe('2026-12-25');
  });

  test('is named', () => {
    expect(periodName('month', '2026-11-03')).toBe('November 2026');
    expect(periodName('week', '2026-11-27')).toBe('23 – 29 November 2026');
    expect(periodName('week', '2026-12-01')).toBe('30 November – 6 December 2026');
    expect(periodName('week', '2026-12-31')).toBe('28 December 2026 – 3 January 2027');
  });
});
