import { describe, expect, it } from 'vitest';
import type { Seal } from '../../core/domain/seal.ts';
import { SECOND } from '../../core/domain/time.ts';
import { type AzureRig, type OpenStore, useAzureRig } from '../fakes/azure-rig.ts';
import { FAKE_START } from '../fakes/clock.ts';
import type { Fault, ProxiedRequest } from '../fakes/fault-proxy.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm } from './post-store.ts';

// The SDKs repeat a call whose answer was lost, and then our own success is what is in the way.

let rig: AzureRig;
let store: OpenStore;
useAzureRig((opened, started) => {
  store = opened;
  rig = started;
});

const place = { kind: 'local', name: 'elsewhere', key: 'k' } as const;
const ARRIVING: Seal = { kind: 'arriving', id: 'm', place, at: FAKE_START, replaces: false };
const isTransaction = ({ path }: ProxiedRequest): boolean => path.includes('$batch');

describe.each<Fault['kind']>(['drop-before', 'drop-after', 'busy-before', 'busy-after'])('%s', (kind) => {
  const fail = (times = 1): void => rig.tables.fail(isTransaction, { kind } as Fault, times);
  const records = () =>
    [aPost(), aPost()].map((post) => ({
      post,
      history: [{ ...ADDED, postId: post.id, from: null, to: post.status }],
    }));

  it('whoever sealed knows that it was he, and so does who took it off', async () => {
    fail();
    expect(await store.settings.changeSeal(undefined, ARRIVING)).toBe(true);
    fail();
    expect(await store.settings.changeSeal(ARRIVING, undefined)).toBe(true);
    expect(await store.settings.seal({ fresh: true })).toBeUndefined();
  });

  it('posts are adopted once, all of them', async () => {
    const batch = records();
    fail(2);
    expect(await store.posts.adopt(batch)).toEqual(['adopted', 'adopted']);
    expect((await store.posts.records(10)).records).toEqual(batch);
    expect(await store.posts.activity({ limit: 10 })).toHaveLength(2);
  });

  it('posts are frozen and thawed', async () => {
    const post = aPost();
    await store.posts.insert([post, aPost()], ADDED);
    fail();
    await store.posts.freeze();
    await expect(store.posts.move(arm(post))).rejects.toMatchObject({ code: 'sealed' });
    fail();
    await store.posts.thaw();
    expect((await store.posts.move(arm(post))).kind).toBe('moved');
  });
});

describe('a seal of another machine', () => {
  it('is obeyed as fast as a pause, and is never remembered', async () => {
    const other = await rig.open(store.workspace);
    expect(await store.settings.pausedUntil()).toBeNull();
    await other.settings.changeSeal(undefined, ARRIVING);
    expect(await store.settings.seal({ fresh: true })).toEqual(ARRIVING);
    await store.clock.advance(5 * SECOND);
    expect(await store.settings.pausedUntil()).toBe(Infinity);
    await other.settings.changeSeal(ARRIVING, undefined);
    expect(await store.settings.pausedUntil()).toBeNull();
  });

  it('costs nothing to look for while it is known that publishing is not paused', async () => {
    await store.settings.pausedUntil();
    rig.counted();
    await store.settings.seal();
    expect(rig.counted()).toBe(0);
  });
});
