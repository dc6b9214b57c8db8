import type { Instant } from '../../core/domain/time.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { createSleepers } from './sleepers.ts';

export type FakeClock = Clock & {
  /** Moves both clocks on, waking sleepers in order and letting each one's work settle before the next. */
  advance(ms: number): Promise<void>;
  /** The same, up to an instant of the wall clock. */
  advanceTo(at: Instant): Promise<void>;
  /** Sleepers that wait. */
  pending(): number;
  /** The wall clock is set; the monotonic one and all sleepers stay where they are. */
  setWall(at: Instant): void;
};

/** 2027-03-01T12:00:00Z */
export const FAKE_START: Instant = 1_803_902_400_000;

// Taken before a test can fake timers.
const realImmediate = setImmediate;

/** Lets microtasks, and macrotasks that are ready, run. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => realImmediate(resolve));
}

/** A clock that moves only when told to. */
export function createFakeClock(start: Instant = FAKE_START): FakeClock {
  let wall = start;
  let monotonic = 0;
  const sleepers = createSleepers(() => monotonic);

  const move = (to: number): void => {
    wall += to - monotonic;
    monotonic = to;
  };

  async function advance(ms: number): Promise<void> {
    const until = monotonic + ms;
    await settle();
    for (let sleeper = sleepers.next(until); sleeper; sleeper = sleepers.next(until)) {
      move(Math.max(monotonic, sleeper.at));
      sleeper.wake();
      await settle();
    }
    move(until);
    await settle();
  }

  return {
    now: () => wall,
    monotonic: () => monotonic,
    sleep: sleepers.sleep,
    advance,
    advanceTo: (at) => advance(at - wall),
    pending: () => sleepers.count(),
    setWall: (at) => {
      wall = at;
    },
  };
}
