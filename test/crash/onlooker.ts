import type { Random } from '../../core/ports/random.ts';
import type { Fault, Stage } from '../fakes/fault-proxy.ts';
import type { Gates, Onlooker } from './gates.ts';
import type { Life, Mode, Traffic } from './plan.ts';
import { AFTERMATH, SLOWEST } from './timings.ts';

/** A fault of the network hits this share of what passes, so that the rest of the protocol is reached too. */
const SHARE: Readonly<Record<Traffic, number>> = { send: 0.5, read: 0.2, write: 0.08 };

const FAULTS: Readonly<Partial<Record<Mode, Fault>>> = {
  'reply lost': { kind: 'drop-after' },
  reset: { kind: 'reset' },
  '5xx before': { kind: 'busy-before' },
  '5xx after': { kind: 'busy-after' },
  'storage reply lost': { kind: 'drop-after' },
  'storage busy': { kind: 'busy-after' },
};

/** Plays the network of a life and, when its boundary is reached, calls `kill`, which resolves when it is dead. */
export function createOnlooker(
  life: Life,
  gates: Gates,
  random: Random,
  kill: () => Promise<void>,
): Onlooker {
  const { boundary, delay } = life;
  let left = life.nth;
  return async (traffic, stage) => {
    // What the dead one before has left is to meet a worker that has its time.
    const counts = boundary.event === `${traffic} ${stage}` && !gates.aftermath.isHolding();
    const isIt = counts && --left === 0;
    if (!isIt) return disturb(life.mode, random, traffic, stage);
    if (delay > 0) {
      setTimeout(kill, delay);
      return undefined;
    }
    await kill();
    if (boundary.fate === 'late') await outlive(gates, random);
    return boundary.fate === 'lost' ? { kind: 'drop-before' } : undefined;
  };
}

/** Resolves when a request of a dead sender takes effect. */
function outlive({ connection, aftermath }: Gates, { fraction }: Random): Promise<void> {
  const { readings, within, shared } = AFTERMATH;
  return connection === undefined
    ? aftermath.holdForReadings(1 + Math.floor(fraction() * readings), within)
    : aftermath.holdFor(shared.from + fraction() * (shared.to - shared.from));
}

async function disturb(
  mode: Mode,
  { fraction }: Random,
  traffic: Traffic,
  stage: Stage,
): Promise<Fault | undefined> {
  const isOfStorage = mode.startsWith('storage');
  if (stage === 'answered' || isOfStorage !== (traffic === 'write') || fraction() >= SHARE[traffic])
    return undefined;
  if (mode === 'slow') await pause(fraction() * SLOWEST);
  return stage === 'arrived' ? FAULTS[mode] : undefined;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
