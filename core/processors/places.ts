import { SECOND } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/** Who of an account may go onto the wire now. */
export type Places = {
  /** Resolves when there is a place. */
  free(): Promise<void>;
  /** Takes one; returns how to give it back. */
  take(): () => void;
};

/** No post waits longer than this for one that hangs, ms; nor is a new `count` heard of later. */
const STAGGER = SECOND;
/** So many that hang at once are enough. */
const SPARE = 3;

/**
 * Posts of one account leave in the order of their times: as many at once as the publish processor's `count`
 * says, with 1 each after the one before has its answer.
 */
export function createPlaces({ settings, clock }: Pick<WorkerContext, 'settings' | 'clock'>): Places {
  let taken = 0;
  let takenAt = Number.NEGATIVE_INFINITY;
  let freed = new AbortController();
  return {
    free: async () => {
      for (;;) {
        const { count } = (await settings.processors()).publish;
        const isStuck = clock.monotonic() - takenAt >= STAGGER;
        if (taken < (isStuck ? count + SPARE : count)) return;
        await clock.sleep(isStuck ? STAGGER : takenAt + STAGGER - clock.monotonic(), freed.signal);
      }
    },
    take: () => {
      taken += 1;
      takenAt = clock.monotonic();
      return () => {
        taken -= 1;
        freed.abort();
        freed = new AbortController();
      };
    },
  };
}
