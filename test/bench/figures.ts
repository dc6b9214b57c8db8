/** Milliseconds. */
export type Spread = {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** How many came before their time. */
  readonly early: number;
  readonly count: number;
};

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return {
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    early: values.filter((value) => value < 0).length,
    count: values.length,
  };
}

export const round = (ms: number): number => Math.round(ms * 100) / 100;

/** The middle of a few repetitions, with the others. */
export type Repeated = { readonly median: number; readonly all: readonly number[] };

export function repeated(values: readonly number[]): Repeated {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: round(sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN), all: values.map(round) };
}

const REPEATS = 3;
/** Another repetition is begun while all before it took less than this together, ms. */
const CHEAP = 60_000;

/** Three figures, or fewer where each takes long. */
export async function repeatWhileCheap(run: () => Promise<number>): Promise<readonly number[]> {
  const start = performance.now();
  const results = [await run()];
  while (results.length < REPEATS && performance.now() - start < CHEAP) results.push(await run());
  return results;
}
