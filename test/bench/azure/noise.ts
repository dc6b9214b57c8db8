import { loadavg } from 'node:os';
import { round, type Spread, spreadOf } from '../figures.ts';

const LOOPS = 3_000_000;
const REPEATS = 40;

export type Noise = { readonly load: number; readonly sameWork: Spread; readonly spread: number };

/** How evenly the machine works: the same few milliseconds of work again and again. */
export function measureNoise(): Noise {
  const took: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < LOOPS; n++) sum = (sum * 31 + n) % 1_000_003;
    // Used, so that the loop is not optimized away.
    took.push(performance.now() - start + (sum < 0 ? 1 : 0));
  }
  const sameWork = spreadOf(took);
  return { load: round(loadavg()[0] ?? 0), sameWork, spread: round(sameWork.p95 / sameWork.p50) };
}
