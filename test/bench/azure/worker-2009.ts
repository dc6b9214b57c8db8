import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { TableClient, type TransactionAction } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { MINUTE } from '../../../core/domain/time.ts';
import { startChild } from './children.ts';
import type { Lab } from './lab.ts';
import { times } from './posts.ts';

export type Order = {
  /** What the process uses; its rows are made directly. */
  readonly connection: string;
  /** Due now. */
  readonly posts: number;
  /** Rows that are published already. */
  readonly past: number;
  /** All is stored; the process starts next. */
  readonly onReady?: () => void;
};

type Result = { readonly ms: number; readonly posts: number };

const TABLE = 'tweets';
const QUEUE = 'updatequeue';
const PER_TRANSACTION = 100;

/** Everything that is due, once, by the algorithm of 2009, on an empty account. */
export async function run2009(lab: Lab, { connection, posts, past, onReady }: Order): Promise<Result> {
  await lab.reset();
  const table = TableClient.fromConnectionString(lab.direct, TABLE, { allowInsecureConnection: true });
  await table.createTable();
  await new QueueClient(lab.direct, QUEUE).create();
  await insertTweets(table, past, 'Published');
  await insertTweets(table, posts, 'Scheduled');
  onReady?.();
  const child = startChild([join(import.meta.dirname, 'worker-2009/child.ts')]);
  child.process.stdin?.end(JSON.stringify({ connection, x: lab.x.url, table: TABLE, queue: QUEUE }));
  await child.until((lines) => lines.length > 0);
  const { ms, published } = JSON.parse(child.lines[0] ?? '') as { ms: number; published: number };
  if (published !== posts) throw new Error(`2009 published ${published} of ${posts}`);
  return { ms, posts };
}

/** All in the user's partition, as it was. */
async function insertTweets(table: TableClient, count: number, status: string): Promise<void> {
  const actions = times(count, (i): TransactionAction => {
    const ScheduledOn = new Date(Date.now() - MINUTE - i);
    const tweet = { ScheduledOn, Text: `Tweet ${status} ${i}`, SendStatus: status, RetriesLeft: 5 };
    return ['create', { partitionKey: 'bench', rowKey: randomUUID(), ...tweet }];
  });
  for (let i = 0; i < actions.length; i += PER_TRANSACTION)
    await table.submitTransaction(actions.slice(i, i + PER_TRANSACTION));
}
