import { describe, expect, test } from 'vitest';
import type { Post } from '../../../core/domain/post.ts';
import type { Reason } from '../../../core/domain/reason.ts';
import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';
import { aRepeatingPost } from '../../fakes/series.ts';

const reason = (kind: Reason['kind']): Reason => ({ kind, at: FAKE_START, detail: 'its words' });
const HELD = { state: 'held', reason: 'auth', detail: '401', since: FAKE_START } as const;

/** A post that was cancelled, `later` before it is restored. */
async function cancelled(overrides: Partial<Post>, later = 0) {
  const rig = await createRig();
  const post = aPost({ dueAt: FAKE_START + HOUR, ...overrides });
  await rig.add(post);
  const result = await rig.service.cancel(post.id);
  expect(result).toMatchObject({ kind: 'ok', post: { status: 'cancelled' } });
  await rig.clock.advance(later);
  return { ...rig, post };
}

describe('restore', () => {
  test.each<[string, Partial<Post>]>([
    ['a scheduled post', { status: 'scheduled' }],
    ['a draft without a time', { status: 'draft', dueAt: null }],
    ['a failed post', { status: 'failed', reason: reason('rejected'), dueAt: FAKE_START - DAY }],
    ['a missed post', { status: 'missed', reason: reason('late'), dueAt: FAKE_START - DAY }],
    ['a thread that stopped on its way', { status: 'failed', reason: reason('parentGone'), cursor: 1 }],
  ])('makes %s what it was', async (_name, overrides) => {
    const { service, post, get } = await cancelled(overrides);
    expect(await service.restore(post.id)).toMatchObject({ kind: 'ok' });
    const { status, dueAt, reason: why, cursor } = post;
    expect(await get(post.id)).toMatchObject({ status, dueAt, reason: why, cursor, beforeCancel: null });
  });

  test.each(['scheduled', 'queued', 'retrying'] as const)(
    'of a %s post whose time has passed asks and sends nothing',
    async (status) => {
      const { service, post, get, start, clock, published } = await cancelled({ status }, 2 * HOUR);
      await start();
      await service.restore(post.id);
      await clock.advance(HOUR);
      expect(await get(post.id)).toMatchObject({ status: 'missed', reason: { kind: 'restored' } });
      expect(published).toEqual([]);
    },
  );

  test('holds a post again only while its account is held', async () => {
    const { service, store, post, get } = await cancelled({
      status: 'held',
      dueAt: FAKE_START - MINUTE,
      reason: reason('auth'),
    });
    await store.accounts.setGate('alice', HELD);
    await service.restore(post.id);
    expect(await get(post.id)).toMatchObject({ status: 'held', reason: { kind: 'auth' } });
    await service.cancel(post.id);
    await store.accounts.setGate('alice', { state: 'open' });
    await service.restore(post.id);
    expect(await get(post.id)).toMatchObject({ status: 'missed' });
  });

  test('gives what may be out no way to be sent: it is as doubtful as before, also while cancelled', async () => {
    const { service, post, get } = await cancelled({ status: 'failed', reason: reason('undecided') });
    for (const sent of [
      service.postNow(post.id),
      service.retry(post.id),
      service.edit(post.id, { dueAt: FAKE_START + DAY }),
    ])
      expect(await sent).toMatchObject({ kind: 'refused', code: 'in-doubt' });
    expect(await service.restore(post.id)).toMatchObject({ kind: 'ok' });
    expect(await get(post.id)).toMatchObject({ status: 'failed', reason: { kind: 'undecided' } });
    expect(await service.postNow(post.id)).toMatchObject({ kind: 'refused', code: 'in-doubt' });
  });

  test('lets the series go on that ended with it', async () => {
    const rig = await createRig();
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START + HOUR });
    await rig.add(post);
    await rig.service.cancel(post.id);
    expect((await rig.get(post.id)).repeat?.next).toBeNull();
    await rig.service.restore(post.id);
    expect((await rig.get(post.id)).repeat).toEqual(post.repeat);
  });

  test.each<[string, Partial<Post>, string]>([
    ['is not cancelled', {}, 'wrong-status'],
    ['was stopped on its way', { status: 'cancelled', reason: reason('stopped') }, 'wrong-status'],
    ['was deleted from X', { status: 'cancelled', reason: reason('removed') }, 'taken-down'],
    ['is on its way', { status: 'publishing' }, 'on-its-way'],
  ])('refuses a post that %s', async (_name, overrides, code) => {
    const { service, add } = await createRig();
    const post = aPost(overrides);
    await add(post);
    expect(await service.restore(post.id)).toMatchObject({ kind: 'refused', code });
  });

  test('is over when a person has taken the post up in another way', async () => {
    const { service, post, get } = await cancelled({});
    await service.edit(post.id, { dueAt: FAKE_START + DAY });
    expect((await get(post.id)).beforeCancel).toBeNull();
    expect(await service.restore(post.id)).toMatchObject({ kind: 'refused', code: 'wrong-status' });
  });
});

