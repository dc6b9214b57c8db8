import { MINUTE, SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Others } from './others.ts';

/** Tells of changes of posts: of our own at once, of those of other machines at the next look. */
export type Changes = {
  /** Call after every write of this process. */
  readonly committed: () => void;
  /** Returns the way out. The first listener starts the looking, the last one ends it. */
  readonly listen: (listener: () => void) => () => void;
  readonly close: () => void;
};

/** Between two looks while others are at work, ms. */
const SHORTEST_LOOK = 5 * SECOND;
/** Between two looks when nothing has happened for long: 1,440 requests a day, ms. */
export const LONGEST_LOOK = MINUTE;
const GROWTH = 1.5;

/** The pause between looks is short after a change of somebody else and grows while nothing happens. */
export function watchChanges(others: Others, clock: Clock): Changes {
  const listeners = new Set<() => void>();
  let pending = false;
  let looking: AbortController | undefined;

  const tell = (): void => {
    pending = false;
    for (const listener of [...listeners]) listener();
  };
  const start = (): void => {
    looking = new AbortController();
    void keepLooking(others, clock, tell, looking.signal);
  };
  const stop = (): void => {
    looking?.abort();
    looking = undefined;
  };

  return {
    committed: () => {
      if (pending) return;
      pending = true;
      queueMicrotask(tell);
    },
    listen: (listener) => {
      const mine = (): void => listener();
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

async function keepLooking(
  others: Others,
  clock: Clock,
  tell: () => void,
  signal: AbortSignal,
): Promise<void> {
  // An outage is told to whoever needs the store next.
  const look = (): Promise<boolean> => others.look().catch(() => false);
  await look();
  for (let pause = SHORTEST_LOOK; !signal.aborted; ) {
    await clock.sleep(pause, signal);
    if (signal.aborted) return;
    const news = await look();
    pause = news ? SHORTEST_LOOK : Math.min(pause * GROWTH, LONGEST_LOOK);
    if (news && !signal.aborted) tell();
  }
}
