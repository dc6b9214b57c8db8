import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SLOTS } from '../../../core/domain/slots.ts';
import { DAY, HOUR, MINUTE } from '../../../core/domain/time.ts';
import { isoInZone } from '../../../core/domain/zone.ts';
import type { PostStore } from '../../../core/ports/post-store.ts';
import { findFreeSlots } from '../../../core/service/free-slots.ts';
import type { NewPost } from '../../../core/service/new-post.ts';
import { createPostService } from '../../../core/service/post-service.ts';
import type { SaveResult } from '../../../core/service/save-result.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aNewPost } from '../../fakes/new-post.ts';
import { PLAN } from '../../fakes/plan.ts';
import { aPost } from '../../fakes/post.ts';
import { ALICE, createRig, createRigApi } from '../../fakes/rig.ts';

const ZONE = 'Europe/London';
const input = (overrides: Partial<NewPost> = {}) => aNewPost({ id: randomUUID(), ...overrides });
const query = { account: 'alice', zone: ZONE, from: FAKE_START, count: 3 };

async function rigWithPlan() {
  const rig = await createRig();
  await rig.store.settings.setPlan('alice', PLAN);
  const next = async (count = 3) => (await findFreeSlots(rig.store, { ...query, count })).free;
  return { ...rig, next };
}

const dueOf = (result: SaveResult): number | null => (result.kind === 'ok' ? result.post.dueAt : Number.NaN);

describe('free slots of an account', () => {
  test('are those of its plan, or of the default one in the zone of the computer', async () => {
    const { store, next } = await rigWithPlan();
    for (const at of await next()) expect(isoInZone(at, ZONE)).toMatch(/T(?:09:00|17:30|10:00)/);
    await store.settings.setPlan('alice', null);
    const { plan, free } = await findFreeSlots(store, { ...query, zone: 'Asia/Tokyo' });
    expect(plan).toEqual({ zone: 'Asia/Tokyo', slots: DEFAULT_SLOTS });
    expect(isoInZone(free[0] ?? 0, 'Asia/Tokyo')).toMatch(/T(?:09|13|17):00:00\+09:00/);
  });

  test('are those at which none of its own posts goes out', async () => {
    const { add, next } = await rigWithPlan();
    const [first = 0, second = 0, third = 0] = await next();
    await add(
      aPost({ dueAt: first + 10_000 }),
      aPost({ dueAt: second, account: 'bob' }),
      aPost({ dueAt: third, status: 'cancelled' }),
    );
    expect((await next()).slice(0, 2)).toEqual([second, third]);
  });

  test('are found however many are taken', async () => {
    const { add, next } = await rigWithPlan();
    const many = await next(200);
    await add(...many.slice(0, 199).map((dueAt) => aPost({ dueAt })));
    expect((await next(1))[0]).toBe(many[199]);
  });

  test('are not those that a series is going to take', async () => {
    const { service, next } = await rigWithPlan();
    const monday = (await next(3)).find((at) => isoInZone(at, ZONE).includes('T09:00')) ?? 0;
    const rule = {
      every: 'week',
      interval: 1,
      weekdays: [1],
      start: isoInZone(monday, ZONE).slice(0, 16),
      zone: ZONE,
    } as const;
    await service.add(input({ dueAt: monday, repeatRule: rule }));
    expect((await next(12)).filter((at) => isoInZone(at, ZONE).includes('T09:00'))).toEqual([]);
  });
});

describe('a post for a slot', () => {
  test('takes it, and of several at once each takes one of its own', async () => {
    const { service, next } = await rigWithPlan();
    const [dueAt = 0, ...more] = await next(5);
    const saved = await Promise.all(
      Array.from({ length: 5 }, () => service.add(input({ dueAt, slotZone: ZONE }))),
    );
    expect(saved.map(dueOf)).toEqual([dueAt, ...more]);
    expect(saved[0]).not.toHaveProperty('note');
    expect(saved[1]).toMatchObject({ note: expect.stringContaining('was taken meanwhile') });
  });

  test.each(['a', 'c'])('of two processes that save at once each takes one of its own (%s)', async (id) => {
    const { service, store, clock, random, next } = await rigWithPlan();
    const [first = 0, second = 0] = await next(2);
    let reads = 0;
    // It looked before the other one had saved.
    const list: PostStore['list'] = async (query) =>
      reads++ === 0 ? { posts: [] } : store.posts.list(query);
    const posts = { ...store.posts, list };
    const other = createPostService({ ...store, posts, clock, random, by: 'another process' });
    await service.add(input({ id: 'b', dueAt: first, slotZone: ZONE }));
    const saved = other.add(input({ id, dueAt: first, slotZone: ZONE }));
    await clock.advance(2_000);
    expect(await saved).toMatchObject({
      post: { dueAt: second },
      note: expect.stringContaining('was taken'),
    });
    expect((await store.posts.list({})).posts.map(({ dueAt }) => dueAt)).toEqual([first, second]);
  });

  test('saved twice stays where it is', async () => {
    const { service, next } = await rigWithPlan();
    const [dueAt = 0] = await next(1);
    const once = input({ dueAt, slotZone: ZONE });
    await service.add(once);
    expect(dueOf(await service.add(once))).toBe(dueAt);
  });

  test('that is moved into one takes nothing from itself, and nothing from another', async () => {
    const { service, next } = await rigWithPlan();
    const [first = 0, second = 0, third = 0] = await next(3);
    const { id } = input();
    await service.add(input({ id, dueAt: first }));
    await service.add(input({ dueAt: second }));
    expect(dueOf(await service.edit(id, { dueAt: first, slotZone: ZONE }))).toBe(first);
    expect(dueOf(await service.edit(id, { dueAt: second, slotZone: ZONE }))).toBe(third);
  });

  test('without the wish a time is taken as it is', async () => {
    const { service, next } = await rigWithPlan();
    const [dueAt = 0] = await next(1);
    await service.add(input({ dueAt }));
    expect(dueOf(await service.add(input({ dueAt })))).toBe(dueAt);
  });
});

describe('a posting plan', () => {
  test('is put in order, and refused with what is wrong with it', async () => {
    const rig = await createRig();
    const api = createRigApi(rig);
    const mixed = { zone: 'europe/london', slots: [...PLAN.slots, ...PLAN.slots].reverse() };
    expect(await api.setPostingPlan('alice', mixed)).toEqual({ kind: 'ok' });
    expect(await rig.store.settings.plans()).toEqual({ alice: PLAN });
    expect(await api.setPostingPlan('alice', { zone: 'Nowhere', slots: [] })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('not a time zone'),
    });
    expect(await api.setPostingPlan('alice', { ...PLAN, lateWindow: 30 * DAY })).toMatchObject({
      kind: 'refused',
    });
    expect(await api.setPostingPlan('alice', null)).toEqual({ kind: 'ok' });
    expect(await rig.store.settings.plans()).toEqual({});
  });

  test('gives new posts of its account its late window, and others the one of the settings', async () => {
    const { service, store, get } = await rigWithPlan();
    await store.accounts.put({ ...ALICE, name: 'bob', userId: '2' });
    await store.settings.setPlan('alice', { ...PLAN, lateWindow: 5 * MINUTE });
    await store.settings.setLate({ lateWindow: 3 * HOUR });
    const [own, other] = [input(), input({ account: 'bob' })];
    await service.add(own);
    await service.add(other);
    expect([(await get(own.id)).lateWindow, (await get(other.id)).lateWindow]).toEqual([
      5 * MINUTE,
      3 * HOUR,
    ]);
  });
});
