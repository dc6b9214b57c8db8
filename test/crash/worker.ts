import { once } from 'node:events';
import type { Random } from '../../core/ports/random.ts';
import { startChild } from '../bench/azure/children.ts';
import { ENTRY } from '../fakes/perch-entry.ts';
import type { Place } from './arena.ts';
import { createOnlooker } from './onlooker.ts';
import type { Life } from './plan.ts';

/** How a life ended. */
export type Death = {
  readonly life: Life;
  /** The boundary was reached; if not, the kill came at some moment. */
  readonly isReached: boolean;
  /** It ended before the kill, with this code. */
  readonly endedWith?: number | null;
};

/** A boundary that is not reached within this time is not waited for, ms; from when the worker is ready. */
const PATIENCE = 1_500;
const LONGEST_START = 30_000;
const READY = /^Perch publishes from/;

/** Starts a worker and kills it where its life is to end. */
export async function live(place: Place, life: Life, random: Random): Promise<Death> {
  const worker = startChild([ENTRY, 'worker'], { env: place.env });
  const { process: child } = worker;
  const end = once(child, 'exit') as Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  let isReached = false;
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await end;
  };
  const killAtBoundary = async (): Promise<void> => {
    isReached = true;
    await kill();
  };
  place.gates.showTo(createOnlooker(life, place.gates, random, killAtBoundary));
  const { event, from } = life.boundary;
  let timer = setTimeout(kill, LONGEST_START);
  const beginWaiting = (): void => {
    clearTimeout(timer);
    timer = event ? setTimeout(kill, PATIENCE) : setTimeout(killAtBoundary, life.delay);
  };
  if (from === 'start') beginWaiting();
  else
    void worker
      .until((lines) => lines.some((line) => READY.test(line)))
      .then(place.gates.aftermath.released)
      // It may end before it is ready.
      .then(beginWaiting, () => {});
  const [code, signal] = await end;
  clearTimeout(timer);
  place.gates.showTo();
  return { life, isReached, ...(signal !== 'SIGKILL' && { endedWith: code }) };
}
