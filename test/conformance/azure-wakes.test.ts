import { describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import { type AzureRig, type OpenStore, useAzureRig } from '../fakes/azure-rig.ts';
import { FAKE_START } from '../fakes/clock.ts';
import type { ProxiedRequest } from '../fakes/fault-proxy.ts';
import { aPost } from '../fakes/post.ts';
import { aRepeatingPost } from '../fakes/series.ts';
import { ADDED, arm, mover } from './post-store.ts';

// A post and its wake row are two writes. No post that was acknowledged may ever be without its row.

let rig: AzureRig;
let store: OpenStore;
useAzureRig((opened, started) => {
  store = opened;
  rig = started;
});

const isWakeWrite = ({ path, body }: ProxiedRequest): boolean =>
  path.includes('$batch') && body.includes('/perchwake');
const isWakeChange = (request: ProxiedRequest): boolean =>
  isWakeWrite(request) || (request.method === 'DELETE' && request.path.includes('/perchwake'));
const wakeWrites = (): number => rig.tables.requests.filter(isWakeChange).length;
/** The SDK tries four times; then the process is taken for dead. */
const failWakes = (): void => rig.tables.fail(isWakeChange, { kind: 'drop-before' }, 1_000);

const due = async (from = store, now = FAKE_START + MINUTE) =>
  (await from.posts.due(now, 50)).posts.map(({ id, version }) => [id, version]);
const add = async (overrides: Partial<Post> = {}): Promise<Post> => {
  const post = aPost(overrides);
  await store.posts.insert([post], ADDED);
  return post;
};
const unavailable = { name: 'StoreError', code: 'unavailable' };
/** Another worker, which knows nothing of what this one knows. */
const stranger = () => rig.open(store.workspace);
/** What is waiting to be removed is removed. */
const tidy = async (): Promise<void> => {
  const before = wakeWrites();
  await store.clock.advance(SECOND);
  await expect.poll(wakeWrites).toBe(before + 1);
};

describe('a new post whose wake row is lost', () => {
  it('is not acknowledged, and is found after the insert is repeated', async () => {
    const post = aPost();
    failWakes();
    await expect(store.posts.insert([post], ADDED)).rejects.toMatchObject(unavailable);
    expect(await store.posts.get(post.id)).toEqual(post);
    rig.tables.heal();
    const other = await stranger();
    expect(await due(other)).toEqual([]);
    expect(await other.posts.insert([post], ADDED)).toEqual(['exists']);
    expect(await due(other)).toEqual([[post.id, 1]]);
  });

  it('is found as soon as the process can write again', async () => {
    const post = aPost();
    failWakes();
    await expect(store.posts.insert([post], ADDED)).rejects.toMatchObject(unavailable);
    rig.tables.heal();
    await expect.poll(() => store.clock.pending()).toBe(1);
    await store.clock.advance(5 * SECOND);
    await expect.poll(() => due()).toEqual([[post.id, 1]]);
  });

  it('is found after a mend, although its process has died', async () => {
    const [post, later] = [aPost(), aPost({ dueAt: FAKE_START + HOUR })];
    failWakes();
    await expect(store.posts.insert([post, later], ADDED)).rejects.toMatchObject(unavailable);
    store.close();
    rig.tables.heal();
    const other = await stranger();
    await other.posts.mend(FAKE_START + MINUTE);
    expect(await due(other, FAKE_START + HOUR)).toEqual([[post.id, 1]]);
    await other.posts.mend(FAKE_START + HOUR);
    expect(await due(other, FAKE_START + HOUR)).toEqual([
      [post.id, 1],
      [later.id, 1],
    ]);
    rig.counted();
    await other.posts.mend(FAKE_START + HOUR);
    expect(rig.counted()).toBe(2);
  });
});

describe('a change whose wake row is lost', () => {
  const edit = (post: Post) => movePost(post, 'edited', mover(), { dueAt: FAKE_START + 1 });

  it('is not acknowledged, and is found after it is repeated', async () => {
    const move = edit(await add());
    failWakes();
    await expect(store.posts.move(move)).rejects.toMatchObject(unavailable);
    rig.tables.heal();
    const other = await stranger();
    expect(await due(other, FAKE_START + 1)).toEqual([]);
    expect(await other.posts.move(move)).toMatchObject({ kind: 'moved' });
    expect(await due(other, FAKE_START + 1)).toEqual([[move.to.id, 2]]);
  });

  it('is mended, and the row of the version before goes', async () => {
    const move = edit(await add());
    failWakes();
    await expect(store.posts.moveMany([move])).rejects.toMatchObject(unavailable);
    store.close();
    rig.tables.heal();
    store = await stranger();
    await store.posts.mend(FAKE_START + HOUR);
    await tidy();
    expect(await due(await stranger(), FAKE_START + HOUR)).toEqual([[move.to.id, 2]]);
  });

  it('is found by whoever is refused over the row of the version before', async () => {
    const post = await add();
    const move = movePost(post, 'enqueued', mover(FAKE_START + MINUTE));
    failWakes();
    await expect(store.posts.move(move)).rejects.toMatchObject(unavailable);
    store.close();
    rig.tables.heal();
    store = await stranger();
    expect(await due()).toEqual([[post.id, 1]]);
    expect(await store.posts.move(arm(post))).toMatchObject({ kind: 'conflict', current: move.to });
    await tidy();
    expect(await due(await stranger(), FAKE_START + HOUR)).toEqual([[post.id, 2]]);
  });
});

describe('the wake row of a post whose next one is to be made', () => {
  const settle = (post: Post) => movePost(arm(post).to, 'published', mover(), { cursor: 1 });
  const addArmed = async (): Promise<Post> => {
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START });
    await store.posts.insert([post], ADDED);
    await store.posts.move(arm(post));
    return post;
  };

  it('is mended when it was lost', async () => {
    const post = await addArmed();
    failWakes();
    await expect(store.posts.move(settle(post))).rejects.toMatchObject(unavailable);
    store.close();
    rig.tables.heal();
    store = await stranger();
    await store.posts.mend(FAKE_START + HOUR);
    await tidy();
    expect(await due(await stranger())).toEqual([[post.id, 3]]);
  });

  it('is not taken away by a mend', async () => {
    const post = await addArmed();
    await store.posts.move(settle(post));
    rig.counted();
    await store.posts.mend(FAKE_START + HOUR);
    expect(rig.counted()).toBe(2);
    await store.clock.advance(SECOND);
    expect(await due(await stranger())).toEqual([[post.id, 3]]);
  });
});

