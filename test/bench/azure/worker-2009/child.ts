// The algorithm of 2009 in a process of its own, like the worker that it is compared with.
import { text } from 'node:stream/consumers';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { createSystemClock } from '../../../../core/adapters/system/clock.ts';
import { createXPublisher } from '../../../../core/adapters/x/publisher.ts';
import { SECOND } from '../../../../core/domain/time.ts';
import { createMemoryVault } from '../../../fakes/vault.ts';
import { enqueueUpdates, publishUpdates } from '../../algorithm-2009.ts';

type Order = {
  readonly connection: string;
  readonly x: string;
  readonly table: string;
  readonly queue: string;
};

const order = JSON.parse(await text(process.stdin)) as Order;
const keys = { appKey: 'app', appSecret: 'secret', accessToken: '1000-bench', accessSecret: 'secret' };
const clock = createSystemClock();
const x = createXPublisher({ apiBaseUrl: order.x, keys: () => keys, vault: createMemoryVault(), clock });
const never = new AbortController().signal;
const old = {
  table: TableClient.fromConnectionString(order.connection, order.table, { allowInsecureConnection: true }),
  queue: new QueueClient(order.connection, order.queue),
  send,
};

/** By the same client as Perch, signed and on a connection of its own: what differs is the algorithm. */
async function send(status: string): Promise<void> {
  const request = { account: 'bench', text: status, deadline: 30 * SECOND, maySend: () => true };
  const outcome = await x.publish(request, never);
  if (outcome.kind !== 'published') throw new Error(`X answered ${outcome.kind}`);
}

const start = performance.now();
const enqueued = await enqueueUpdates(old, new Date());
const published = await publishUpdates(old);
console.log(JSON.stringify({ ms: performance.now() - start, enqueued, published }));
process.exit(0);
