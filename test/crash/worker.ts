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

/** A boundary that is not reached within this time of the start is not waited for, ms. */
const PATIENCE = 2_500;

/** Starts a worker and kills it where its life is to end. */
export async function live(place: Place, life: Life, random: Random): Promise<Death> {
  const { process: child } = startChild([ENTRY, 'worker'], { env: place.env });
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
  place.gates.showTo(createOnlooker(life, random, killAtBoundary));
  const timer = life.boundary.event ? setTimeout(kill, PATIENCE) : setTimeout(killAtBoundary, life.delay);
  const [code, signal] = await end;
  clearTimeout(timer);
  place.gates.showTo();
  return { life, isReached, ...(signal !== 'SIGKILL' && { endedWith: code }) };
}
