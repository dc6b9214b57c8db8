import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { createHandedOut } from '../../domain/abandoned.ts';
import { pack, unpack } from '../../domain/envelope.ts';
import { SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue, Message } from '../../ports/job-queue.ts';
import { call, callUnless } from './errors.ts';

export type JobQueueOptions<T> = {
  readonly clock: Clock;
  /** The body as a `T`, or undefined when it is none. */
  readonly parse: (raw: unknown) => T | undefined;
  /** Told of each message that was received here and came back untouched: a bug of the receiver. */
  readonly onAbandoned?: (message: Message<T>) => void;
};

const MAX_BATCH = 32;
/** The default is seven days, after which a message is gone without a word. */
const FOR_EVER = -1;
/** 400 PopReceiptMismatch, 404 MessageNotFound: somebody else has it or completed it. */
const NOT_OURS = [400, 404] as const;

/**
 * A typed queue on Azure. A message goes as base64: one character that XML does not know would make every
 * batch that holds it come back empty. The SDK sends again when an answer was lost, which doubles a message,
 * and a lost answer to a receive hides messages until their visibility ends: both cost time only. Each
 * message sent, extended, completed or released is one request; a receive of up to 32 is one.
 */
export function createJobQueue<T>(client: QueueClient, options: JobQueueOptions<T>): JobQueue<T> {
  const { clock, parse } = options;
  const open = createHandedOut<Message<T>>(clock.monotonic, options.onAbandoned);
  return {
    send: async (bodies) => {
      const texts = bodies.map((body) => toBase64(pack(body)));
      for (const text of texts) {
        await call((options) => client.sendMessage(text, { ...options, messageTimeToLive: FOR_EVER }));
      }
    },
    receive: async ({ max, visibility }) => {
      open.report();
      const asked = {
        numberOfMessages: Math.min(Math.max(1, max), MAX_BATCH),
        visibilityTimeout: Math.max(1, seconds(visibility)),
      };
      const { receivedMessageItems } = await call((options) =>
        client.receiveMessages({ ...options, ...asked }),
      );
      const messages = receivedMessageItems.map((item) => toMessage(item, parse));
      for (const message of messages) open.add(message, visibility);
      return messages;
    },
    extend: async (message, visibility) => {
      open.remove(message);
      const updated = await update(client, message, visibility);
      if (!updated?.popReceipt) return undefined;
      const extended = { ...message, receipt: updated.popReceipt };
      open.add(extended, visibility);
      return extended;
    },
    complete: async (messages) => {
      await Promise.all(
        messages.map(({ id, receipt }) =>
          callUnless(NOT_OURS, (options) => client.deleteMessage(id, receipt, options)),
        ),
      );
      for (const message of messages) open.remove(message);
    },
    release: async (message, delay) => {
      await update(client, message, delay);
      open.remove(message);
    },
    depth: async () => {
      const { approximateMessagesCount: messages = 0 } = await call((options) =>
        client.getProperties(options),
      );
      if (messages === 0) return { messages };
      // Azure shows nobody a hidden message, so the oldest is the oldest of the others.
      const { peekedMessageItems } = await call((options) => client.peekMessages(options));
      const oldest = peekedMessageItems[0]?.insertedOn.getTime();
      return { messages, ...(oldest !== undefined && { oldest }) };
    },
  };
}

/** Undefined when somebody else has it. The receipt changes with every update. */
function update(client: QueueClient, { id, receipt }: Message<unknown>, visibility: number) {
  return callUnless(NOT_OURS, (options) =>
    client.updateMessage(id, receipt, undefined, seconds(visibility), options),
  );
}

function toMessage<T>(item: DequeuedMessageItem, parse: (raw: unknown) => T | undefined): Message<T> {
  const raw = fromBase64(item.messageText);
  return {
    id: item.messageId,
    body: unpack(raw, parse),
    raw,
    dequeueCount: item.dequeueCount,
    insertedAt: item.insertedOn.getTime(),
    receipt: item.popReceipt,
  };
}

/** Azure counts in whole seconds: rather hidden too long than seen twice. */
const seconds = (ms: number): number => Math.ceil(Math.max(0, ms) / SECOND);

const toBase64 = (text: string): string => Buffer.from(text).toString('base64');

/** What is no base64 was sent by somebody else, and is shown as it is. */
function fromBase64(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString() : text;
}
