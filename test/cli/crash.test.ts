import { expect, test } from 'vitest';
import { MINUTE } from '../../core/domain/time.ts';
import type { StoreKind } from '../crash/plan.ts';
import { sweep } from '../crash/sweep.ts';

/** `npm run crash` is the long version. */
const KILLS = Number(process.env['PERCH_KILLS'] ?? 20);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

test.each<StoreKind>(['local', 'azure'])(
  '%s: nothing is lost or sent twice, wherever it is killed',
  // A post that never gets there is told of by the judge, who waits five minutes for it.
  { timeout: 8 * MINUTE },
  async (kind) => {
    const { deaths, records, violations, folder } = await sweep({
      kind,
      kills: KILLS,
      seed: SEED,
      isShort: true,
    });
    expect(violations, `SEED=${SEED}, what is left is in ${folder}`).toEqual([]);
    expect(deaths).toHaveLength(KILLS);
    expect(deaths.filter(({ isReached }) => isReached).length).toBeGreaterThan(KILLS / 3);
    const tries = records.flatMap(({ history }) => history.filter(({ event }) => event === 'doubted'));
    expect(tries.length).toBeGreaterThan(0);
  },
);
