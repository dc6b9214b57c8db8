import { DAY } from '../domain/time.ts';
import type { Message, PublishHint } from '../ports/job-queue.ts';
import type { Processor } from '../ports/processor.ts';
import type { WorkerContext } from './context.ts';

/** Received more often than this without being completed: something about it is wrong. */
const MAX_DEQUEUES = 5;
const MAX_AGE = DAY;
/** Kept this long for a person to look at. */
const KEEP = 90 * DAY;

/** Why a message is poison, or undefined when it is good. */
export function poisonReason(message: Message<PublishHint>, now: number): string | undefined {
  if (message.body === undefined) return 'It could not be read as a publish hint.';
  if (message.dequeueCount > MAX_DEQUEUES)
    return `It was received ${message.dequeueCount} times and never completed.`;
  if (now - message.insertedAt > MAX_AGE) return 'It was on the queue for more than a day.';
  return undefined;
}

/**
 * Sets the bad ones of `messages` aside and returns the good ones. Copy first, then remove: a crash in between
 * leaves the record to be overwritten, never a message lost. The rows they point at are untouched and are
 * found again by the sweep.
 */
export async function setPoisonAside(
  ctx: WorkerContext,
  messages: readonly Message<PublishHint>[],
): Promise<readonly Message<PublishHint>[]> {
  const good: Message<PublishHint>[] = [];
  for (const message of messages) {
    const poisonedAt = ctx.clock.now();
    const reason = poisonReason(message, poisonedAt);
    if (reason === undefined) {
      good.push(message);
      continue;
    }
    const { id, raw, dequeueCount, insertedAt } = message;
    await ctx.poison.put({ id, raw, reason, dequeueCount, insertedAt, poisonedAt });
    await ctx.queue.complete([message]);
    ctx.log.warn('message set aside as poison', { message: id, reason });
  }
  return good;
}

/** Forgets poison records that nobody wanted for three months. */
export function createPoisonProcessor(ctx: WorkerContext): Processor {
  return {
    name: 'poison',
    process: async () => {
      const old = (await ctx.poison.list()).filter((r) => ctx.clock.now() - r.poisonedAt > KEEP);
      for (const record of old) await ctx.poison.remove(record.id);
      return 'idle';
    },
  };
}
