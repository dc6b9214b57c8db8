import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Post } from '../../../core/domain/post.ts';
import { createPostLists, type PostLists } from '../../../core/service/post-lists.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { createFlakyStore, type FlakyStore } from '../../fakes/flaky-store.ts';
import { aPost } from '../../fakes/post.ts';
import { tempFolder } from '../../fakes/rig.ts';

const ADDED = { at: 0, event: 'added', part: 0, detail: '', by: 'test' } as const;

let store: FlakyStore;
let waiting: readonly Post[];
let lists: PostLists;
beforeEach(() => {
  store = createFlakyStore(tempFolder(), createFakeClock());
  onTestFinished(() => store.close());
  waiting = [];
  lists = createPostLists({ posts: store.posts, unsynced: () => waiting, isAway: () => false });
});
const ids = async (query: Parameters<PostLists['list']>[0] = {}) =>
  (await lists.list(query)).posts.map(({ id, unsynced }) => `${id}${unsynced ? ' here' : ''}`);

describe('a list', () => {
  test('has what waits on this computer in its place, each post once', async () => {
    const [first, third] = [aPost({ id: '1', dueAt: 1 }), aPost({ id: '3', dueAt: 3 })];
    await store.posts.insert([first, third], ADDED);
    waiting = [aPost({ id: '2', dueAt: 2 }), third];
    expect(await ids()).toEqual(['1', '2 here', '3']);
  });

  test('has of it what was asked for', async () => {
    waiting = [aPost({ id: '1', status: 'cancelled' }), aPost({ id: '2', account: 'bob' })];
    expect(await ids({ status: ['cancelled'] })).toEqual(['1 here']);
    expect(await ids({ account: 'bob' })).toEqual(['2 here']);
  });

  test('of a span of time has what is due from its start to before its end', async () => {
    const due = [9, 10, 19, 20].map((dueAt) => aPost({ id: `${dueAt}`, dueAt }));
    await store.posts.insert([...due, aPost({ id: 'draft', dueAt: null, status: 'draft' })], ADDED);
    waiting = [
      aPost({ id: '15', dueAt: 15 }),
      aPost({ id: '21', dueAt: 21 }),
      aPost({ id: '-', dueAt: null }),
    ];
    expect(await ids({ from: 10, to: 20 })).toEqual(['10', '15 here', '19']);
    expect(await ids({ to: 10 })).toEqual(['9']);
    expect(await ids({ from: 20 })).toEqual(['20', '21 here']);
  });

  test('while the store is away, is what it was and says so', async () => {
    await store.posts.insert([aPost({ id: '1', dueAt: 1 })], ADDED);
    const query = { status: ['scheduled'], limit: 10 } as const;
    expect(await lists.list(query)).not.toHaveProperty('partial');
    store.fail('unavailable');
    waiting = [aPost({ id: '2', dueAt: 2 })];
    expect(await ids(query)).toEqual(['1', '2 here']);
    expect(await lists.list(query)).toHaveProperty('partial', true);
    expect(await ids({ limit: 5 }), 'which was never read').toEqual(['2 here']);
  });

  test('that fails for another reason fails', async () => {
    store.fail('corrupt', 'Damaged.');
    await expect(lists.list({})).rejects.toThrow('Damaged.');
  });
});

test('a post that waits here can be shown while the store is away', async () => {
  waiting = [aPost({ id: '1' })];
  store.fail('unavailable');
  expect(await lists.show('1')).toMatchObject({ post: { id: '1', unsynced: true }, history: [] });
  await expect(lists.show('2')).rejects.toThrow();
});
