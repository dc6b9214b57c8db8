import { join } from 'node:path';
import { TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { openAzureStore } from '../../../core/adapters/azure/open.ts';
import { createSystemClock } from '../../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../../core/adapters/system/random.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Store } from '../../../core/ports/store.ts';
import { connectionString, startAzurite } from '../../fakes/azurite.ts';
import { startChild } from './children.ts';
import { type Counter, startCountingProxies } from './counting-proxy.ts';

/** A storage account on loopback, empty at first, with a way to it that counts. */
export type StorageLab = {
  /** Straight to the account: for what is timed and for what must not count. */
  readonly direct: string;
  /** Through the proxies that count. */
  readonly counted: string;
  readonly counter: Counter;
  /** Directly, with the machine's clock, unless told otherwise. */
  readonly openStore: (options?: StoreOptions) => Promise<Store>;
  /** An empty account again. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type StoreOptions = { readonly clock?: Clock; readonly prefix?: string; readonly counted?: boolean };

export type X = {
  readonly url: string;
  /** What came since it was last asked. */
  readonly arrivals: () => Promise<readonly { readonly text: string; readonly at: number }[]>;
};

/** The storage account and an X. */
export type Lab = StorageLab & { readonly x: X };

export async function openStorageLab(): Promise<StorageLab> {
  const azurite = await startAzurite();
  const proxies = await startCountingProxies(azurite.ports);
  const counted = connectionString(azurite.account, proxies.ports);
  const stores: Store[] = [];
  return {
    direct: azurite.connection,
    counted,
    counter: proxies,
    openStore: async ({ clock = createSystemClock(), prefix, counted: counting } = {}) => {
      const store = await openAzureStore({
        connection: counting ? counted : azurite.connection,
        clock,
        random: createSystemRandom(),
        ...(prefix !== undefined && { prefix }),
      });
      stores.push(store);
      return store;
    },
    reset: async () => {
      for (const store of stores.splice(0)) store.close();
      await emptyAccount(azurite.connection);
    },
    close: async () => {
      for (const store of stores) store.close();
      proxies.close();
      await azurite.stop();
    },
  };
}

export async function openLab(): Promise<Lab> {
  const storage = await openStorageLab();
  const x = await startPlainX();
  return {
    ...storage,
    x,
    close: async () => {
      await x.stop();
      await storage.close();
    },
  };
}

async function startPlainX(): Promise<X & { readonly stop: () => Promise<void> }> {
  const child = startChild([join(import.meta.dirname, 'plain-x/child.ts')]);
  await child.until((lines) => lines.length > 0);
  const url = child.lines[0] ?? '';
  return {
    url,
    arrivals: async () =>
      (await (await fetch(`${url}/arrivals`)).json()) as Awaited<ReturnType<X['arrivals']>>,
    stop: child.stop,
  };
}

async function emptyAccount(connection: string): Promise<void> {
  const tables = TableServiceClient.fromConnectionString(connection, { allowInsecureConnection: true });
  for await (const { name } of tables.listTables()) if (name !== undefined) await tables.deleteTable(name);
  const queues = QueueServiceClient.fromConnectionString(connection);
  for await (const { name } of queues.listQueues()) await queues.deleteQueue(name);
}
