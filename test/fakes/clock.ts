import type { Instant } from '../../core/domain/time.ts';
import type { Clock } from '../../core/ports/clock.ts';

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

type Sleeper = { readonly at: number; readonly wake: () => void };

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
  const sleepers = new Set<Sleeper>();

  const move = (to: number): void => {
    wall += to - monotonic;
    monotonic = to;
  };
  const next = (until: number): Sleeper | undefined =>
    [...sleepers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];

  async function advance(ms: number): Promise<void> {
    const until = monotonic + ms;
    await settle();
    for (let sleeper = next(until); sleeper; sleeper = next(until)) {
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
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { at: monotonic + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    advance,
    advanceTo: (at) => advance(at - wall),
    pending: () => sleepers.size,
    setWall: (at) => {
      wall = at;
    },
  };
}
