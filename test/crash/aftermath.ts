import type { Stage } from '../fakes/fault-proxy.ts';

/** Requests whose sender is dead and that are still to take effect. */
export type Aftermath = {
  /** Holds one up until that many readings of the timeline, at the latest `within` ms after the first one came. */
  holdForReadings(count: number, within: number): Promise<void>;
  /** Holds one up for so many ms. */
  holdFor(ms: number): Promise<void>;
  isHolding(): boolean;
  /** Resolves when none is held any more. */
  released(): Promise<void>;
  noteReading(stage: Stage): void;
};

type Waiting = { left: number; isBegun: boolean; readonly within: number; readonly resolve: () => void };

export function createAftermath(): Aftermath {
  let waiting: readonly Waiting[] = [];
  let holding = 0;
  let held = Promise.resolve();

  function hold(until: Promise<void>): Promise<void> {
    holding += 1;
    const end = until.then(() => {
      holding -= 1;
    });
    held = Promise.all([held, end]).then(() => undefined);
    return end;
  }

  return {
    holdForReadings: (count, within) =>
      hold(
        new Promise((resolve) => {
          waiting = [...waiting, { left: count, isBegun: false, within, resolve }];
        }),
      ),
    holdFor: (ms) => hold(new Promise((resolve) => setTimeout(resolve, ms))),
    isHolding: () => holding > 0,
    released: () => held,
    noteReading: (stage) => {
      for (const each of waiting) {
        if (stage === 'arrived' && !each.isBegun) {
          each.isBegun = true;
          setTimeout(each.resolve, each.within);
        }
        if (stage === 'answered' && --each.left === 0) each.resolve();
      }
      waiting = waiting.filter(({ left }) => left > 0);
    },
  };
}
