// The algorithm of 2009 in a process of its own, like the worker that it is compared with.
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { enqueueUpdates, publishUpdates } from '../../algorithm-2009.ts';

type Order = {
  readonly connection: string;
  readonly x: string;
  readonly table: string;
  readonly queue: string;
};

const order = JSON.parse(await text(process.stdin)) as Order;
const agent = new Agent({ keepAlive: true });
const old = {
  table: TableClient.fromConnectionString(order.connection, order.table, { allowInsecureConnection: true }),
  queue: new QueueClient(order.connection, order.queue),
  send,
};

/** A plain POST on a connection that is kept: less than Perch does for one, which signs it and opens a new one. */
async function send(status: string): Promise<void> {
  const code = await new Promise<number>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(`${order.x}/2/tweets`, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject).end(JSON.stringify({ text: status }));
  });
  if (code !== 201) throw new Error(`X answered ${code}`);
}

const start = performance.now();
const enqueued = await enqueueUpdates(old, new Date());
const published = await publishUpdates(old);
console.log(JSON.stringify({ ms: performance.now() - start, enqueued, published }));
process.exit(0);
