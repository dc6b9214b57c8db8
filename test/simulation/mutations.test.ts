import { describe, expect, test } from 'vitest';
import { CASES } from './mutations.ts';
import { simulate } from './simulate.ts';

/** A rule that can be taken away without anybody noticing within so many seeds is not tested. */
const MOST = 5_000;

describe('the simulator notices when a rule is missing', () => {
  const cases = CASES.flatMap((mutation) => mutation.on.map((kind) => ({ ...mutation, kind })));
  test.each(cases)('$kind: $rule', async ({ kind, shows, ...mutation }) => {
    for (let seed = 0; seed < MOST; seed++) {
      const { violations } = await simulate(seed, kind, { mutation });
      if (violations.some((violation) => shows.test(violation))) return;
    }
    expect.fail(`${MOST} seeds, and nothing that looks like ${shows}`);
  });
});
