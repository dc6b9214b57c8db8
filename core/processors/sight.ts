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
  /** When absence was last counted. */
  readonly countedAt: number;
  /** Readings that failed in a row. */
  readonly misses: number;
};

export function firstSight(post: Post, now: number): Sight {
  const checking = post.status === 'checking';
  return {
    version: post.version,
    checking,
    since: now,
    readAt: now,
    countedAt: Number.NEGATIVE_INFINITY,
    misses: 0,
  };
}

/** When something has to be done about it, monotonic. */
export function dueAt(sight: Sight, { lease }: Timings): number {
  return sight.checking ? sight.readAt : sight.since + lease;
}

/** An armed row that nobody has touched for longer than a lease. */
export function isSilent(sight: Sight, now: number, { lease }: Timings): boolean {
  return !sight.checking && now - sight.since > lease;
}

/** Not seeing it now would prove something: quiet for long enough, and long enough after the last read. */
export function absenceCounts(sight: Sight, now: number, { quiet, readGap }: Timings): boolean {
  return now - sight.since >= quiet && now - sight.countedAt >= readGap;
}

/** After a reading: early ones may only confirm, so the next that can count is at the end of the quiet period. */
export function afterRead(sight: Sight, counted: boolean, now: number, timings: Timings): Sight {
  if (counted) return { ...sight, misses: 0, countedAt: now, readAt: now + timings.readGap };
  const quietEnd = sight.since + timings.quiet;
  const readAt = now < quietEnd ? Math.min(now + timings.earlyRead, quietEnd) : now + timings.readGap;
  return { ...sight, misses: 0, readAt };
}

/** After a reading that failed: later and later. */
export function afterMiss(sight: Sight, longestPause: number, now: number, { earlyRead }: Timings): Sight {
  const pause = Math.min(earlyRead * 2 ** sight.misses, longestPause);
  return { ...sight, misses: sight.misses + 1, readAt: now + pause };
}
