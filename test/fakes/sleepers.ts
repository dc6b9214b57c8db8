import type { Clock } from '../../core/ports/clock.ts';

export type Sleeper = { readonly at: number; readonly wake: () => void };

/** Who sleeps by a clock that a test moves. */
export type Sleepers = {
  readonly sleep: Clock['sleep'];
  /** The first that is to wake up to `until`, monotonic ms; of equals the one that began first. */
  readonly next: (until: number) => Sleeper | undefined;
  readonly count: () => number;
};

export function createSleepers(monotonic: () => number): Sleepers {
  const sleepers = new Set<Sleeper>();
  return {
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper: Sleeper = { at: monotonic() + Math.max(0, ms), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    next: (until) => {
      let first: Sleeper | undefined;
      for (const sleeper of sleepers)
        if (sleeper.at <= until && sleeper.at < (first?.at ?? Number.POSITIVE_INFINITY)) first = sleeper;
      return first;
    },
    count: () => sleepers.size,
  };
}
