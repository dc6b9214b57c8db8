import { describeUnreadable } from '../domain/envelope.ts';
import { DAY, HOUR } from '../domain/time.ts';
import type { Message, PublishHint } from '../ports/job-queue.ts';
import type { Processor } from '../ports/processor.ts';
import type { WorkerContext } from './context.ts';

/** Received more often than this without being completed: something about it is wrong. */
const MAX_DEQUEUES = 5;
const MAX_AGE = DAY;
/** Kept this long for a person to look at. */
const KEEP = 90 * DAY;
const LOOK_EVERY = 6 * HOUR;

/** Why a message is poison, or undefined when it is good. */
export function poisonReason(message: Message<PublishHint>, now: number): string | undefined {
  if (message.body === undefined) return describeUnreadable(message.raw);
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
    const reason = poisonReason(message, ctx.clock.now());
    if (reason === undefined) {
      good.push(message);
      continue;
    }
    await poison(ctx, message, reason);
  }
  return good;
}

/** Keeps a message for a person to look at, and takes it off the queue. */
export async function poison(
  ctx: WorkerContext,
  message: Message<PublishHint>,
  reason: string,
): Promise<void> {
  const { id, raw, dequeueCount, insertedAt } = message;
  await ctx.poison.put({ id, raw, reason, dequeueCount, insertedAt, poisonedAt: ctx.clock.now() });
  await ctx.queue.complete([message]);
  ctx.log.warn('message set aside as poison', { message: id, reason });
}

/** Forgets poison records that nobody wanted for three months, and media that nothing uses. */
export function createPoisonProcessor(ctx: WorkerContext): Processor {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'poison',
    process: async (_signal, beat) => {
      if (ctx.clock.monotonic() - lookedAt < LOOK_EVERY) return 'idle';
      lookedAt = ctx.clock.monotonic();
      const old = (await ctx.poison.list()).filter((r) => ctx.clock.now() - r.poisonedAt > KEEP);
      for (const record of old) await ctx.poison.remove(record.id);
      await ctx.upkeep?.(beat);
      return 'idle';
    },
  };
}