describe('a wake row that was left behind', () => {
  it('of a published post is refused once and then gone', async () => {
    const post = await add();
    const armed = arm(post);
    await store.posts.move(armed);
    await store.posts.move(movePost(armed.to, 'published', mover(), { cursor: 1 }));
    expect(await due()).toEqual([]);
    store.close();
    store = await stranger();
    expect(await due()).toEqual([[post.id, 1]]);
    expect(await store.posts.move(arm(post))).toMatchObject({ kind: 'conflict' });
    expect(await due()).toEqual([]);
    await tidy();
    expect(await due(await stranger())).toEqual([]);
  });

  it('of a post that needs none is taken away by a mend', async () => {
    const post = await add();
    await store.posts.move(movePost(post, 'cancelled', mover()));
    store.close();
    store = await stranger();
    await store.posts.mend(FAKE_START + HOUR);
    await tidy();
    expect(await due(await stranger())).toEqual([]);
  });

  it('hides no post that was cancelled and is scheduled again for the same instant', async () => {
    const post = await add();
    const cancelled = movePost(post, 'cancelled', mover());
    await store.posts.move(cancelled);
    const again = movePost(cancelled.to, 'scheduled', mover(), { dueAt: post.dueAt });
    // The removal is on its way when the post comes back, and does not get through.
    rig.tables.fail(isWakeChange, { kind: 'drop-before' }, 4);
    await store.clock.advance(SECOND);
    await expect.poll(wakeWrites).toBeGreaterThan(0);
    await store.posts.move(again);
    expect(await due()).toEqual([[post.id, 3]]);
    expect(await due(await stranger())).toEqual([[post.id, 3]]);
  });

  it('keeps no other from going, when somebody else removed it first', async () => {
    const posts = [await add(), await add(), await add()];
    const other = await stranger();
    await store.posts.moveMany(posts.map((post) => movePost(post, 'cancelled', mover())));
    await other.posts.move(arm(posts[1] ?? aPost()));
    await other.clock.advance(SECOND);
    await expect.poll(wakeWrites).toBeGreaterThan(0);
    await expect.poll(() => due(other).then((left) => left.length)).toBe(2);
    await store.clock.advance(SECOND);
    await expect.poll(async () => due(await stranger())).toEqual([]);
  });

  it('keeps no new one from being written, when it is gone already', async () => {
    const post = await add();
    await store.posts.move(movePost(post, 'cancelled', mover()));
    const other = await stranger();
    await other.posts.move(arm(post));
    await other.clock.advance(SECOND);
    await expect.poll(() => due(other)).toEqual([]);
    const next = await add();
    expect(await due(await stranger())).toEqual([[next.id, 1]]);
  });
});
