import { describe, expect, test } from 'vitest';
import { pack } from '../../../core/domain/envelope.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { createPoisonDesk } from '../../../core/service/poison.ts';
import { selfTest } from '../../../core/service/self-test.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { ALICE, createRig, createRigApi } from '../../fakes/rig.ts';

const poisoned = { dequeueCount: 6, insertedAt: FAKE_START - HOUR, poisonedAt: FAKE_START, reason: 'r' };

describe('messages that were set aside', () => {
  test('go back to the queue once, and a reading that is none is told', async () => {
    const { store } = await createRig();
    const desk = createPoisonDesk(store);
    await store.poison.put({ ...poisoned, id: 'good', raw: pack({ ids: ['p'] }) });
    await store.poison.put({ ...poisoned, id: 'bad', raw: '<html>' });
    expect(await desk.requeue('good')).toBeUndefined();
    expect(await desk.requeue('good')).toMatch(/not there any more/);
    expect(await desk.requeue('bad')).toMatch(/cannot be read/);
    expect((await desk.list()).map(({ id }) => id)).toEqual(['bad']);
    expect(await store.queue.depth()).toMatchObject({ messages: 1 });
  });

  test('are discarded, and brought back as they were', async () => {
    const { store } = await createRig();
    const desk = createPoisonDesk(store);
    const record = { ...poisoned, id: 'bad', raw: '<html>' };
    await store.poison.put(record);
    expect(await desk.discard('bad')).toBeUndefined();
    expect(await store.poison.count()).toBe(0);
    expect(await desk.restore('bad')).toBeUndefined();
    expect(await desk.list()).toEqual([record]);
    expect(await desk.restore('bad')).toMatch(/too late/);
    expect(await desk.discard('other')).toMatch(/not there/);
  });
});

describe('the self-test', () => {
  const run = async (
    change: (rig: Awaited<ReturnType<typeof createRig>>) => void = () => undefined,
    free = 5e9,
  ) => {
    const rig = await createRig();
    change(rig);
    const { store, clock, publisher } = rig;
    const ticks = selfTest({ ...store, clock, publisher, freeBytes: () => free });
    await clock.advance(MINUTE);
    return Object.fromEntries((await ticks).map(({ what, ok, message }) => [what, `${ok} ${message}`]));
  };

  test('says that all is well, and what it did not ask', async () => {
    expect(await run()).toEqual({
      storage: expect.stringMatching(/^true It answered in \d+ ms/),
      x: expect.stringMatching(/^true .*that costs/),
      clock: 'true This computer and X have the same time.',
      disk: 'true 5 GB are free for posts and the log.',
    });
  });

  test('says what is not, with what to do', async () => {
    expect((await run(({ x }) => Object.assign(x, { reachable: false })))['x']).toMatch(
      /^false X did not answer/,
    );
    expect((await run(({ x }) => Object.assign(x, { keys: false })))['x']).toMatch(
      /^false There is no account/,
    );
    const ahead = await run(({ x, clock }) =>
      Object.assign(x, { calibrate: async () => clock.now() - 95 * SECOND }),
    );
    expect(ahead['clock']).toBe('false This computer is 95 s ahead of X. Set its clock.');
    expect((await run(undefined, 5e7))['disk']).toMatch(/^false Only 50 MB/);
  });
});

test('the self-test renews a sign-in that ends because nobody uses it, and no other', async () => {
  const prepared: string[] = [];
  const rig = await createRig();
  const renewed = (age: number) => ({ kind: 'renewed', endsAt: FAKE_START - age }) as const;
  Object.assign(rig.x, {
    signIn: (name: string) => renewed(name === 'alice' ? 170 * DAY : DAY),
    prepare: async (name: string) => void prepared.push(name),
  });
  await rig.store.accounts.put({ ...ALICE, name: 'bob', userId: '2' });
  const { store, clock, publisher } = rig;
  await selfTest({ ...store, clock, publisher, freeBytes: () => undefined });
  expect(prepared).toEqual(['alice']);
});

describe('what the window sets', () => {
  test('is taken or refused with one sentence', async () => {
    const rig = await createRig();
    const api = createRigApi(rig);
    expect(await api.setLate({ lateWindow: 2 * HOUR })).toEqual({ kind: 'ok' });
    expect(await rig.store.settings.late()).toMatchObject({ lateWindow: 2 * HOUR, catchUpGap: MINUTE });
    expect(await api.setLate({ lateWindow: 1 })).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^The late window/),
    });
    expect(await api.setSpendCap(2.5)).toEqual({ kind: 'ok' });
    expect(await rig.store.settings.spendCap()).toBe(2.5);
    expect(await api.setSpendCap(-1)).toMatchObject({ kind: 'refused' });
  });
});
