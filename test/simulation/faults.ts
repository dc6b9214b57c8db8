import { SECOND } from '../../core/domain/time.ts';
import { StoreError } from '../../core/ports/store-error.ts';
import type { Weather } from './plan.ts';
import type { Process } from './process.ts';
import type { Dice, World } from './world.ts';

/** What a store does with one call. */
export type StoreFault =
  | 'none'
  /** Refused or out of reach: nothing was done. */
  | 'before'
  /** Done, and the answer was lost. */
  | 'after'
  /** Said to be out of reach, and done some seconds later all the same. */
  | 'later'
  /** Of several writes some were done, then it was out of reach. */
  | 'partly';

/** The mishaps of the moment: none once the storm is over. */
export type Faults = {
  readonly dice: Dice;
  weather(): Weather;
  store(isShared: boolean, isWrite: boolean): StoreFault;
  /** The wait for an answer of the store, ms. */
  latency(usual: number): number;
  error(process: Process, fault: StoreFault): Error;
  /** Whose call it was that failed; undefined for an error that no fault made. */
  ownerOf(error: unknown): Process | undefined;
};

export function createFaults(world: World, dice: Dice, weather: () => Weather): Faults {
  const owners = new WeakMap<Error, Process>();
  return {
    dice,
    weather,
    store: (isShared, isWrite) => {
      if (!dice.chance(weather().store)) return 'none';
      // Locally nothing was written when it throws (ports/store-error.ts: busy, full, unwritable).
      return isShared && isWrite ? dice.pick(['before', 'after', 'later', 'partly']) : 'before';
    },
    latency: (usual) => {
      if (!dice.chance(weather().slowStore)) return usual === 0 ? 0 : usual * dice.between(0.5, 1.5);
      world.note('store slow');
      return dice.between(SECOND, 15 * SECOND);
    },
    error: (process, fault) => {
      world.note(`store ${fault}`);
      world.say(() => `${process.name}: the store is out of reach (${fault})`);
      const error = new StoreError(fault === 'before' ? 'busy' : 'unavailable', `simulated: ${fault}`);
      owners.set(error, process);
      return error;
    },
    ownerOf: (error) => (error instanceof Error ? owners.get(error) : undefined),
  };
}
