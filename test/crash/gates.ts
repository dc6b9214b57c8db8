import { watch } from 'node:fs';
import { type Azurite, connectionString } from '../fakes/azurite.ts';
import {
  type Fault,
  type FaultProxy,
  type Stage,
  startFaultProxy,
  type Witness,
} from '../fakes/fault-proxy.ts';
import { type Aftermath, createAftermath } from './aftermath.ts';
import type { Traffic } from './plan.ts';

/** Sees what passes; gives the fault for a request that has just arrived. */
export type Onlooker = (traffic: Traffic, stage: Stage) => Promise<Fault | undefined>;

/** All that a worker says to X and to its store goes through here, where it can be seen and held up. */
export type Gates = {
  readonly xUrl: string;
  /** To the storage account; undefined: the store is a file. */
  readonly connection: string | undefined;
  /** How often each text was sent so far, whatever became of it. */
  readonly sends: ReadonlyMap<string, number>;
  /** From now on, what passes is seen by this one; by nobody without one. */
  showTo(onlooker?: Onlooker): void;
  readonly aftermath: Aftermath;
  close(): Promise<void>;
};

export type GateOptions = {
  readonly xUrl: string;
  /** A folder whose database is watched. */
  readonly home: string;
  readonly azurite?: Azurite;
};

export async function openGates({ xUrl, home, azurite }: GateOptions): Promise<Gates> {
  const sends = new Map<string, number>();
  const aftermath = createAftermath();
  let onlooker: Onlooker | undefined;
  const proxies: FaultProxy[] = [];
  const open = async (target: number, witness: Witness): Promise<number> => {
    const proxy = await startFaultProxy(target, (stage, request) => {
      // Nobody counts them here, and a long sweep would fill memory with them.
      proxy.requests.length = 0;
      return witness(stage, request);
    });
    proxies.push(proxy);
    return proxy.port;
  };

  const xPort = await open(Number(new URL(xUrl).port), async (stage, { method, path, body }) => {
    const traffic = trafficToX(method, path);
    if (traffic === 'send' && stage === 'arrived') count(sends, body);
    if (traffic === 'read') aftermath.noteReading(stage);
    return traffic && onlooker?.(traffic, stage);
  });
  const toStorage: Witness = async (stage, { method }) =>
    method === 'GET' ? undefined : onlooker?.('write', stage);
  const ports = azurite && {
    table: await open(azurite.ports.table, toStorage),
    queue: await open(azurite.ports.queue, toStorage),
    blob: azurite.ports.blob,
  };
  const files = watch(home, (_event, name) => {
    if (!azurite && name === 'perch.db-wal') void onlooker?.('write', 'applied');
  });
  return {
    xUrl: `http://127.0.0.1:${xPort}`,
    connection: azurite && ports && connectionString(azurite.account, ports),
    sends,
    aftermath,
    showTo: (next) => {
      onlooker = next;
    },
    close: async () => {
      files.close();
      await Promise.all(proxies.map((proxy) => proxy.close()));
    },
  };
}

function trafficToX(method: string, path: string): Traffic | undefined {
  if (method === 'POST' && path === '/2/tweets') return 'send';
  return method === 'GET' && /^\/2\/users\/\d+\/tweets/.test(path) ? 'read' : undefined;
}

function count(sends: Map<string, number>, body: string): void {
  const { text } = JSON.parse(body) as { text: string };
  sends.set(text, (sends.get(text) ?? 0) + 1);
}
