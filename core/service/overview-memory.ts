import { OVERDUE } from '../domain/health.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredFacts } from './stored-facts.ts';

/** What was last read of a store where every request is paid for, and when it has to be read again. */
export type OverviewMemory = {
  /** What is remembered, at once; reads it anew in the background when that is due. */
  glance(): StoredFacts | undefined;
  /** Reads it now. What cannot be read is what it was. */
  refresh(): Promise<StoredFacts | undefined>;
  /** Something was changed in the store. */
  changed(): void;
};

export type OverviewMemoryDeps = {
  readonly read: () => Promise<StoredFacts>;
  readonly clock: Clock;
  /** While there is trouble nobody asks: whoever works finds out when it is over. */
  readonly isAway: () => boolean;
  /** Somebody looks, so it may cost more. */
  readonly isWatched: () => boolean;
  /** It was read in the background. */
  readonly onFresh: () => void;
  readonly onError: (error: unknown) => void;
};

/** A post that is sent is several changes: one reading after the last of them, or after the longest wait, ms. */
const QUIET = 2 * SECOND;
const LONGEST_WAIT = 15 * SECOND;
/** Without any change, ms: other computers' pauses, accounts and beats. */
const MAX_AGE = { watched: 10 * MINUTE, unwatched: 30 * MINUTE } as const;

export function createOverviewMemory(deps: OverviewMemoryDeps): OverviewMemory {
  const { clock, read, isAway, isWatched, onFresh, onError } = deps;
  let facts: StoredFacts | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let firstChange: number | undefined;
  let lastChange = 0;
  let running: Promise<StoredFacts | undefined> | undefined;

  async function readOnce(): Promise<StoredFacts | undefined> {
    const asked = clock.monotonic();
    try {
      facts = await read();
      readAt = asked;
      // What was changed while it was read may be in it or not.
      if (lastChange <= asked) firstChange = undefined;
    } catch (error) {
      onError(error);
    }
    return facts;
  }

  function refresh(): Promise<StoredFacts | undefined> {
    running ??= readOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  function isStale(): boolean {
    const now = clock.monotonic();
    if (!facts) return true;
    if (firstChange !== undefined && (now - lastChange >= QUIET || now - firstChange >= LONGEST_WAIT))
      return true;
    if (now - readAt >= (isWatched() ? MAX_AGE.watched : MAX_AGE.unwatched)) return true;
    return shouldHaveLeft(facts, clock.now());
  }

  return {
    glance: () => {
      if (!running && !isAway() && isStale()) void refresh().then(onFresh);
      return facts;
    },
    refresh,
    changed: () => {
      lastChange = clock.monotonic();
      firstChange ??= lastChange;
    },
  };
}

/** Nobody told of a change, and yet there must have been one, or the loop does not turn. */
function shouldHaveLeft({ next, at }: StoredFacts, now: number): boolean {
  const expected = (next?.dueAt ?? Number.POSITIVE_INFINITY) + OVERDUE;
  return expected < now && expected >= at;
}
