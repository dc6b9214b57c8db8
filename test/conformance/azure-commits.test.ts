import { describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { Move } from '../../core/ports/post-store.ts';
import { type AzureRig, type OpenStore, useAzureRig } from '../fakes/azure-rig.ts';
import type { Fault, ProxiedRequest } from '../fakes/fault-proxy.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm, mover } from './post-store.ts';

// Moves that are asked for at the same time share transactions, and each of them has its own answer.

let rig: AzureRig;
let store: OpenStore;
useAzureRig((opened, started) => {
  store = opened;
  rig = started;
});

const isTransaction = ({ path, body }: ProxiedRequest): boolean =>
  path.includes('$batch') && body.includes('/perchposts');
const transactions = (): number => rig.tables.requests.filter(isTransaction).length;
const add = async (count: number, overrides: Partial<Post> = {}): Promise<readonly Post[]> => {
  const posts = Array.from({ length: count }, () => aPost(overrides));
  await store.posts.insert(posts, ADDED);
  rig.counted();
  return posts;
};
const together = (moves: readonly Move[]) =>
  Promise.allSettled(moves.map((move) => store.posts.move(move))).then((results) =>
    results.map((result) =>
      result.status === 'fulfilled' ? result.value.kind : (result.reason as { code: string }).code,
    ),
  );
const fill = <T>(length: number, value: T): readonly T[] => Array.from({ length }, () => value);

describe('moves of one tick', () => {
  it('are one transaction', async () => {
    const moves = (await add(14)).map((post) => arm(post));
    expect(await together(moves)).toEqual(fill(14, 'moved'));
    expect(transactions()).toBe(1);
    expect(new Set(await store.posts.inFlight())).toEqual(new Set(moves.map(({ to }) => to)));
  });

  it('are refused one by one: a conflict leaves the others moved', async () => {
    const posts = await add(14);
    const other = await rig.open(store.workspace);
    const stale = posts[5] ?? aPost();
    await other.posts.move(movePost(stale, 'cancelled', mover()));
    const results = await together(posts.map((post) => arm(post)));
    expect(results).toEqual(posts.map((post) => (post === stale ? 'conflict' : 'moved')));
    expect(await store.posts.inFlight()).toHaveLength(13);
    expect(await store.posts.history(stale.id)).toHaveLength(2);
  });

  it('with the same text wait for one another, and only one is in flight', async () => {
    const posts = [...(await add(3, { parts: [{ text: 'Same' }] })), ...(await add(3))];
    const results = await together(posts.map((post) => arm(post)));
    expect(results).toEqual(['moved', 'text-locked', 'text-locked', 'moved', 'moved', 'moved']);
  });

  it('of the same post are made in their order', async () => {
    const [post = aPost()] = await add(1);
    const first = movePost(post, 'enqueued', mover());
    expect(await together([first, arm(first.to), arm(post)])).toEqual(['moved', 'moved', 'conflict']);
    expect((await store.posts.get(post.id))?.version).toBe(3);
  });

  it('go ahead of a large call that is on its way', async () => {
    const [urgent = aPost(), ...many] = await add(201);
    const order: string[] = [];
    const bulk = store.posts.moveMany(many.map((post) => arm(post))).then(() => order.push('bulk'));
    const single = store.posts.move(arm(urgent)).then(() => order.push('single'));
    await Promise.all([bulk, single]);
    expect(order).toEqual(['single', 'bulk']);
  });
});

describe('moves that come while others are on their way', () => {
  it('go together in the next transaction, two at most at a time', async () => {
    const posts = await add(30);
    const waves = posts.map(async (post, i) => {
      // One after the other, in ticks of their own.
      for (let n = 0; n < i; n++) await new Promise((resolve) => setImmediate(resolve));
      return (await store.posts.move(arm(post))).kind;
    });
    expect(await Promise.all(waves)).toEqual(fill(30, 'moved'));
    expect(transactions()).toBeLessThan(25);
  });
});

describe('a shared transaction', () => {
  it.each<Fault['kind']>(['drop-after', 'busy-after'])(
    'whose answer is lost (%s) is known for his own by each',
    async (kind) => {
      const moves = (await add(5)).map((post) => arm(post));
      rig.tables.fail(isTransaction, { kind } as Fault);
      expect(await together(moves)).toEqual(fill(5, 'moved'));
      expect(await store.posts.activity({ limit: 100 })).toHaveLength(10);
      // The SDK's second try is refused, and one row tells that the first was ours.
      expect(transactions()).toBe(2);
    },
  );

  it('takes nobody along who only repeats what is in already', async () => {
    const [done = aPost(), fresh = aPost()] = await add(2);
    const repeated = arm(done);
    await store.posts.move(repeated);
    const other = await rig.open(store.workspace);
    await other.posts.move(movePost(fresh, 'cancelled', mover()));
    expect(await together([repeated, arm(fresh)])).toEqual(['moved', 'conflict']);
    expect((await store.posts.get(fresh.id))?.status).toBe('cancelled');
  });

  it('that gave up although it was in is found out', async () => {
    const moves = (await add(3)).map((post) => arm(post));
    rig.tables.fail(isTransaction, { kind: 'drop-after' });
    rig.tables.fail(isTransaction, { kind: 'drop-before' }, 3);
    expect(await together(moves)).toEqual(fill(3, 'moved'));
  });

  it('that does not get through tells everyone, and all can try again', async () => {
    const moves = (await add(3)).map((post) => arm(post));
    rig.tables.fail(isTransaction, { kind: 'drop-before' }, 4);
    expect(await together(moves)).toEqual(fill(3, 'unavailable'));
    expect(await together(moves)).toEqual(fill(3, 'moved'));
  });
});
