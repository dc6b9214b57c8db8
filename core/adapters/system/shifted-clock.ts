import type { Clock } from '../../ports/clock.ts';
import type { Machine } from '../../ports/machine.ts';
import { createSystemClock } from './clock.ts';
import { systemMachine } from './machine.ts';

/** By how much the clocks of a machine are to be wrong, ms. `uptime`: it is told to have slept for so long. */
export type ClockShift = { readonly wall: number; readonly uptime: number };

/**
 * A machine whose clock a test sets and which it puts to sleep: what it cannot do to the one that it runs on. As
 * there, timers that run stay as they are.
 */
export function createShiftedMachine(): Machine & { readonly clock: Clock; shift(by: ClockShift): void } {
  const base = createSystemClock();
  let wall = 0;
  let asleep = 0;
  return {
    clock: { ...base, now: () => base.now() + wall },
    uptime: () => systemMachine.uptime() + asleep,
    shift: (by) => {
      wall += by.wall;
      asleep += by.uptime;
    },
  };
}
