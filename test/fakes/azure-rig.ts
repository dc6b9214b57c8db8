import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import type { Store } from '../../core/ports/store.ts';
import { type Azurite, connectionString, startAzurite } from './azurite.ts';
import { createFakeClock, type FakeClock } from './clock.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { createFakeRandom } from './random.ts';

/** Azurite behind a proxy for each service that can count, drop and refuse. */
export type AzureRig = {
  readonly azurite: Azurite;
  readonly tables: FaultProxy;
  readonly queues: FaultProxy;
  /** Through the proxies. */
  readonly connection: string;
  /** Another process's view of a workspace; a new one unless it is named. Counting begins when it is open. */
  readonly open: (workspace?: string) => Promise<OpenStore>;
  /** Requests since it was last asked. */
  readonly counted: () => number;
  readonly close: () => Promise<void>;
};

export type OpenStore = Store & { readonly clock: FakeClock; readonly workspace: string };

export async function createAzureRig(): Promise<AzureRig> {
  const azurite = await startAzurite();
  const tables = await startFaultProxy(azurite.ports.table);
  const queues = await startFaultProxy(azurite.ports.queue);
  const ports = { table: tables.port, queue: queues.port, blob: azurite.ports.blob };
  const connection = connectionString(azurite.account, ports);
  const stores: Store[] = [];
  let opened = 0;
  const counted = (): number => tables.requests.splice(0).length + queues.requests.splice(0).length;
  return {
    azurite,
    tables,
    queues,
    connection,
    counted,
    open: async (workspace = `rig${opened + 1}`) => {
      const clock = createFakeClock();
      const random = createFakeRandom(++opened);
      const store = await openAzureStore({ connection, workspace, clock, random });
      stores.push(store);
      counted();
      return { ...store, clock, workspace };
    },
    close: async () => {
      for (const store of stores) store.close();
      await Promise.all([tables.close(), queues.close()]);
      await azurite.stop();
    },
  };
}

/** A rig for the tests of a file, in order again after each of them, and for each test a store of its own. */
export function useAzureRig(begin: (store: OpenStore, rig: AzureRig) => void): void {
  let rig: AzureRig;
  beforeAll(async () => {
    rig = await createAzureRig();
  });
  afterAll(() => rig.close());
  beforeEach(async () => begin(await rig.open(), rig));
  afterEach(() => rig.tables.heal());
}
