import { expect, test } from 'vitest';
import { createCrashLimit } from '../../electron/crash-limit.ts';

test('a window that ends again and again is opened three times a minute, and anew when a person asks', () => {
  const limit = createCrashLimit();
  expect([0, 1_000, 2_000, 3_000].map(limit.mayReopen)).toEqual([true, true, true, false]);
  expect(limit.mayReopen(70_000)).toBe(true);
  expect(limit.mayReopen(70_100)).toBe(true);
  expect(limit.mayReopen(70_200)).toBe(true);
  expect(limit.mayReopen(70_300)).toBe(false);
  limit.forget();
  expect(limit.mayReopen(70_400)).toBe(true);
});
