import { expect, test } from 'vitest';
import { pauseEnd } from '../../../core/domain/pause.ts';
import { HOUR } from '../../../core/domain/time.ts';

test('an hour is an hour, and for ever is for ever', () => {
  expect(pauseEnd('hour', 1_000)).toBe(1_000 + HOUR);
  expect(pauseEnd('forever', 1_000)).toBe('forever');
});

test.each([
  [new Date(2027, 2, 1, 0, 5), new Date(2027, 2, 2, 8)],
  [new Date(2027, 2, 1, 23, 55), new Date(2027, 2, 2, 8)],
  [new Date(2027, 11, 31, 12), new Date(2028, 0, 1, 8)],
  // Clocks change on these days in Europe and in America.
  [new Date(2027, 2, 27, 23, 30), new Date(2027, 2, 28, 8)],
  [new Date(2027, 9, 30, 23, 30), new Date(2027, 9, 31, 8)],
  [new Date(2027, 10, 7, 0, 30), new Date(2027, 10, 8, 8)],
])('from %s the morning is %s', (now, morning) => {
  expect(pauseEnd('morning', now.getTime())).toBe(morning.getTime());
});
