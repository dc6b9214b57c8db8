import { describe, expect, it } from 'vitest';
import { LONGEST_LOOK } from '../../core/adapters/azure/changes.ts';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import type { Post } from '../../core/domain/post.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { StoreError } from '../../core/ports/store-error.ts';
import { type AzureRig, type OpenStore, useAzureRig } from '../fakes/azure-rig.ts';
import { createFakeClock, FAKE_START } from '../fakes/clock.ts';
import type { Fault, ProxiedRequest } from '../fakes/fault-proxy.ts';
import { aPost } from '../fakes/post.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { ADDED, arm, mover } from './post-store.ts';

// What the SDKs do when an answer is lost, pinned: they repeat the call by themselves, and then our own
// success looks like somebody else's.

let rig: AzureRig;
let store: OpenStore;
useAzureRig((opened, started) => {
  store = opened;
  rig = started;
});

/** Of posts: their wake rows are written by a transaction of another table. */
const isTransaction = ({ path, body }: ProxiedRequest): boolean =>
  path.includes('$batch') && body.includes('/perchposts');
/** How Azurite writes the keys of a continuation. */
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const add = async (count = 1) => {
  const posts = Array.from({ length: count }, () => aPost());
  await store.posts.insert(posts, ADDED);
  rig.counted();
  return posts as [ReturnType<typeof aPost>, ...typeof posts];
};

describe.each<Fault['kind']>(['drop-before', 'drop-after', 'busy-before', 'busy-after'])('%s', (kind) => {
  const fault = { kind } as Fault;

  it('a move is made once, and its caller knows that it was he', async () => {
    const [post] = await add();
    rig.tables.fail(isTransaction, fault);
    const move = arm(post);
    expect(await store.posts.move(move)).toEqual({ kind: 'moved', post: move.to });
    expect(await store.posts.history(post.id)).toHaveLength(2);
    expect(rig.tables.requests.filter(isTransaction)).toHaveLength(2);
  });

  it('many moves at once are made once', async () => {
    const posts = await add(3);
    rig.tables.fail(isTransaction, fault);
    const results = await store.posts.moveMany(posts.map((post) => arm(post)));
    expect(results.map((result) => result.kind)).toEqual(['moved', 'moved', 'moved']);
    expect((await store.posts.activity({ limit: 100 })).length).toBe(6);
  });

  it('new posts are inserted, not "there already"', async () => {
    rig.tables.fail(isTransaction, fault);
    expect(await store.posts.insert([aPost()], ADDED)).toEqual(['inserted']);
    rig.tables.fail(isTransaction, fault);
    expect(await store.posts.insert([aPost(), aPost()], ADDED)).toEqual(['inserted', 'inserted']);
  });
});

