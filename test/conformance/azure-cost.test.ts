import { describe, expect, it } from 'vitest';
import { tableClient } from '../../core/adapters/azure/clients.ts';
import { parseConnection } from '../../core/adapters/azure/connection.ts';
import { openPartition, type Partition } from '../../core/adapters/azure/table.ts';
import type { Account } from '../../core/domain/account.ts';
import type { Post } from '../../core/domain/post.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { type Move, movePost } from '../../core/domain/transition.ts';
import { type AzureRig, type OpenStore, useAzureRig } from '../fakes/azure-rig.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm, mover } from './post-store.ts';

// Every request is money and, from a desk, tens of milliseconds: what each call costs is a promise.

let rig: AzureRig;
let store: OpenStore;
useAzureRig((opened, started) => {
  store = opened;
  rig = started;
});

const many = (count: number, overrides: Partial<Post> = {}): readonly Post[] =>
  Array.from({ length: count }, () => aPost(overrides));
function wakeTable(): Partition {
  const parsed = parseConnection(rig.azurite.connection);
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  return openPartition(tableClient(parsed.connection, 'perchwake'), store.workspace);
}
const cost = async (work: () => Promise<unknown>): Promise<number> => {
  rig.counted();
  await work();
  return rig.counted();
};

/** What is left over in the wake table goes a second later, by itself. */
const leftOver = (): Promise<number> => cost(() => settling(Promise.resolve()));
const settling = (work: Promise<unknown>): Promise<void> =>
  work.then(() => store.clock.advance(SECOND)).then(quiet);
const quiet = async (): Promise<void> => {
  await expect.poll(() => rig.tables.requests.length).toBeGreaterThan(0);
  await expect.poll(() => store.clock.pending()).toBe(0);
};
const publish = (post: Post, tweetId: string) =>
  movePost(post, 'published', mover(), {
    cursor: 1,
    parts: post.parts.map((part) => ({ ...part, tweetId })),
  });
const move = (moves: readonly Move[]) => Promise.all(moves.map((each) => store.posts.move(each)));

