import type { Instant } from './time.ts';

/** How much faster than life the time of a demo may run. */
export const SPEEDS = [1, 60, 600] as const;
export type Speed = (typeof SPEEDS)[number];

/** The time of a demo: at `real` it was `simulated`, and it runs `speed` times as fast. */
export type DemoClock = { readonly speed: Speed; readonly real: Instant; readonly simulated: Instant };

export function simulatedAt({ speed, real, simulated }: DemoClock, now: Instant): Instant {
  return simulated + (now - real) * speed;
}

/** The same time from `now` on at another speed: it stands ahead, and never goes back. */
export function atSpeed(clock: DemoClock, speed: Speed, now: Instant): DemoClock {
  return { speed, real: now, simulated: simulatedAt(clock, now) };
}
