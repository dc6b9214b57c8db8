import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

export type ServerClock = {
  /**
   * Takes in the Date header of an answer to a request that left at `sentAt` (monotonic ms). The header has
   * whole seconds, cut off, so each answer bounds the clock to within a second and the round trip; answers
   * that agree narrow it down, and one that contradicts (sleep, drift) starts afresh.
   */
  observe(dateHeader: string | undefined, sentAt: number): void;
  /** X's clock now: the middle of what is known, at most about half a second off. */
  now(): Instant | undefined;
  /** Milliseconds by which X's clock is ahead of ours; 0 before the first answer. */
  skew(): number;
};

type Bounds = { readonly low: number; readonly high: number };

/** X's clock on our monotonic one: a jump of the wall clock does not move it. */
export function createServerClock(clock: Clock): ServerClock {
  let offset: Bounds | undefined;
  const now = () => (offset === undefined ? undefined : clock.monotonic() + (offset.low + offset.high) / 2);
  return {
    observe: (dateHeader, sentAt) => {
      const date = Date.parse(dateHeader ?? '');
      if (Number.isNaN(date)) return;
      const heard = { low: date - clock.monotonic(), high: date + 1_000 - sentAt };
      offset = offset === undefined ? heard : (overlap(offset, heard) ?? heard);
    },
    now: () => {
      const instant = now();
      return instant === undefined ? undefined : Math.round(instant);
    },
    skew: () => Math.round((now() ?? clock.now()) - clock.now()),
  };
}

function overlap(a: Bounds, b: Bounds): Bounds | undefined {
  const both = { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
  return both.low <= both.high ? both : undefined;
}