describe('what a call costs in requests', () => {
  it('of a lone post: four, from finding it due to the last trace of it in the wake table', async () => {
    const post = aPost();
    const armed = arm(post);
    expect(await cost(() => store.posts.insert([post], ADDED))).toBe(2);
    expect(await cost(() => store.posts.due(post.dueAt ?? 0, 200))).toBe(1);
    expect(await cost(() => store.posts.move(armed))).toBe(1);
    expect(await cost(() => store.posts.move(publish(armed.to, '100')))).toBe(1);
    expect(await leftOver()).toBe(1);
    expect(await cost(() => store.posts.get(post.id))).toBe(1);
    expect(await cost(() => store.posts.inFlight())).toBe(1);
    expect(await cost(() => store.posts.history(post.id))).toBe(1);
    expect((await store.posts.get(post.id))?.status).toBe('published');
  });

  it('of one that has to be looked at again: one for the post, one for its wake row', async () => {
    const post = aPost();
    await store.posts.insert([post], ADDED);
    const enqueued = movePost(post, 'enqueued', mover());
    expect(await cost(() => store.posts.move(enqueued))).toBe(2);
    expect(await cost(() => store.posts.move(arm(enqueued.to)))).toBe(1);
    expect(await leftOver()).toBe(1);
  });

  it('of a refused move: one more to see why', async () => {
    const post = aPost();
    await store.posts.insert([post], ADDED);
    await store.posts.move(arm(post));
    expect(await cost(() => store.posts.move(arm(post)))).toBe(2);
  });

  it('of many posts: one for 33 new ones, for 49 that are enqueued, and two wake rows for 100', async () => {
    const posts = many(200);
    expect(await cost(() => store.posts.insert(posts, ADDED))).toBe(7 + 2);
    const enqueued = posts.map((post) => movePost(post, 'enqueued', mover()));
    expect(await cost(() => settling(store.posts.moveMany(enqueued)))).toBe(5 + 4);
  });

  it('of a burst of 1,000: a twelfth of a request for each', async () => {
    const posts = many(1_000);
    await store.posts.insert(posts, ADDED);
    const armed = posts.map((post) => arm(post));
    const settled = armed.map(({ to }, i) => publish(to, String(1_000 + i)));
    expect(await cost(() => settling(move(armed)))).toBe(31 + 10);
    expect(await cost(() => move(settled))).toBe(42);
    expect(await cost(() => store.posts.due(FAKE_START + MINUTE, 200))).toBe(1);
    expect(rig.tables.requests).toEqual([]);
  });

  it('of looking for work: one, however much there is', async () => {
    await store.posts.insert(many(50), ADDED);
    expect(await cost(() => store.posts.due(FAKE_START + MINUTE, 200))).toBe(1);
    expect(await cost(() => store.posts.bound(['1', '2', '3']))).toBe(1);
    expect(await cost(() => store.posts.activity({ limit: 10 }))).toBe(1);
    expect(await cost(() => store.posts.list({ limit: 10 }))).toBe(3);
    expect(await cost(() => store.posts.list({ limit: 10, status: ['queued'] }))).toBe(1);
  });

  it('of counting: one for 1,000 posts, and none while it is known', async () => {
    const post = aPost();
    await store.posts.insert([post], ADDED);
    expect(await cost(() => store.posts.counts())).toBe(2);
    expect(await cost(() => store.posts.counts())).toBe(0);
    await store.posts.move(arm(post));
    expect(await cost(async () => expect((await store.posts.counts()).publishing).toBe(1))).toBe(0);
    await store.clock.advance(HOUR);
    expect(await cost(() => store.posts.counts())).toBe(2);
  });

  it('of asking again whether all may go on: none for five seconds', async () => {
    const account: Account = {
      name: 'alice',
      userId: '1',
      kind: 'x',
      premium: false,
      keysFingerprint: 'k',
      gate: { state: 'open' },
      addedAt: FAKE_START,
    };
    await store.accounts.put(account);
    const ask = async () => [
      (await store.accounts.get('alice'))?.gate.state,
      await store.settings.pausedUntil(),
      (await store.settings.processors()).publish.count,
    ];
    expect(await cost(ask)).toBe(2);
    expect(await cost(ask)).toBe(0);
    const other = await rig.open(store.workspace);
    await other.accounts.setGate('alice', { state: 'throttled', until: FAKE_START + HOUR, detail: '' });
    await other.settings.setPausedUntil(FAKE_START + HOUR);
    await other.settings.setProcessor('publish', { count: 2 });
    await store.clock.advance(5 * SECOND);
    expect(await ask()).toEqual(['throttled', FAKE_START + HOUR, 2]);
    // What forbids is never remembered: who opens a gate or resumes is heard at once.
    await other.accounts.setGate('alice', { state: 'open' });
    await other.settings.setPausedUntil(null);
    expect((await ask()).slice(0, 2)).toEqual(['open', null]);
  });

  it('of the rest', async () => {
    expect(await cost(() => store.settings.processors())).toBe(1);
    expect(await cost(() => store.queue.send([{ ids: ['a'] }]))).toBe(1);
    const [message] = await store.queue.receive({ max: 32, visibility: MINUTE });
    expect(await cost(() => store.queue.receive({ max: 32, visibility: MINUTE }))).toBe(1);
    expect(await cost(() => store.queue.complete(message ? [message] : []))).toBe(1);
    expect(await cost(() => rig.open(store.workspace))).toBe(0);
  });
});

// In rows, not in time: Azurite looks at every row of a table whatever it is asked for, Azure only at a range.
describe('the due scan', () => {
  it('asks for the beginning of a table in which there is nothing but what waits', async () => {
    const dueAt = FAKE_START + MINUTE;
    await store.posts.insert(many(400, { status: 'published', dueAt: FAKE_START - HOUR }), ADDED);
    await store.posts.insert(many(40, { dueAt: dueAt + 1 }), ADDED);
    await store.posts.insert(many(30, { dueAt }), ADDED);
    rig.counted();
    const { posts, next } = await store.posts.due(dueAt, 200);
    expect(posts).toHaveLength(30);
    expect(next).toBe(dueAt + 1);
    const asked = rig.tables.requests.map(({ path }) => decodeURIComponent(path.replaceAll('+', ' ')));
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('/perchwake()');
    expect(asked[0]).toContain('$top=201');
    expect(/\$filter=(.*?)(?:&|$)/.exec(asked[0] ?? '')?.[1]).toMatch(
      /^RowKey lt '\d{18}~' and PartitionKey eq 'rig\d+'$/,
    );
    const everything = await wakeTable().range({ from: '', to: '~~' });
    expect(everything).toHaveLength(70);
  });

  it('reads no more than it may give, and one', async () => {
    await store.posts.insert(many(12), ADDED);
    const { posts, next } = await store.posts.due(FAKE_START + MINUTE, 10);
    expect(posts).toHaveLength(10);
    expect(next).toBe(FAKE_START + MINUTE);
    expect(rig.tables.requests.at(-1)?.path).toContain('$top=11');
  });
});
