import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { idle } from '../bench/azure/idle-day.ts';
import { openStorageLab, type StorageLab } from '../bench/azure/lab.ts';
import { benchPost, times } from '../bench/azure/posts.ts';
import { simulate } from '../bench/azure/simulate.ts';

// What `npm run bench azure` measures, as counts: the whole worker, with requests really made, on a simulated clock.

let storage: StorageLab;
beforeAll(async () => {
  storage = await openStorageLab();
});
afterAll(() => storage.close());
afterEach(() => storage.reset());

/** After the start, ms: between the looks that a worker takes every minute or so whatever is due. */
const DUE = 47 * SECOND;

/** From shortly before so many posts are due at one instant until all that they need is over. */
const costOf = (count: number) =>
  simulate(
    storage,
    { workers: 1, posts: (now) => times(count, () => benchPost('alice', now + DUE)) },
    async ({ clock, published }) => {
      await clock.run(DUE - SECOND);
      storage.counter.restart();
      await clock.runUntil(() => published() === count, 5 * MINUTE);
      expect(published()).toBe(count);
      await clock.run(SECOND);
      return { total: storage.counter.total(), tally: storage.counter.tally() };
    },
  );

describe('what a worker costs in requests', () => {
  it('for a lone post: at most 5', async () => {
    const { total, tally } = await costOf(1);
    expect(total, JSON.stringify(tally)).toBeLessThanOrEqual(5);
  });

  it('for a post of 200 that are due at once: at most 1.5', async () => {
    const { total, tally } = await costOf(200);
    expect(total / 200, JSON.stringify(tally)).toBeLessThanOrEqual(1.5);
  });

  it('for an hour in which nothing is due: at most 125', async () => {
    const { total, tally } = await idle(storage, 1, HOUR);
    expect(total, JSON.stringify(tally)).toBeLessThanOrEqual(125);
  });
});
