import type { StoreKind } from './plan.ts';
import { type Mutation, simulate } from './simulate.ts';
import { tell } from './tell.ts';

const { SEED, PERCH_SEEDS } = process.env;
const FEW = 500;

/** `SEED=n` runs that one and tells its story; otherwise as many as the check wants. */
export const isReplay = SEED !== undefined;
export const SEEDS: readonly [from: number, to: number] = isReplay
  ? [Number(SEED), Number(SEED) + 1]
  : [0, Number(PERCH_SEEDS ?? FEW)];

/** One of two halves, for two cores. */
export function half([from, to]: typeof SEEDS, which: 0 | 1): typeof SEEDS {
  const middle = Math.ceil((from + to) / 2);
  return which === 0 ? [from, middle] : [middle, to];
}

export type Tally = { runs: number; made: number; deaths: number };

/** Runs seeds until one of them breaks a promise, and tells its story; undefined: all was well. */
export async function firstBad(
  kind: StoreKind,
  [from, to]: readonly [number, number],
  tally: Tally,
  mutation?: Mutation,
): Promise<string | undefined> {
  for (let seed = from; seed < to; seed++) {
    const run = await simulate(seed, kind, { mutation, isTold: isReplay });
    tally.runs += 1;
    tally.made += run.made;
    tally.deaths += run.deaths;
    if (isReplay) console.log(tell(run));
    if (run.violations.length > 0) return tell(await simulate(seed, kind, { mutation, isTold: true }));
  }
  return undefined;
}
