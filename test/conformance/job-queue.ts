import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../core/domain/time.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JobQueue, Message } from '../../core/ports/job-queue.ts';

export type Job = { readonly n: number; readonly pad?: string };

export type JobQueueFixture = {
  readonly queue: JobQueue<Job>;
  /** The same queue, read by a program that does not know this kind of message. */
  readonly stranger: JobQueue<Job>;
  readonly clock: Clock;
  /** Lets time pass for the queue: on a fake clock where the queue asks it, else by waiting. */
  readonly advance: (ms: number) => Promise<void>;
  readonly abandoned: readonly Message<Job>[];
  readonly close: () => Promise<void> | void;
};

/**
 * What every job queue must do. To run it on a new adapter: give it a function that opens an EMPTY queue of
 * `Job`s and a second view of it whose `parse` knows no message (see sqlite.test.ts).
 */
export function jobQueueConformance(name: string, open: () => Promise<JobQueueFixture>): void {
  describe(`${name}: job queue`, () => {
    let fixture: JobQueueFixture;
    let queue: JobQueue<Job>;
    beforeEach(async () => {
      fixture = await open();
      queue = fixture.queue;
    });
    afterEach(() => fixture.close());

    const jobs = (...ns: readonly number[]): readonly Job[] => ns.map((n) => ({ n }));
    const numbers = (messages: readonly Message<Job>[]) => messages.map((message) => message.body?.n);
    const receive = (max = 32, visibility = MINUTE) => queue.receive({ max, visibility });
    const receiveOne = async (visibility = MINUTE): Promise<Message<Job>> => {
      const [message] = await receive(1, visibility);
      if (!message) throw new Error('nothing to receive');
      return message;
    };

    it('gives messages in the order in which they were sent', async () => {
      await queue.send(jobs(1, 2));
      await queue.send(jobs(3));
      expect(numbers(await receive(2))).toEqual([1, 2]);
      expect(numbers(await receive())).toEqual([3]);
      expect(await receive()).toEqual([]);
    });

    it('gives at most 32 at once', async () => {
      await queue.send(jobs(...Array.from({ length: 40 }, (_, n) => n)));
      expect(await receive(100)).toHaveLength(32);
      expect(await receive(100)).toHaveLength(8);
    });

    it('tells about a message what it knows', async () => {
      await queue.send(jobs(7));
      const message = await receiveOne();
      expect(message).toMatchObject({ body: { n: 7 }, dequeueCount: 1 });
      expect(message.raw).toContain('7');
      expect(Math.abs(message.insertedAt - fixture.clock.now())).toBeLessThan(MINUTE);
    });

    it('hides a message until its visibility has run out, and counts', async () => {
      await queue.send(jobs(1));
      await receiveOne(2 * SECOND);
      expect(await receive()).toEqual([]);
      await fixture.advance(2 * SECOND);
      expect((await receiveOne()).dequeueCount).toBe(2);
    });

    it('removes what is completed', async () => {
      await queue.send(jobs(1, 2));
      await queue.complete(await receive());
      expect(await queue.depth()).toEqual({ messages: 0 });
      await queue.complete([]);
    });

    it('completes a message late, as long as nobody else has it', async () => {
      await queue.send(jobs(1));
      const message = await receiveOne(SECOND);
      await fixture.advance(2 * SECOND);
      await queue.complete([message]);
      expect(await queue.depth()).toEqual({ messages: 0 });
    });

    it('leaves alone what somebody else has received since', async () => {
      await queue.send(jobs(1));
      const mine = await receiveOne(SECOND);
      await fixture.advance(SECOND);
      const theirs = await receiveOne();
      await queue.complete([mine]);
      await queue.release(mine, 0);
      expect(await queue.extend(mine, MINUTE)).toBeUndefined();
      expect((await queue.depth()).messages).toBe(1);
      expect(await receive()).toEqual([]);
      await queue.complete([theirs]);
      expect((await queue.depth()).messages).toBe(0);
    });

    it('hides a message longer and gives a new receipt for it', async () => {
      await queue.send(jobs(1));
      const message = await receiveOne(2 * SECOND);
      const extended = await queue.extend(message, MINUTE);
      expect(extended).toMatchObject({ id: message.id, body: { n: 1 }, dequeueCount: 1 });
      await fixture.advance(3 * SECOND);
      expect(await receive()).toEqual([]);
      await queue.complete([message]);
      expect((await queue.depth()).messages).toBe(1);
      await queue.complete(extended ? [extended] : []);
      expect((await queue.depth()).messages).toBe(0);
    });

    it('shows a released message again after its delay', async () => {
      await queue.send(jobs(1));
      await queue.release(await receiveOne(), 0);
      await queue.release(await receiveOne(), 2 * SECOND);
      expect(await receive()).toEqual([]);
      await fixture.advance(2 * SECOND);
      expect((await receiveOne()).dequeueCount).toBe(3);
    });

    it('gives a message that it cannot read without a body', async () => {
      await queue.send(jobs(1));
      const [message] = await fixture.stranger.receive({ max: 1, visibility: MINUTE });
      expect(message).toMatchObject({ body: undefined, dequeueCount: 1 });
      expect(message?.raw).toContain('1');
      await fixture.stranger.complete(message ? [message] : []);
      expect((await queue.depth()).messages).toBe(0);
    });

    it('counts hidden messages and knows the age of the oldest', async () => {
      expect(await queue.depth()).toEqual({ messages: 0 });
      const before = fixture.clock.now();
      await queue.send(jobs(1, 2));
      await receive(1);
      const { messages, oldest = 0 } = await queue.depth();
      expect(messages).toBe(2);
      expect(Math.abs(oldest - before)).toBeLessThan(MINUTE);
    });

    it('refuses a message of more than 64 KiB, and sends none of the batch', async () => {
      const large = { n: 2, pad: 'é'.repeat(33_000) };
      await expect(queue.send([{ n: 1 }, large])).rejects.toThrow('65536 bytes');
      expect((await queue.depth()).messages).toBe(0);
      await queue.send([{ n: 3, pad: 'x'.repeat(40_000) }]);
      expect(numbers(await receive())).toEqual([3]);
    });

    it('tells of a message that its receiver forgot, and of no other', async () => {
      await queue.send(jobs(1, 2, 3, 4));
      const [, completed, released, extended] = await receive(4, SECOND);
      if (!completed || !released || !extended) throw new Error('nothing to receive');
      await queue.complete([completed]);
      await queue.release(released, MINUTE);
      await queue.extend(extended, MINUTE);
      await fixture.advance(SECOND);
      await receive();
      expect(numbers(fixture.abandoned)).toEqual([1]);
    });
  });
}