describe('changeMany', () => {
  test('answers for each in its order, and a refusal leaves the others', async () => {
    const { service, add, get } = await createRig();
    const [a, b, out] = [aPost(), aPost(), aPost({ status: 'published' })];
    await add(a, b, out);
    const results = await service.changeMany([
      { kind: 'edit', id: a.id, edit: { dueAt: FAKE_START + DAY } },
      { kind: 'cancel', id: out.id },
      { kind: 'cancel', id: 'nobody' },
      { kind: 'edit', id: b.id, edit: { dueAt: FAKE_START - DAY } },
      { kind: 'cancel', id: b.id },
    ]);
    expect(results.map((one) => (one.kind === 'ok' ? one.post.status : one.code))).toEqual([
      'scheduled',
      'wrong-status',
      'unknown-post',
      'past',
      'cancelled',
    ]);
    expect((await get(a.id)).dueAt).toBe(FAKE_START + DAY);
  });

  test('makes drafts that say the same, without anything that happened', async () => {
    const { service, add, get } = await createRig();
    const post = aPost({
      status: 'published',
      parts: [{ text: 'One', tweetId: '7' }, { text: 'Two' }],
      cursor: 1,
    });
    await add(post);
    const results = await service.changeMany([
      { kind: 'duplicate', id: post.id, newId: 'copy' },
      { kind: 'duplicate', id: 'nobody', newId: 'none' },
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(['ok', 'refused']);
    expect(await get('copy')).toMatchObject({ status: 'draft', dueAt: null, cursor: 0, account: 'alice' });
    expect((await get('copy')).parts).toEqual([{ text: 'One' }, { text: 'Two' }]);
  });

  test('decides the second change of a post after the first', async () => {
    const { service, add, get } = await createRig();
    const post = aPost({ dueAt: FAKE_START + HOUR });
    await add(post);
    const results = await service.changeMany([
      { kind: 'cancel', id: post.id },
      { kind: 'restore', id: post.id },
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(['ok', 'ok']);
    expect((await get(post.id)).status).toBe('scheduled');
  });

  test('takes new times back: to come as they were, passed they are missed, drafts are drafts', async () => {
    const { service, add, get, clock, start, published } = await createRig();
    const missed = aPost({ status: 'missed', reason: reason('late'), dueAt: FAKE_START - DAY });
    const scheduled = aPost({ dueAt: FAKE_START + HOUR });
    const draft = aPost({ status: 'draft', dueAt: null });
    const all = [missed, scheduled, draft];
    await add(...all);
    await service.changeMany(
      all.map(({ id }) => ({ kind: 'edit', id, edit: { dueAt: FAKE_START + 5 * MINUTE } })),
    );
    await start();
    const former = all.map(({ id, dueAt, zone, status }) => ({
      kind: 'putBack' as const,
      id,
      former: { dueAt, zone, draft: status === 'draft' },
    }));
    expect((await service.changeMany(former)).map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
    await clock.advance(30 * MINUTE);
    expect(published).toEqual([]);
    for (const { id, status, dueAt } of all) expect(await get(id)).toMatchObject({ status, dueAt });
    await clock.advance(HOUR);
    expect(published).toEqual([scheduled.id]);
    expect(await service.changeMany([former[1] as (typeof former)[number]])).toMatchObject([
      { kind: 'refused' },
    ]);
  });
});

describe('post now', () => {
  test('waits as long as asked, so that it can be taken back', async () => {
    const { service, add, get, clock, start, published } = await createRig();
    const post = aPost({ dueAt: FAKE_START + DAY });
    await add(post);
    await start();
    await service.postNow(post.id, 10_000);
    await clock.advance(9_000);
    expect(published).toEqual([]);
    const former = { dueAt: post.dueAt, zone: post.zone, draft: false };
    await service.changeMany([{ kind: 'putBack', id: post.id, former }]);
    await clock.advance(MINUTE);
    expect(published).toEqual([]);
    expect(await get(post.id)).toMatchObject({ status: 'scheduled', dueAt: FAKE_START + DAY });
  });
});
