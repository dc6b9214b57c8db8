import { afterEach, expect, test, vi } from 'vitest';
import { createFineClock } from '../../../../core/adapters/sandbox/clock.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('the fine clock is the wall clock with a fraction, however far the other clock has drifted', () => {
  let wall = 1_000_000;
  let mono = 50.25;
  vi.spyOn(Date, 'now').mockImplementation(() => wall);
  vi.spyOn(performance, 'now').mockImplementation(() => mono);
  const clock = createFineClock();
  expect(clock()).toBe(1_000_000);
  mono += 0.5;
  expect(clock()).toBe(1_000_000.5);
  // A sleep of the machine, which the monotonic clock does not see.
  wall += 3_600_000;
  expect(clock()).toBe(4_600_000);
  mono += 0.25;
  expect(clock()).toBe(4_600_000.25);
  // Set back.
  wall -= 1_000;
  expect(Math.floor(clock())).toBe(wall);
});

test('never outside the millisecond that the wall clock shows', () => {
  const clock = createFineClock();
  for (let i = 0; i < 2_000; i++) {
    const before = Date.now();
    const fine = clock();
    expect(fine).toBeGreaterThanOrEqual(before);
    expect(fine).toBeLessThan(Date.now() + 1);
  }
});
