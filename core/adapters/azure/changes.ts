import type { Post, PostId } from '../../domain/post.ts';
import { MINUTE, SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChangeListener } from '../../ports/post-store.ts';
import type { Head } from './head.ts';

/** Tells of changes of posts: of our own at once, of those of other machines at the next look. */
export type Changes = {
  /** Call after every write of this process: listeners get all of a tick at once. */
  readonly committed: (posts: readonly Post[]) => void;
  /** Returns the way out. The first listener starts the looking, the last one ends it. */
  readonly listen: (listener: ChangeListener) => () => void;
  readonly close: () => void;
};

/** Between two looks while others are at work, ms. */
const SHORTEST_LOOK = 5 * SECOND;
/** Between two looks when nothing has happened for long: 1,440 requests a day, ms. */
export const LONGEST_LOOK = MINUTE;
const GROWTH = 1.5;

/** The pause between looks is short after a change of somebody else and grows while nothing happens. */
export function watchChanges(head: Head, clock: Clock): Changes {
  const listeners = new Set<ChangeListener>();
  const own = new Map<PostId, Post>();
  let looking: AbortController | undefined;

  const tell = (posts?: readonly Post[]): void => {
    for (const listener of [...listeners]) listener(posts);
  };
  const tellOwn = (): void => {
    const posts = [...own.values()];
    own.clear();
    tell(posts);
  };
  const start = (): void => {
    looking = new AbortController();
    void keepLooking(head, clock, () => tell(), looking.signal);
  };
  const stop = (): void => {
    looking?.abort();
    looking = undefined;
    head.rest();
  };

  return {
    committed: (posts) => {
      if (posts.length === 0) return;
      if (own.size === 0) queueMicrotask(tellOwn);
      for (const post of posts) if ((own.get(post.id)?.version ?? 0) <= post.version) own.set(post.id, post);
    },
    listen: (listener) => {
      const mine: ChangeListener = (posts) => listener(posts);
      listeners.add(mine);
      if (!looking) start();
      return () => {
        listeners.delete(mine);
        if (listeners.size === 0) stop();
      };
    },
    close: () => {
      listeners.clear();
      stop();
    },
  };
}

async function keepLooking(head: Head, clock: Clock, tell: () => void, signal: AbortSignal): Promise<void> {
  // An outage is told to whoever needs the store next.
  const look = (): Promise<boolean> => head.look().catch(() => false);
  await look();
  let news = false;
  for (let pause = SHORTEST_LOOK; !signal.aborted; ) {
    await clock.sleep(pause, signal);
    if (signal.aborted) return;
    const before = news;
    news = await look();
    pause = news ? SHORTEST_LOOK : Math.min(pause * GROWTH, LONGEST_LOOK);
    // Once more after news: who wrote a post puts its wake row a moment later.
    if ((news || before) && !signal.aborted) tell();
  }
}
