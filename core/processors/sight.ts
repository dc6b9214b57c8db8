import type { Post } from '../domain/post.ts';
import type { Timings } from '../domain/timings.ts';

/** What this worker has seen of a row, in its own monotonic time: no other machine's clock is trusted. */
export type Sight = {
  readonly version: number;
  readonly checking: boolean;
  /** Unchanged by others since. */
  readonly since: number;
  /** When the timeline may be read for it again. */
  readonly readAt: number;
  /** Readings that failed in a row. */
  readonly misses: number;
};

export function firstSight(post: Post, now: number): Sight {
  return { version: post.version, checking: post.status === 'checking', since: now, readAt: now, misses: 0 };
}

/** When something has to be done about it, monotonic. */
export function dueAt(sight: Sight, { lease }: Timings): number {
  return sight.checking ? sight.readAt : sight.since + lease;
}

/** An armed row that nobody has touched for longer than a lease. */
export function isSilent(sight: Sight, now: number, { lease }: Timings): boolean {
  return !sight.checking && now - sight.since > lease;
}

/** Quiet for so long that a request cannot be on its way any more: not seeing it now counts. */
export function absenceCounts(sight: Sight, now: number, { quiet }: Timings): boolean {
  return now - sight.since >= quiet;
}

/**
 * After a reading: early ones may only confirm, so the first that can count is at the end of the quiet period, and
 * those that count lie `readGap` apart.
 */
export function afterRead(sight: Sight, now: number, { quiet, earlyRead, readGap }: Timings): Sight {
  const quietEnd = sight.since + quiet;
  return {
    ...sight,
    misses: 0,
    readAt: now < quietEnd ? Math.min(now + earlyRead, quietEnd) : now + readGap,
  };
}

/** After a reading that failed: later and later. */
export function afterMiss(sight: Sight, longestPause: number, now: number, { earlyRead }: Timings): Sight {
  const pause = Math.min(earlyRead * 2 ** sight.misses, longestPause);
  return { ...sight, misses: sight.misses + 1, readAt: now + pause };
}
