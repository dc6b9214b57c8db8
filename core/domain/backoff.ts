import { MINUTE, SECOND } from './time.ts';

/** The table of the 2009 design, ms; used for processors, for the worker process and for sends not made. */
export const BACKOFF_STEPS: readonly number[] = [0, 0, 100, 500, 1_000, 2_000, 5_000, 10_000];

const MAX_SEND_DELAY = 5 * MINUTE;

/** Delay before restart number `failures` (0-based) of a processor or process: the table, then its last step. */
export function restartDelay(failures: number): number {
  return BACKOFF_STEPS[Math.min(failures, BACKOFF_STEPS.length - 1)] ?? 10 * SECOND;
}

/**
 * Delay before try number `failures` + 1 of a send that never reached X: the table, then doubling to five
 * minutes, spread by up to 10 % (`jitter` in [0, 1)) so that many posts do not return in one burst. With the
 * default window of 60 minutes that is about 19 tries.
 */
export function sendDelay(failures: number, jitter: number): number {
  const last = BACKOFF_STEPS.length - 1;
  const base = failures <= last ? restartDelay(failures) : 10 * SECOND * 2 ** (failures - last);
  return Math.round(Math.min(base, MAX_SEND_DELAY) * (1 + jitter * 0.1));
}
