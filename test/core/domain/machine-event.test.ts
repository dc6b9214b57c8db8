import { describe, expect, test } from 'vitest';
import { clockSteps, type Tick } from '../../../core/domain/machine-event.ts';
import { HOUR, SECOND } from '../../../core/domain/time.ts';

const EVERY = 5 * SECOND;
const before: Tick = { wall: 1_000_000_000, uptime: 50_000 };
const after = (wall: number, uptime: number): Tick => ({
  wall: before.wall + wall,
  uptime: before.uptime + uptime,
});
const steps = (wall: number, uptime = wall) => clockSteps(before, after(wall, uptime), EVERY);

describe('two looks at the clocks', () => {
  test('that agree say nothing, nor do whole seconds, the time service, or a busy moment', () => {
    expect(steps(EVERY)).toEqual([]);
    expect(steps(EVERY + 900, EVERY)).toEqual([]);
    expect(steps(EVERY + 9 * SECOND, EVERY)).toEqual([]);
    expect(steps(50 * SECOND)).toEqual([]);
  });

  test('far apart by both clocks: it slept', () => {
    const at = before.wall + 8 * HOUR;
    expect(steps(8 * HOUR)).toEqual([{ kind: 'slept', from: before.wall, at }]);
  });

  test.each([HOUR, -HOUR])('that differ by %d ms: the clock was set', (by) => {
    expect(steps(EVERY + by, EVERY)).toEqual([{ kind: 'set', by, at: before.wall + EVERY + by }]);
  });

  test('with both: the sleep is told in the time that is in force now', () => {
    const at = before.wall + 9 * HOUR;
    expect(steps(9 * HOUR, 8 * HOUR)).toEqual([
      { kind: 'set', by: HOUR, at },
      { kind: 'slept', from: before.wall + HOUR, at },
    ]);
  });
});
