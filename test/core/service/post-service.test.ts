import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { NewPost } from '../../../core/service/new-post.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aNewPost as input } from '../../fakes/new-post.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

describe('add', () => {
  test('saves once, however often the same id comes', async () => {
    const { service, store } = await createRig();
    expect(await service.add(input())).toMatchObject({ kind: 'ok', post: { status: 'scheduled' } });
    expect(await service.add(input({ parts: textParts(['Other']) }))).toMatchObject({
      kind: 'ok',
      post: { parts: [{ text: 'Hello' }] },
      note: expect.any(String),
    });
    expect((await store.posts.list({})).posts).toHaveLength(1);
  });

  test.each<[string, Partial<NewPost>, string]>([
    ['an empty text', { parts: textParts(['']) }, 'invalid'],
    ['281 characters', { parts: textParts(['x'.repeat(281)]) }, 'invalid'],
    ['26 parts', { parts: Array.from({ length: 26 }, (_, i) => ({ text: `part ${i}` })) }, 'invalid'],
    ['a past time', { dueAt: FAKE_START - MINUTE }, 'past'],
    ['no time', { dueAt: null }, 'invalid'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'invalid'],
    ['an unknown account', { account: 'bob' }, 'unknown-account'],
    ['a window of no length', { lateWindow: 0 }, 'invalid'],
  ])('refuses %s with a sentence and saves nothing', async (_name, change, code) => {
    const { service, store } = await createRig();
    const result = await service.add(input(change));
    expect(result).toMatchObject({ kind: 'refused', code });
    expect(result.kind === 'refused' && result.message).toMatch(/\.$/);
    expect((await store.posts.list({})).posts).toEqual([]);
  });

  test('a draft may be unfinished', async () => {
    const { service } = await createRig();
    expect(await service.add(input({ draft: true, dueAt: null, parts: textParts(['']) }))).toMatchObject({
      kind: 'ok',
      post: { status: 'draft' },
    });
  });
});

