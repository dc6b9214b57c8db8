import { FIRST_POLL } from '../domain/pace.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/** When to look at the queue: at once after a sign of messages, then more and more rarely. */
export type Poll = {
  isDue(): boolean;
  /** There may be messages. */
  soon(): void;
  /** A look was had. */
  looked(found: boolean): void;
  /** When to look even if nothing wakes the worker; undefined: its idle sleep will do. */
  next(): Instant | undefined;
};

/** Randomized, so that several workers do not look at the same moment. */
export function createPoll({ clock, pace, random }: Pick<WorkerContext, 'clock' | 'pace' | 'random'>): Poll {
  let pause = 0;
  let dueAt = Number.NEGATIVE_INFINITY;
  return {
    isDue: () => clock.monotonic() >= dueAt,
    soon: () => {
      pause = 0;
      dueAt = Number.NEGATIVE_INFINITY;
    },
    looked: (found) => {
      pause = found ? 0 : Math.min(Math.max(pause * 2, FIRST_POLL), pace.longestPoll);
      dueAt = clock.monotonic() + pause * (1 - random.fraction() / 4);
    },
    next: () => (pace.longestPoll === 0 ? undefined : clock.now() + Math.max(0, dueAt - clock.monotonic())),
  };
}
