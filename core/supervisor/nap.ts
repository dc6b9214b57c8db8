import type { Clock } from '../ports/clock.ts';

export type Nap = {
  /** A new pass begins: what woke us until now is being seen to. */
  begin(): void;
  /** Resolves after `ms`, or when woken; at once if woken since `begin`. */
  sleep(ms: number): Promise<void>;
  wake(): void;
  /** No sleep any more. */
  end(): void;
};

/** A processor that is idle and yet wants to look at once must not spin, ms. */
const MIN_SLEEP = 1;

/** A sleep that can be cut short, in which no wake is lost. */
export function createNap(clock: Clock): Nap {
  let current = new AbortController();
  let woken = false;
  let ended = false;
  const wake = (): void => {
    woken = true;
    current.abort();
  };
  return {
    begin: () => {
      woken = ended;
    },
    sleep: async (ms) => {
      if (woken) return;
      current = new AbortController();
      await clock.sleep(Math.max(MIN_SLEEP, ms), current.signal);
    },
    wake,
    end: () => {
      ended = true;
      wake();
    },
  };
}
