import { setImmediate as tick } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createSequence } from '../../core/adapters/azure/activity.ts';
import { createCommitQueue } from '../../core/adapters/azure/commit-queue.ts';
import { planMove } from '../../core/adapters/azure/post-write.ts';
import type { Change, Partition } from '../../core/adapters/azure/table.ts';
import type { Post } from '../../core/domain/post.ts';
import { HOUR } from '../../core/domain/time.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { arm } from './post-store.ts';

// Which moves share a transaction, by a table that answers when the test says so.

function createRig(patience?: number) {
  const commits: { readonly changes: readonly Change[]; readonly answer: () => void }[] = [];
  const partition = {
    commit: (changes: readonly Change[]) =>
      new Promise<boolean>((resolve) => commits.push({ changes, answer: () => resolve(true) })),
  } as unknown as Partition;
  const sequence = createSequence(createFakeClock());
  let calls = 0;
  const writing = { partition, sequence, newCall: () => String(++calls) };
  const queue = createCommitQueue(writing, patience);
  async function add(count: number, bulk = false, post?: Post): Promise<void> {
    for (let i = 0; i < count; i++) {
      const planned = planMove(writing, arm(post ?? aPost()));
      const alone = (): Promise<string> => partition.commit(planned.changes).then(() => 'alone');
      void queue.add({ planned, done: 'together', alone, bulk });
    }
    await turns();
  }
  /** How many posts each transaction carried. */
  const sizes = () => commits.map(({ changes }) => changes.filter(({ key }) => key.startsWith('p_')).length);
  async function answer(n: number): Promise<void> {
    commits[n]?.answer();
    await turns();
  }
  return { add, sizes, answer };
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await tick();
}

it('lets a lone move go at once', async () => {
  const { add, sizes } = createRig(HOUR);
  await add(1);
  expect(sizes()).toEqual([1]);
});

it('lets a post that follows itself go at once', async () => {
  const { add, sizes, answer } = createRig(HOUR);
  const post = aPost();
  await add(1, true, post);
  await answer(0);
  await add(1, false, post);
  expect(sizes()).toEqual([1, 1]);
});

it('keeps single moves of a burst until they are worth a transaction', async () => {
  const { add, sizes, answer } = createRig(HOUR);
  await add(1);
  await add(4);
  await answer(0);
  expect(sizes()).toEqual([1]);
  await add(12);
  expect(sizes()).toEqual([1]);
  await add(1);
  expect(sizes()).toEqual([1, 17]);
});

it('lets a large call go at once, and takes along what waits', async () => {
  const { add, sizes } = createRig(HOUR);
  await add(1);
  await add(2);
  await add(4, true);
  expect(sizes()).toEqual([1, 6]);
});

it('has no more than two on their way', async () => {
  const { add, sizes, answer } = createRig(HOUR);
  await add(1);
  await add(70);
  expect(sizes()).toEqual([1, 33]);
  await answer(0);
  expect(sizes()).toEqual([1, 33, 33]);
});

it('keeps nobody waiting for long, although the one before never ends', async () => {
  const { add, sizes } = createRig();
  await add(1);
  await add(2);
  await expect.poll(sizes).toEqual([1, 2]);
});
