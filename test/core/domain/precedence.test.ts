import { describe, expect, test } from 'vitest';
import { headStart } from '../../../core/domain/precedence.ts';
import { SECOND } from '../../../core/domain/time.ts';

const workers = ['a', 'b', 'c', 'd'];
const posts = Array.from({ length: 4_000 }, (_, i) => `post ${i}`);
const delayOf = (worker: string, post: string): number =>
  headStart(
    worker,
    workers.filter((other) => other !== worker),
    post,
  );

describe('who goes first', () => {
  test('a worker alone waits for nobody', () => {
    expect(headStart('a', [], 'p')).toBe(0);
  });

  test('for each post it is exactly one, and the others follow one by one', () => {
    for (const post of posts) {
      const delays = workers.map((worker) => delayOf(worker, post)).sort((a, b) => a - b);
      expect(delays).toEqual([0, SECOND, 2 * SECOND, 3 * SECOND]);
    }
  });

  test('each worker has about its share', () => {
    for (const worker of workers) {
      const firsts = posts.filter((post) => delayOf(worker, post) === 0).length;
      expect(firsts / posts.length).toBeGreaterThan(0.15);
      expect(firsts / posts.length).toBeLessThan(0.35);
    }
  });

  test('however many dead ones are on the list, nobody waits for more than three seconds', () => {
    const many = Array.from({ length: 100 }, (_, i) => `dead ${i}`);
    for (const post of posts.slice(0, 100))
      expect(headStart('z', many, post)).toBeLessThanOrEqual(3 * SECOND);
  });
});
