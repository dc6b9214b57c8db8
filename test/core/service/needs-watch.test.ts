import { expect, test } from 'vitest';
import type { Need } from '../../../core/domain/needs.ts';
import type { StorageTrouble } from '../../../core/domain/storage.ts';
import type { PostView } from '../../../core/domain/view.ts';
import { StoreError } from '../../../core/ports/store-error.ts';
import type { Overview } from '../../../core/rpc/contract.ts';
import { createNeedsWatch } from '../../../core/service/needs-watch.ts';

const FAILED: PostView = {
  id: 'a',
  status: 'failed',
  dueAt: null,
  zone: 'UTC',
  account: 'ada',
  parts: [{ text: 'One' }],
  attempts: 1,
};

const overview = (failed: number, trouble?: StorageTrouble): Overview =>
  ({
    counts: { failed, missed: 0 },
    accounts: [],
    storage: { trouble },
    spending: { capUsd: null },
    health: { reasons: [] },
  }) as unknown as Overview;

function setup(isPaid: boolean) {
  const world = { posts: [FAILED] as readonly PostView[], isAway: false, readings: 0 };
  const told: (readonly Need[])[] = [];
  const wholes: boolean[] = [];
  const list = async () => {
    world.readings += 1;
    if (world.isAway) throw new StoreError('unavailable', 'away');
    return { posts: world.posts };
  };
  const look = createNeedsWatch({ list }, isPaid, ({ needs, isWhole }) => {
    told.push(needs);
    wholes.push(isWhole);
  });
  return { world, look, wholes, keys: () => told.map((needs) => needs.map(({ key }) => key)) };
}

test('what waits for a person is told once, and when it has changed', async () => {
  const { look, keys } = setup(false);
  for (const failed of [0, 1, 1, 0]) await look(overview(failed));
  expect(keys()).toEqual([[], ['post a'], []]);
});

test('the same number may be of other posts; where reading is paid for, it is taken for the same', async () => {
  for (const isPaid of [false, true]) {
    const { world, look, keys } = setup(isPaid);
    await look(overview(1));
    world.posts = [{ ...FAILED, attempts: 2 }];
    await look(overview(1));
    expect(keys()).toHaveLength(isPaid ? 1 : 2);
    expect(world.readings).toBe(isPaid ? 1 : 2);
  }
});

test('a storage that is away takes nothing back, and is asked again', async () => {
  const { world, look, keys } = setup(true);
  await look(overview(1));
  world.isAway = true;
  await look(overview(2));
  expect(keys()).toEqual([['post a']]);
  world.isAway = false;
  world.posts = [FAILED, { ...FAILED, id: 'b' }];
  await look(overview(2));
  expect(keys()).toEqual([['post a'], ['post a', 'post b']]);
});

test('a storage that was never read does not make anybody forget what waits in it', async () => {
  const { look, keys, wholes } = setup(true);
  await look(overview(0, { kind: 'refused', detail: '', since: 0 }));
  await look(overview(1));
  expect(keys()).toEqual([['storage'], ['post a']]);
  expect(wholes).toEqual([false, true]);
});
