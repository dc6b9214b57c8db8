import type { Post } from '../domain/post.ts';
import { isInFlight } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/** What this worker has seen of a row, in its own monotonic time: no other machine's clock is trusted. */
type Sight = {
  readonly version: number;
  /** Unchanged by others since. */
  readonly since: number;
  /** When the timeline may be read for it again. */
  readonly readAt: number;
  /** When absence was last counted. */
  readonly countedAt: number;
  readonly misses: number;
  readonly checking: boolean;
};

export type Watch = {
  see(inFlight: readonly Post[]): void;
  /** An armed row that nobody has touched for longer than a lease. */
  isSilent(post: Post): boolean;
  isReadDue(post: Post): boolean;
  /** Not seeing it now would prove something: quiet for long enough, and long enough after the last read. */
  absenceCounts(post: Post): boolean;
  read(post: Post, counted: boolean): void;
  unread(post: Post, longestPause: number): void;
  /** Our own write must not start the quiet period anew. */
  ownChange(post: Post): void;
  nextLook(): Instant | undefined;
};

export function createWatch(ctx: Pick<WorkerContext, 'clock' | 'timings'>): Watch {
  const { clock, timings } = ctx;
  const sights = new Map<string, Sight>();
  const patch = (id: string, change: Partial<Sight>): void => {
    const sight = sights.get(id);
    if (sight) sights.set(id, { ...sight, ...change });
  };

  function look(post: Post): Sight {
    const seen = sights.get(post.id);
    const checking = post.status === 'checking';
    if (seen && seen.version === post.version) return seen;
    const now = clock.monotonic();
    return {
      version: post.version,
      since: now,
      readAt: now,
      countedAt: Number.NEGATIVE_INFINITY,
      misses: 0,
      checking,
    };
  }

  /** The instant at which something about a sight becomes due, monotonic. */
  function dueAt(sight: Sight): number {
    return sight.checking ? sight.readAt : sight.since + timings.lease;
  }

  return {
    see: (inFlight) => {
      const ids = new Set(inFlight.map((post) => post.id));
      for (const id of sights.keys()) if (!ids.has(id)) sights.delete(id);
      for (const post of inFlight) sights.set(post.id, look(post));
    },
    isSilent: (post) => {
      const sight = sights.get(post.id);
      return sight !== undefined && !sight.checking && clock.monotonic() - sight.since > timings.lease;
    },
    isReadDue: (post) => clock.monotonic() >= (sights.get(post.id)?.readAt ?? 0),
    absenceCounts: (post) => {
      const sight = sights.get(post.id);
      const now = clock.monotonic();
      return (
        sight !== undefined && now - sight.since >= timings.quiet && now - sight.countedAt >= timings.readGap
      );
    },
    read: (post, counted) => {
      const now = clock.monotonic();
      const since = sights.get(post.id)?.since ?? now;
      const quietEnd = since + timings.quiet;
      const early = now < quietEnd ? Math.min(now + timings.earlyRead, quietEnd) : now + timings.readGap;
      patch(post.id, {
        misses: 0,
        readAt: counted ? now + timings.readGap : early,
        ...(counted && { countedAt: now }),
      });
    },
    unread: (post, longestPause) => {
      const misses = (sights.get(post.id)?.misses ?? 0) + 1;
      const pause = Math.min(timings.earlyRead * 2 ** (misses - 1), longestPause);
      patch(post.id, { misses, readAt: clock.monotonic() + pause });
    },
    ownChange: (post) => {
      if (isInFlight(post.status)) patch(post.id, { version: post.version });
      else sights.delete(post.id);
    },
    nextLook: () => {
      if (sights.size === 0) return undefined;
      const soonest = Math.min(...[...sights.values()].map(dueAt));
      return clock.now() + Math.max(0, soonest - clock.monotonic());
    },
  };
}
