import type { Instant } from '../../core/domain/time.ts';
import { SECOND } from '../../core/domain/time.ts';
import { timeNow } from './now.ts';

/** One tick a second for everything that shows a running time; none while nobody looks. */
export type Clock = {
  now(): Instant;
  subscribe(listener: () => void): () => void;
};

type Page = Pick<Document, 'visibilityState' | 'addEventListener'>;

export function createClock(page: Page, read: () => Instant = timeNow): Clock {
  const listeners = new Set<() => void>();
  let current = read();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick(): void {
    current = read();
    for (const listener of [...listeners]) listener();
    arm();
  }

  function arm(): void {
    clearTimeout(timer);
    timer = undefined;
    if (listeners.size === 0 || page.visibilityState === 'hidden') return;
    // Aligned to the second, so that all countdowns step together and with the clock on the wall.
    timer = setTimeout(tick, SECOND - (read() % SECOND));
  }

  page.addEventListener('visibilitychange', () => (page.visibilityState === 'hidden' ? arm() : tick()));
  return {
    now: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      if (timer === undefined) tick();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) arm();
      };
    },
  };
}
