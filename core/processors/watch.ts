import type { Post } from '../domain/post.ts';
import { isInFlight } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';
import { absenceCounts, afterMiss, afterRead, dueAt, firstSight, isSilent, type Sight } from './sight.ts';

/** The rows in flight as this worker sees them. */
export type Watch = {
  see(inFlight: readonly Post[]): void;
  isSilent(post: Post): boolean;
  isReadDue(post: Post): boolean;
  absenceCounts(post: Post): boolean;
  read(post: Post): void;
  unread(post: Post, longestPause: number): void;
  /** Our own write must not start the quiet period anew. */
  ownChange(post: Post): void;
  nextLook(): Instant | undefined;
  /** X can be reached again: what could not be read may be read now. */
  hurry(): void;
};

export function createWatch({ clock, timings }: Pick<WorkerContext, 'clock' | 'timings'>): Watch {
  const sights = new Map<string, Sight>();
  const now = (): number => clock.monotonic();
  /** Of this very version: what was read anew meanwhile may have been armed again, by a sender that lives. */
  const test = (post: Post, is: (sight: Sight) => boolean): boolean => {
    const sight = sights.get(post.id);
    return sight?.version === post.version && is(sight);
  };
  const update = (post: Post, change: (sight: Sight) => Sight): void => {
    const sight = sights.get(post.id);
    if (sight) sights.set(post.id, change(sight));
  };

  return {
    see: (inFlight) => {
      const ids = new Set(inFlight.map((post) => post.id));
      for (const id of sights.keys()) if (!ids.has(id)) sights.delete(id);
      const changed = inFlight.filter((post) => sights.get(post.id)?.version !== post.version);
      for (const post of changed) sights.set(post.id, firstSight(post, now()));
    },
    isSilent: (post) => test(post, (sight) => isSilent(sight, now(), timings)),
    isReadDue: (post) => test(post, (sight) => now() >= sight.readAt),
    absenceCounts: (post) => test(post, (sight) => absenceCounts(sight, now(), timings)),
    read: (post) => update(post, (sight) => afterRead(sight, now(), timings)),
    unread: (post, longestPause) => update(post, (sight) => afterMiss(sight, longestPause, now(), timings)),
    ownChange: (post) => {
      if (isInFlight(post.status)) update(post, (sight) => ({ ...sight, version: post.version }));
      else sights.delete(post.id);
    },
    hurry: () => {
      for (const [id, sight] of sights)
        if (sight.misses > 0) sights.set(id, { ...sight, misses: 0, readAt: now() });
    },
    nextLook: () => {
      if (sights.size === 0) return undefined;
      const soonest = Math.min(...[...sights.values()].map((sight) => dueAt(sight, timings)));
      return clock.now() + Math.max(0, soonest - now());
    },
  };
}
