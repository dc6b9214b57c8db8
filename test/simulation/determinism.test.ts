import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

test.each(['local', 'shared'] as const)('the same seed is the same run (%s)', async (kind) => {
  for (let seed = 0; seed < 10; seed++) {
    const [a, b] = [
      await simulate(seed, kind, { isTold: true }),
      await simulate(seed, kind, { isTold: true }),
    ];
    expect(b.story).toEqual(a.story);
    expect(b.steps).toBe(a.steps);
  }
});
