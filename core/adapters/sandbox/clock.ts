import { performance } from 'node:perf_hooks';

export type SandboxClock = {
  /** X's clock, whole milliseconds. */
  now(): number;
  /** The machine's clock, with a fraction where there is one. */
  arrival(): number;
};

export function createSandboxClock(base: (() => number) | undefined, offset: () => number): SandboxClock {
  const machine = base ?? Date.now;
  return { now: () => Math.floor(machine() + offset()), arrival: base ?? createFineClock() };
}

/** Date.now() with a fraction: follows the wall clock however far the monotonic one has drifted from it. */
export function createFineClock(): () => number {
  let origin = Date.now() - performance.now();
  return () => {
    const wall = Date.now();
    const fine = origin + performance.now();
    const inside = Math.min(Math.max(fine, wall), wall + 0.999);
    origin += inside - fine;
    return inside;
  };
}
