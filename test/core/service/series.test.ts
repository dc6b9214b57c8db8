import { describe, expect, test } from 'vitest';
import { occurrenceId } from '../../../core/domain/series.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { NewPost } from '../../../core/service/new-post.ts';
import type { PostService } from '../../../core/service/post-service.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aNewPost as input } from '../../fakes/new-post.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';
import { aRepeatingPost } from '../../fakes/series.ts';

describe('a post that repeats', () => {
  const repeatRule = {
    every: 'week',
    interval: 1,
    weekdays: [1],
    start: '2027-03-01T13:00',
    zone: 'Europe/London',
  } as const;
  const added = async () => {
    const rig = await createRig();
    const id = input().id;
    expect(await rig.service.add(input({ repeatRule }))).toMatchObject({ kind: 'ok' });
    return { ...rig, id, repeatOf: async () => (await rig.get(id)).repeat };
  };
  /** Missed, and nobody made the next one yet. */
  const missed = async () => {
    const rig = await createRig();
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START - MINUTE, status: 'missed' });
    await rig.add(post);
    return { ...rig, id: post.id, next: occurrenceId(post.id, 2) };
  };

  test('is the first of its series', async () => {
    const { repeatOf, id } = await added();
    expect(await repeatOf()).toEqual({ rule: repeatRule, series: id, number: 1, date: '2027-03-01' });
  });

  test.each<[string, Partial<NewPost>]>([
    ['a rule that is none', { repeatRule: { ...repeatRule, interval: 0 } }],
    ['a draft without a time', { repeatRule, draft: true, dueAt: null }],
  ])('%s is refused', async (_name, change) => {
    const { service } = await createRig();
    expect(await service.add(input(change))).toMatchObject({ kind: 'refused', code: 'invalid' });
  });

  test('ends with a cancel, unless only this one is skipped', async () => {
    const cancelled = await added();
    await cancelled.service.cancel(cancelled.id);
    expect((await cancelled.repeatOf())?.next).toBeNull();
    const skipped = await added();
    await skipped.service.cancel(skipped.id, { skip: true });
    expect(await skipped.repeatOf()).not.toHaveProperty('next');
    const { service, add } = await createRig();
    const once = aPost();
    await add(once);
    expect(await service.cancel(once.id, { skip: true })).toMatchObject({ kind: 'refused' });
  });

  test('ends also when it is on its way already, however it was asked before', async () => {
    const { service, add, get } = await createRig();
    const post = aRepeatingPost('weekly', { dueAt: FAKE_START, status: 'publishing' });
    await add(post);
    await service.cancel(post.id, { skip: true });
    expect((await get(post.id)).repeat).not.toHaveProperty('next');
    await service.cancel(post.id);
    expect(await get(post.id)).toMatchObject({ stopRequested: true, repeat: { next: null } });
  });

  test('may get another rule, or none, as long as it waits', async () => {
    const { service, id, repeatOf } = await added();
    const { weekdays: _, ...others } = repeatRule;
    const daily = { ...others, every: 'day' } as const;
    await service.edit(id, { repeatRule: daily });
    expect(await repeatOf()).toEqual({ rule: daily, series: id, number: 1, date: '2027-03-01' });
    await service.edit(id, { repeatRule: null });
    expect((await repeatOf())?.next).toBeNull();
    await service.cancel(id);
    expect(await service.edit(id, { repeatRule })).toMatchObject({ kind: 'refused' });
    expect(await service.edit(id, { repeatRule, dueAt: FAKE_START + HOUR })).toMatchObject({ kind: 'ok' });
  });

  test.each([
    ['cancelled', (service: PostService, id: string) => service.cancel(id)],
    ['sent', (service: PostService, id: string) => service.postNow(id)],
    ['moved', (service: PostService, id: string) => service.edit(id, { dueAt: FAKE_START + HOUR })],
  ])('has its next one before a settled one is %s', async (_name, act) => {
    const { service, id, next, get, store } = await missed();
    expect(await act(service, id)).toMatchObject({ kind: 'ok', post: { repeat: { next } } });
    expect(await get(next)).toMatchObject({ status: 'scheduled', repeat: { number: 2 } });
    // From here on the next one decides.
    expect(await service.edit(id, { repeatRule: null })).toMatchObject({ kind: 'refused' });
    await service.cancel(id);
    expect((await get(next)).repeat).not.toHaveProperty('next');
    expect((await store.posts.list({})).posts).toHaveLength(2);
  });
});
