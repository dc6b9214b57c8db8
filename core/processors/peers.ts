import type { Clock } from '../ports/clock.ts';
import type { WorkerDirectory, WorkerRecord } from '../ports/worker-directory.ts';

/** The other workers of a shared store that are alive, as far as this one can see. */
export type Peers = {
  ids(): readonly string[];
  see(records: readonly WorkerRecord[]): void;
};

/** Beats that may be missed before a worker counts as gone. */
const MISSED = 2.5;

/**
 * Alive is who is seen to beat: a record that does not change for a while by our own monotonic time is that of a
 * dead worker. Other machines' clocks are not asked.
 */
export function createPeers(self: string, clock: Clock, { beatEvery }: WorkerDirectory): Peers {
  const seen = new Map<string, { readonly beat: number; readonly at: number }>();
  // A shared store tells the time of a beat to the second only.
  const isNewBeat = (before: number | undefined, beat: number): boolean =>
    before === undefined || Math.abs(beat - before) > beatEvery / 2;
  const isAlive = (at: number): boolean => clock.monotonic() - at < MISSED * beatEvery;
  return {
    ids: () => [...seen].filter(([, { at }]) => isAlive(at)).map(([id]) => id),
    see: (records) => {
      const others = records.filter(({ id }) => id !== self);
      for (const { id, lastBeat } of others)
        if (isNewBeat(seen.get(id)?.beat, lastBeat)) seen.set(id, { beat: lastBeat, at: clock.monotonic() });
      const there = new Set(others.map(({ id }) => id));
      for (const id of seen.keys()) if (!there.has(id)) seen.delete(id);
    },
  };
}
