import type { Random } from '../../ports/random.ts';
import type { Agents } from '../network/agent.ts';
import { containerClient, queueClient, tableClient } from './clients.ts';
import { parseConnection } from './connection.ts';
import { call } from './errors.ts';

/** What one service let us do. */
export type ServiceTick = {
  readonly service: 'connection' | 'tables' | 'queues' | 'blobs';
  readonly ok: boolean;
  /** Why not, in one sentence; empty when it is fine. */
  readonly problem: string;
};

type Step = Parameters<typeof call>[0];

/**
 * Does on each service what Perch will do: create, write, read, delete, in places of their own that are gone
 * again afterwards. About 15 requests.
 */
export async function probeStorage(
  text: string,
  random: Random,
  agents?: Agents,
): Promise<readonly ServiceTick[]> {
  const parsed = parseConnection(text);
  if (parsed.kind === 'problem') return [{ service: 'connection', ok: false, problem: parsed.problem }];
  const connection = { ...parsed.connection, agents };
  const name = `perchtest${random.uuid().replaceAll('-', '').slice(0, 16)}`;
  const services = [
    ['tables', probeTable(tableClient(connection, name))],
    ['queues', probeQueue(queueClient(connection, name))],
    ['blobs', probeBlobs(containerClient(connection, name))],
  ] as const;
  const ticks = services.map(async ([service, steps]) => ({ service, ...(await attempt(steps)) }));
  return [{ service: 'connection', ok: true, problem: '' }, ...(await Promise.all(ticks))];
}

/** The last step cleans up, so it is taken whatever became of the others. */
async function attempt(steps: readonly Step[]): Promise<Omit<ServiceTick, 'service'>> {
  const work = steps.slice(0, -1);
  const cleanUp = steps.at(-1);
  try {
    for (const step of work) await call(step);
  } catch (error) {
    await (cleanUp && call(cleanUp).catch(() => undefined));
    return failed(error);
  }
  return cleanUp
    ? call(cleanUp).then(
        () => ({ ok: true, problem: '' }),
        (error: unknown) => failed(error),
      )
    : { ok: true, problem: '' };
}

const failed = (error: unknown): Omit<ServiceTick, 'service'> => ({
  ok: false,
  problem: error instanceof Error ? error.message : String(error),
});

function probeTable(table: ReturnType<typeof tableClient>): readonly Step[] {
  const entity = { partitionKey: 'test', rowKey: 'test' };
  return [
    (options) => table.createTable(options),
    (options) => table.submitTransaction([['create', entity]], options),
    (options) => table.getEntity('test', 'test', options),
    (options) => table.deleteEntity('test', 'test', options),
    (options) => table.deleteTable(options),
  ];
}

function probeQueue(queue: ReturnType<typeof queueClient>): readonly Step[] {
  return [
    (options) => queue.create(options),
    (options) => queue.sendMessage('test', options),
    async (options) => {
      const { receivedMessageItems } = await queue.receiveMessages(options);
      for (const { messageId, popReceipt } of receivedMessageItems)
        await queue.deleteMessage(messageId, popReceipt, options);
    },
    (options) => queue.delete(options),
  ];
}

function probeBlobs(container: ReturnType<typeof containerClient>): readonly Step[] {
  const blob = container.getBlockBlobClient('test');
  return [
    (options) => container.create(options),
    (options) => blob.upload('test', 4, options),
    (options) => blob.downloadToBuffer(undefined, undefined, options),
    (options) => blob.delete(options),
    (options) => container.delete(options),
  ];
}
