import type { TableClient } from '@azure/data-tables';
import type { QueueClient } from '@azure/storage-queue';

/*
 * What the write-ups of 2009 describe, request by request, without its sleeps: nothing here is better or worse
 * than it was. A row is looked for over the whole table; a queue message is the id of a row.
 */

export type Old = {
  readonly table: TableClient;
  readonly queue: QueueClient;
  readonly send: (text: string) => Promise<void>;
};

type Tweet = { readonly Text: string; readonly SendStatus: string; readonly RetriesLeft: number };

const VISIBILITY_SECONDS = 120;
const FOR_EVER = -1;

/** One pass of EnqueueUpdates: every due row gets a message and is then marked. Returns how many. */
export async function enqueueUpdates({ table, queue }: Old, now: Date): Promise<number> {
  const filter = `ScheduledOn le datetime'${now.toISOString()}' and SendStatus ne 'Published' and SendStatus ne 'Pending delivery' and SendStatus ne 'Failed'`;
  let count = 0;
  for await (const row of table.listEntities<Tweet>({ queryOptions: { filter } })) {
    const { partitionKey = '', rowKey = '' } = row;
    await queue.sendMessage(toMessage(partitionKey, rowKey), { messageTimeToLive: FOR_EVER });
    await table.updateEntity({ partitionKey, rowKey, SendStatus: 'Pending delivery' }, 'Merge');
    count++;
  }
  return count;
}

/** One pass of PublishUpdates: message by message, until the peek finds none. Returns how many went out. */
export async function publishUpdates({ table, queue, send }: Old): Promise<number> {
  let count = 0;
  while ((await queue.peekMessages()).peekedMessageItems.length > 0) {
    const received = await queue.receiveMessages({ visibilityTimeout: VISIBILITY_SECONDS });
    const [message] = received.receivedMessageItems;
    if (!message) continue;
    const [partitionKey = '', rowKey = ''] = fromMessage(message.messageText);
    const row = await table.getEntity<Tweet>(partitionKey, rowKey);
    await table.updateEntity({ partitionKey, rowKey, ...(await tryToSend(row, send)) }, 'Merge');
    await queue.deleteMessage(message.messageId, message.popReceipt);
    count++;
  }
  return count;
}

async function tryToSend(row: Tweet, send: Old['send']): Promise<Partial<Tweet>> {
  try {
    await send(row.Text);
    return { SendStatus: 'Published' };
  } catch {
    const RetriesLeft = row.RetriesLeft - 1;
    return { SendStatus: RetriesLeft > 0 ? 'Retrying' : 'Failed', RetriesLeft };
  }
}

const toMessage = (...keys: readonly string[]): string => Buffer.from(keys.join(' ')).toString('base64');
const fromMessage = (text: string): readonly string[] => Buffer.from(text, 'base64').toString().split(' ');