describe('a table that gives up', () => {
  it('has made the move all the same, as the row tells', async () => {
    const [post] = await add();
    rig.tables.fail(isTransaction, { kind: 'drop-after' });
    rig.tables.fail(isTransaction, { kind: 'drop-before' }, 3);
    const move = arm(post);
    expect(await store.posts.move(move)).toEqual({ kind: 'moved', post: move.to });
  });

  it('has not, and the caller is told that it may try again', async () => {
    const [post] = await add();
    rig.tables.fail(isTransaction, { kind: 'drop-before' }, 4);
    const move = arm(post);
    await expect(store.posts.move(move)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    expect((await store.posts.move(move)).kind).toBe('moved');
  });
});

describe('several workers', () => {
  it('claim a post once', async () => {
    const [post] = await add();
    const other = await rig.open(store.workspace);
    const claims = Array.from({ length: 50 }, (_, i) => (i % 2 ? store : other).posts.move(arm(post)));
    const results = await Promise.all(claims);
    expect(results.filter((result) => result.kind === 'moved')).toHaveLength(1);
    expect(results.filter((result) => result.kind === 'conflict')).toHaveLength(49);
  });

  it('make the next version of a post once, even when no row comes or goes', async () => {
    const [post] = await add();
    const armed = arm(post);
    await store.posts.move(armed);
    const doubted = movePost(armed.to, 'doubted', mover());
    await store.posts.move(doubted);
    const other = await rig.open(store.workspace);
    const looks = Array.from({ length: 20 }, (_, i) =>
      (i % 2 ? store : other).posts.move(movePost(doubted.to, 'observed', mover())),
    );
    const results = await Promise.all(looks);
    expect(results.filter((result) => result.kind === 'moved')).toHaveLength(1);
    expect(await store.posts.history(post.id)).toHaveLength(4);
  });

  it('leave no trace of a transaction of which one part was refused', async () => {
    const posts = await add(3);
    const other = await rig.open(store.workspace);
    await other.posts.move(movePost(posts[1] ?? posts[0], 'cancelled', mover()));
    const before = await store.posts.activity({ limit: 100 });
    rig.tables.fail(() => rig.tables.requests.filter(isTransaction).length > 1, { kind: 'drop-before' }, 40);
    await expect(store.posts.moveMany(posts.map((post) => arm(post)))).rejects.toMatchObject({
      code: 'unavailable',
    });
    rig.tables.requests.splice(0);
    expect(await other.posts.activity({ limit: 100 })).toEqual(before);
    expect(await other.posts.inFlight()).toEqual([]);
  });

  it('see what another one changed within the stated time', async () => {
    const other = await rig.open(store.workspace);
    let calls = 0;
    const stop = other.posts.onChange(() => calls++);
    await expect.poll(() => other.clock.pending()).toBe(1);
    await add();
    await other.clock.advance(LONGEST_LOOK);
    await expect.poll(() => calls).toBeGreaterThan(0);
    // Once more a little later, when the wake row of what is new is there for certain.
    await expect.poll(() => other.clock.pending()).toBe(1);
    await other.clock.advance(LONGEST_LOOK);
    await expect.poll(() => calls).toBe(2);
    await expect.poll(() => other.clock.pending()).toBe(1);
    await other.clock.advance(LONGEST_LOOK);
    await expect.poll(() => other.clock.pending()).toBe(1);
    expect(calls).toBe(2);
    stop();
  });

  it('are not woken by their own changes twice', async () => {
    const calls: (readonly Post[] | undefined)[] = [];
    const stop = store.posts.onChange((own) => calls.push(own));
    await expect.poll(() => store.clock.pending()).toBe(1);
    const posts = await add(3);
    expect(calls).toEqual([posts]);
    await store.clock.advance(MINUTE);
    await expect.poll(() => rig.tables.requests.length).toBeGreaterThan(0);
    await expect.poll(() => store.clock.pending()).toBe(1);
    expect(calls).toHaveLength(1);
    stop();
  });
});

describe('a range', () => {
  it('goes on after an empty page', async () => {
    await add(3);
    const { tables } = rig;
    const headers = {
      'content-type': 'application/json;odata=minimalmetadata',
      'x-ms-continuation-nextpartitionkey': base64(store.workspace),
      'x-ms-continuation-nextrowkey': base64('0'),
    };
    const empty = { status: 200, headers, body: JSON.stringify({ value: [] }) };
    tables.fail(() => true, { kind: 'answer', reply: empty }, 2);
    expect((await store.posts.due(FAKE_START + MINUTE, 10)).posts).toHaveLength(3);
    expect(rig.counted()).toBe(3);
  });
});

describe('a queue', () => {
  const isSend = ({ method, path }: ProxiedRequest): boolean =>
    method === 'POST' && path.includes('/messages');
  const hints = (body: readonly string[] = ['a']) => store.queue.send([{ ids: body }]);
  const receive = () => store.queue.receive({ max: 32, visibility: MINUTE });

  it('has a message twice when the answer to its sending was lost, and that is harmless', async () => {
    rig.queues.fail(isSend, { kind: 'drop-after' });
    await hints();
    const messages = await receive();
    expect(messages.map((message) => message.body)).toEqual([{ ids: ['a'] }, { ids: ['a'] }]);
    await store.queue.complete(messages);
    expect(await store.queue.depth()).toEqual({ messages: 0 });
  });

  it('hides messages whose receiving nobody heard of, and loses none', async () => {
    await hints();
    rig.queues.fail(({ method }) => method === 'GET', { kind: 'drop-after' });
    expect(await receive()).toEqual([]);
    expect((await store.queue.depth()).messages).toBe(1);
  });

  it('has removed a message although the answer was lost', async () => {
    await hints();
    const messages = await receive();
    rig.queues.fail(({ method }) => method === 'DELETE', { kind: 'drop-after' });
    await store.queue.complete(messages);
    expect(await store.queue.depth()).toEqual({ messages: 0 });
  });

  it('keeps a message for ever', async () => {
    await hints();
    expect(rig.queues.requests[0]?.path).toContain('messagettl=-1');
  });
});

describe('a connection', () => {
  const open = (connection: string) =>
    openAzureStore({ connection, clock: createFakeClock(), random: createFakeRandom() });

  it('with a wrong key is refused, without a word of the key', async () => {
    const wrong = Buffer.from('not the key of this account').toString('base64');
    const failure = open(rig.connection.replace(rig.azurite.account.key, wrong)).catch((e: StoreError) => e);
    expect(await failure).toMatchObject({ code: 'refused' });
    expect(String(await failure) + JSON.stringify(await failure)).not.toContain(wrong);
  });

  it('to nowhere is unavailable', async () => {
    const nowhere = rig.connection.replaceAll(`:${rig.tables.port}/`, ':1/');
    await expect(open(nowhere)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