describe('change', () => {
  const attempt = {
    fence: 'f',
    owner: 'w',
    armedAt: 0,
    sentAfter: 0,
    ambiguous: false,
    duplicate: false,
    absentReads: 0,
  };

  test('a waiting post is edited, cancelled, and taken up again', async () => {
    const { service, add } = await createRig();
    const post = aPost({ dueAt: FAKE_START + HOUR });
    await add(post);
    expect(
      await service.edit(post.id, { parts: textParts(['new']), dueAt: FAKE_START + 2 * HOUR }),
    ).toMatchObject({
      kind: 'ok',
      post: { parts: [{ text: 'new' }], dueAt: FAKE_START + 2 * HOUR, status: 'scheduled' },
    });
    expect(await service.cancel(post.id)).toMatchObject({ kind: 'ok', post: { status: 'cancelled' } });
    expect(await service.postNow(post.id)).toMatchObject({
      kind: 'ok',
      post: { status: 'scheduled', dueAt: FAKE_START },
    });
  });

  test.each(['publishing', 'checking'] as const)(
    'a %s post is not edited or sent; cancel stops what follows',
    async (status) => {
      const { service, add } = await createRig();
      const post = aPost({ status, attempt });
      await add(post);
      expect(await service.edit(post.id, { parts: textParts(['new']) })).toMatchObject({
        kind: 'refused',
        code: 'on-its-way',
      });
      expect(await service.postNow(post.id)).toMatchObject({ kind: 'refused', code: 'on-its-way' });
      expect(await service.cancel(post.id)).toMatchObject({
        kind: 'ok',
        post: { status, stopRequested: true },
      });
    },
  );

  describe.each(['failed', 'missed', 'held', 'retrying', 'scheduled', 'queued', 'cancelled'] as const)(
    'of a %s thread that has begun',
    (status) => {
      const out = [
        { text: 'one', tweetId: '5', publishedAt: 1 },
        { text: 'two', tweetId: '6', publishedAt: 2 },
      ];
      const begun = async () => {
        const rig = await createRig();
        const post = aPost({ status, cursor: 2, parts: [...out, { text: 'three' }, { text: 'four' }] });
        await rig.add(post);
        return { ...rig, post };
      };

      test.each([
        ['changed', ['one', 'two', 'THREE', 'four']],
        ['added', ['one', 'two', 'three', 'four', 'five']],
        ['left out', ['one', 'two', 'three']],
      ])('what is left is %s', async (_, parts) => {
        const { service, post } = await begun();
        const rest = parts.slice(2).map((text) => ({ text }));
        expect(await service.edit(post.id, { parts: textParts(parts) })).toMatchObject({
          kind: 'ok',
          post: { parts: [...out, ...rest], cursor: 2 },
        });
      });

      test.each([
        ['change what is out', ['one', 'TWO', 'three'], 'Part 2 is out and cannot be changed'],
        ['leave out what is out', ['one', 'three', 'four'], 'Part 2 is out and cannot be changed'],
        ['leave out all that is left', ['one', 'two'], 'perch cancel'],
        ['leave out everything', [], 'Part 1 is out'],
      ])('nobody can %s', async (_, parts, says) => {
        const { service, post, get } = await begun();
        const message = expect.stringContaining(says);
        const refused = { kind: 'refused', code: 'part-is-out', message };
        expect(await service.edit(post.id, { parts: textParts(parts) })).toEqual(refused);
        expect(await get(post.id)).toEqual(post);
      });

      test('nobody can make more of it than a thread holds, or change its account', async () => {
        const { service, post } = await begun();
        const more = Array.from({ length: 24 }, (_, i) => `more ${i}`);
        expect(await service.edit(post.id, { parts: textParts(['one', 'two', ...more]) })).toMatchObject({
          code: 'invalid',
          message: expect.stringContaining('at most 25 parts'),
        });
        expect(await service.edit(post.id, { account: 'bob' })).toMatchObject({ code: 'part-is-out' });
      });
    },
  );

  test('a part that may be out and was changed is sent only when a person insists', async () => {
    const { service, add } = await createRig();
    const post = aPost({
      status: 'failed',
      attempt: { ...attempt, ambiguous: true },
      reason: { kind: 'undecided', at: 0, detail: '' },
    });
    await add(post);
    await service.edit(post.id, { parts: textParts(['another text']) });
    expect(await service.retry(post.id)).toMatchObject({
      kind: 'refused',
      code: 'in-doubt',
      message: expect.stringContaining('perch retry --force'),
    });
    expect(await service.retry(post.id, { force: true })).toMatchObject({ post: { status: 'scheduled' } });
  });

  test('a published post is never sent again', async () => {
    const { service, add } = await createRig();
    const post = aPost({ status: 'published', cursor: 1 });
    await add(post);
    for (const result of [
      await service.retry(post.id),
      await service.postNow(post.id),
      await service.cancel(post.id),
      await service.edit(post.id, { dueAt: FAKE_START + HOUR }),
    ]) {
      expect(result).toMatchObject({ kind: 'refused', code: 'wrong-status' });
    }
  });

  test('an unknown id is said to be unknown', async () => {
    const { service } = await createRig();
    expect(await service.cancel('nobody')).toMatchObject({
      kind: 'refused',
      code: 'unknown-post',
      message: expect.stringContaining('perch list'),
    });
  });

  test('a post in doubt is looked at again before it is sent again', async () => {
    const { service, add } = await createRig();
    const post = aPost({
      status: 'failed',
      attempt: { ...attempt, ambiguous: true, absentReads: 2 },
      reason: { kind: 'undecided', at: 0, detail: '' },
    });
    await add(post);
    expect(await service.retry(post.id)).toMatchObject({
      kind: 'ok',
      post: { status: 'checking', attempt: { absentReads: 0 } },
    });
  });

  test('a post in doubt is not sent because it is asked for at once or given a time', async () => {
    const { service, add, get } = await createRig();
    const post = aPost({
      status: 'failed',
      attempt: { ...attempt, ambiguous: true },
      reason: { kind: 'undecided', at: 0, detail: '' },
    });
    await add(post);
    for (const result of [
      await service.postNow(post.id),
      await service.edit(post.id, { dueAt: FAKE_START + HOUR }),
      await service.edit(post.id, { dueAt: FAKE_START + HOUR, parts: post.parts }),
    ])
      expect(result).toMatchObject({ kind: 'refused', code: 'in-doubt' });
    expect(await get(post.id)).toEqual(post);
    const other = { dueAt: FAKE_START + HOUR, parts: textParts(['another text']) };
    expect(await service.edit(post.id, other)).toMatchObject({ post: { status: 'scheduled' } });
  });

  test('retry of a held post opens its account for all', async () => {
    const { service, add, get, store } = await createRig();
    await store.accounts.setGate('alice', { state: 'held', reason: 'auth', detail: '', since: 0 });
    const [one, two] = [aPost({ status: 'held' }), aPost({ status: 'held' })];
    await add(one, two);
    expect(await service.retry(one.id)).toMatchObject({ kind: 'ok', post: { status: 'scheduled' } });
    expect((await get(two.id)).status).toBe('scheduled');
    expect((await store.accounts.get('alice'))?.gate).toEqual({ state: 'open' });
  });
});
