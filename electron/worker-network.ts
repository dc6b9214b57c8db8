import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { NetworkSettings } from '../core/domain/network.ts';
import { createNetwork, type Network } from '../core/host/network.ts';
import type { FromWorker, ToWorker } from '../core/rpc/worker-messages.ts';
import { createAskedWays } from './asked-ways.ts';

/** The network of a process that main tells how to get out. */
export type WorkerNetwork = Network & {
  hear(message: Extract<ToWorker, { kind: 'way' }>): void;
  use(settings: NetworkSettings): void;
  /** The machine slept, or is in another network. */
  forget(): void;
};

export function createWorkerNetwork(
  first: NetworkSettings,
  tell: (message: FromWorker) => void,
): WorkerNetwork {
  let settings = first;
  const ways = createAskedWays(tell, createSystemClock().monotonic);
  return {
    ...createNetwork({ settings: () => settings, system: ways.system }),
    hear: ways.hear,
    forget: ways.forget,
    use: (next) => {
      settings = next;
      ways.forget();
    },
  };
}
