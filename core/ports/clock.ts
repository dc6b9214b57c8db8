import type { Instant } from '../domain/time.ts';

/** Time comes through here only, so that the whole core runs under a simulated clock. */
export type Clock = {
  /** Wall clock. May jump. */
  now(): Instant;
  /** Milliseconds that never go back; the origin means nothing. Leases and quiet periods use only this. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects, never early by the wall clock. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};
