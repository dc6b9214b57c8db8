import { describe, expect, test } from 'vitest';
import { timeOfCell } from '../../renderer/calendar/use-compose-at.ts';
import type { Cell } from '../../renderer/state/calendar-cells.ts';

const NOW = Date.parse('2026-11-27T14:10:00Z');
const PLACE = { now: NOW, zone: 'Europe/London' };
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
const cell = (day: string, hours?: Cell['hours']): Cell => ({
  key: day,
  day,
  items: [],
  hidden: 0,
  ...(hours && { hours }),
});

describe('the time that a cell means', () => {
  test('in the week: the half hour that was clicked, while it is to come', () => {
    const hour = cell('2026-11-27', { from: 15 * 60, to: 16 * 60 });
    expect(iso(timeOfCell(hour, 0, PLACE, []))).toBe('2026-11-27T15:00:00.000Z');
    expect(iso(timeOfCell(hour, 0.6, PLACE, []))).toBe('2026-11-27T15:30:00.000Z');
    expect(iso(timeOfCell(hour, 1.2, PLACE, []))).toBe('2026-11-27T15:30:00.000Z');
    expect(timeOfCell(cell('2026-11-27', { from: 14 * 60, to: 15 * 60 }), 0, PLACE, [])).toBeUndefined();
  });

  test('in the month: a free slot of the day, else nine o’clock, else the next hour', () => {
    const slots = [{ account: 'ada', at: Date.parse('2026-11-30T13:00:00Z') }];
    expect(iso(timeOfCell(cell('2026-11-30'), 0, PLACE, slots))).toBe('2026-11-30T13:00:00.000Z');
    expect(iso(timeOfCell(cell('2026-12-01'), 0, PLACE, slots))).toBe('2026-12-01T09:00:00.000Z');
    expect(iso(timeOfCell(cell('2026-11-27'), 0, PLACE, slots))).toBe('2026-11-27T15:00:00.000Z');
    expect(timeOfCell(cell('2026-11-26'), 0, PLACE, slots)).toBeUndefined();
  });
});
