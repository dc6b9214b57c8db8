import { expect, test } from 'vitest';
import { queueClient } from '../../core/adapters/azure/clients.ts';
import { parseConnection } from '../../core/adapters/azure/connection.ts';
import { pack } from '../../core/domain/envelope.ts';
import { perch } from './run-perch.ts';
import { createSharedWorkers, until } from './shared-workers.ts';

type Poison = {
  readonly id: string;
  readonly reason: string;
  readonly raw: string;
  readonly dequeueCount: number;
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function rawQueue(connection: string) {
  const parsed = parseConnection(connection);
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  return queueClient(parsed.connection, 'perch-publish-main');
}

/** Reads a message again and again without completing it, as a worker that dies each time would. */
async function wearOut(queue: ReturnType<typeof rawQueue>, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const [item] = (await queue.receiveMessages({ visibilityTimeout: 60 })).receivedMessageItems;
    if (!item) throw new Error('no message to read');
    await queue.updateMessage(item.messageId, item.popReceipt, undefined, 0);
  }
}

test('messages that cannot be worked stop nobody and are kept with their reason', {
  timeout: 90_000,
}, async () => {
  const { env, start, schedule, made } = await createSharedWorkers();
  const run = async (...args: readonly string[]) => {
    const result = await perch([...args, '--json'], { env });
    expect(result.stderr).toBe('');
    return result;
  };
  const listed = async () => (await run('poison', 'list')).json<Poison[]>();
  await schedule(['One', 'Two', 'Three'], 4_000, 3_000);
  const far = (await run('add', '--text', 'Next year', '--at', '+300d')).json<{ post: { id: string } }>();

  const queue = rawQueue(env['PERCH_STORAGE'] ?? '');
  await queue.sendMessage(base64(pack({ ids: [far.post.id] })));
  await wearOut(queue, 6);
  for (const text of ['not json', base64('{"v":9,"body":{"ids":[]}}'), base64(pack({ ids: ['nobody'] }))])
    await queue.sendMessage(text);
  const worker = start();

  await until(async () => (await listed()).length === 4);
  await until(() => made().size === 3);
  const records = await listed();
  const reasonOf = (raw: RegExp) => records.find((record) => raw.test(record.raw))?.reason;
  expect(reasonOf(/not json/)).toMatch(/not valid JSON/);
  expect(reasonOf(/"v":9/)).toMatch(/newer Perch \(message version 9\)/);
  expect(reasonOf(/nobody/)).toMatch(/not there \(nobody\)/);
  expect(reasonOf(new RegExp(far.post.id))).toMatch(/received 7 times/);

  const health = (await perch(['health', '--json'], { env })).json<{ queue: { poison: number } }>();
  expect(health.queue.poison).toBe(4);
  const worn = records.find(({ raw }) => raw.includes(far.post.id));
  expect((await perch(['poison', 'show', worn?.id ?? ''], { env })).stdout).toContain('received 7 times');
  expect((await run('poison', 'requeue', worn?.id ?? '')).code).toBe(0);
  for (const { id } of records.filter((record) => record !== worn)) await run('poison', 'discard', id);
  expect(await listed()).toEqual([]);
  // Put back, it is read, found to be too early, and completed.
  await until(async () => (await queue.getProperties()).approximateMessagesCount === 0);
  expect(await listed()).toEqual([]);
  expect(await worker.stop()).toMatchObject({ code: 0 });
});
