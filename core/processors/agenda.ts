import { type Post, wakeAt } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/**
 * When to look at the rows again. It outlives a processor that is made anew; what it knows may be lost, since
 * without knowing anything it says "now".
 */
export type Agenda = {
  isLookDue(): boolean;
  /** The last sweep is so long ago that everything is worth a second look, however often some of it was looked at. */
  isSweepDue(): boolean;
  /** A look begins: what is said from now on is for the next one. */
  begin(): void;
  /** The look found that the next one is due at `next`, if at all. */
  looked(next: Instant | undefined): void;
  /** Something changed that is not known here. */
  lookSoon(): void;
  /** This process changed these posts; true when one of them wakes sooner than anything known before. */
  hear(posts: readonly Post[]): boolean;
  next(): Instant | undefined;
};

export function createAgenda({ clock, pace }: Pick<WorkerContext, 'clock' | 'pace'>): Agenda {
  let next = Number.NEGATIVE_INFINITY;
  let sweptAt = Number.NEGATIVE_INFINITY;
  const isSweepDue = (): boolean => clock.monotonic() - sweptAt >= pace.sweep;
  return {
    isSweepDue,
    isLookDue: () => next <= clock.now() || isSweepDue(),
    begin: () => {
      next = Number.POSITIVE_INFINITY;
      if (isSweepDue()) sweptAt = clock.monotonic();
    },
    looked: (at = Number.POSITIVE_INFINITY) => {
      next = Math.min(next, at);
    },
    lookSoon: () => {
      next = Number.NEGATIVE_INFINITY;
    },
    hear: (posts) => {
      const soonest = Math.min(...posts.map((post) => wakeAt(post) ?? Number.POSITIVE_INFINITY));
      if (soonest >= next) return false;
      next = soonest;
      return true;
    },
    next: () => (next === Number.POSITIVE_INFINITY ? undefined : next),
  };
}
