import { SECOND } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';

/** Places on the wire: as many as the publish processor's `count` says at the time. */
export type Slots = {
  /** Waits for a place. */
  acquire(): Promise<void>;
  release(): void;
};

/** A new `count` is heard of within this time, even while every place is taken, ms. */
const ASK_AGAIN = SECOND;

export function createSlots({ settings, clock }: Pick<WorkerContext, 'settings' | 'clock'>): Slots {
  let taken = 0;
  let freed = new AbortController();
  return {
    acquire: async () => {
      while (taken >= (await settings.processors()).publish.count) await clock.sleep(ASK_AGAIN, freed.signal);
      taken += 1;
    },
    release: () => {
      taken -= 1;
      freed.abort();
      freed = new AbortController();
    },
  };
}
