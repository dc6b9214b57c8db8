import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../../core/adapters/sandbox/sandbox.ts';
import { PROCESSOR_NAMES } from '../../../core/domain/processor.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { overviewOf } from '../../../core/service/overview.ts';
import { readStoredFacts } from '../../../core/service/stored-facts.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createSandboxRig } from '../../fakes/sandbox-rig.ts';

const LONG_WINDOW = 3 * DAY;
const burst = (count: number, lateWindow = LONG_WINDOW) =>
  Array.from({ length: count }, (_, i) =>
    aPost({ dueAt: FAKE_START + i, parts: [{ text: `n ${i}` }], lateWindow }),
  );
const inOrder = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `n ${i}`);

type Limits = NonNullable<NonNullable<SandboxOptions['knobs']>['limits']>;

/** When the account may post again. X's clock is known to a second, so Perch waits up to that much longer. */
async function untilOf({ store }: Pick<Rig, 'store'>, reset: number): Promise<Instant> {
  const gate = (await store.accounts.get('alice'))?.gate;
  if (gate?.state !== 'throttled') throw new Error(`the gate is ${gate?.state}`);
  expect(gate.until - FAKE_START).toBeGreaterThanOrEqual(reset);
  expect(gate.until - FAKE_START).toBeLessThanOrEqual(reset + SECOND);
  return gate.until;
}

type Rig = Awaited<ReturnType<typeof createSandboxRig>>;

test.each<readonly [string, Limits, number]>([
  ['15 minutes', { create: 3 }, 15 * MINUTE],
  ['24 hours of the app', { createAppDay: 3 }, DAY],
  ['24 hours of the user', { createUserDay: 3 }, DAY],
  ['several buckets at once', { create: 3, createAppDay: 3, createUserDay: 3 }, DAY],
])('%s: the account waits for the last reset, in order, and no try is burnt', async (_, limits, reset) => {
  const rig = await createSandboxRig({ limits });
  const { start, add, get, leap, texts, clock, store } = rig;
  // A day of nothing need not be looked at every half minute.
  for (const name of PROCESSOR_NAMES) await store.settings.setProcessor(name, { idleSleep: 10 * MINUTE });
  const posts = burst(5);
  const later = aPost({ dueAt: FAKE_START + 10 * MINUTE, parts: [{ text: 'n 5' }], lateWindow: LONG_WINDOW });
  await add(...posts, later);
  await start();
  await leap(SECOND);
  expect(texts()).toEqual(inOrder(3));
  const until = await untilOf(rig, reset);
  await leap(12 * MINUTE, MINUTE);
  for (const { id } of [...posts.slice(3), later])
    expect(await get(id)).toMatchObject({
      status: 'retrying',
      attempts: 0,
      failures: 0,
      nextTryAt: until,
      reason: { kind: 'throttled' },
    });
  await leap(until - clock.now() - 1);
  expect(texts()).toEqual(inOrder(3));
  await leap(1);
  expect(texts()).toEqual(inOrder(6));
  for (const { id } of [...posts, later])
    expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
});

test.each([
  ['only retry-after', { 'retry-after': '40' }, 40 * SECOND],
  ['nothing', {}, 15 * MINUTE],
])('%s is said: the account waits as long, and goes on by itself', async (_, headers, wait) => {
  const { sandbox, start, add, get, leap, texts } = await createSandboxRig();
  // The sandbox adds X's own headers to what is not said here: nothing of them is used up.
  const none = { 'x-rate-limit-remaining': '99', 'x-rate-limit-reset': '' };
  sandbox.setFaults([
    { method: 'POST', kind: 'status', code: 429, headers: { ...none, ...headers }, apply: false },
  ]);
  const posts = burst(3);
  await add(...posts);
  await start();
  await leap(SECOND);
  expect(texts()).toEqual([]);
  for (const { id } of posts)
    expect(await get(id)).toMatchObject({ status: 'retrying', nextTryAt: FAKE_START + wait, attempts: 0 });
  await leap(wait);
  expect(texts()).toEqual(inOrder(3));
});

test('what cannot go in time is missed, and says that X made it wait', async () => {
  const { start, add, get, leap, texts } = await createSandboxRig({ limits: { createUserDay: 1 } });
  const posts = burst(3, HOUR);
  await add(...posts);
  await start();
  await leap(HOUR - SECOND);
  expect((await get(posts[1]?.id ?? '')).status).toBe('retrying');
  await leap(2 * SECOND);
  for (const { id } of posts.slice(1))
    expect(await get(id)).toMatchObject({ status: 'missed', reason: { kind: 'late', cause: 'throttled' } });
  expect(texts()).toEqual(['n 0']);
});

test('health says which account waits and until when, and nothing any more when the time is over', async () => {
  const rig = await createSandboxRig({ limits: { create: 1 } });
  const { start, add, leap, store, clock } = rig;
  await add(...burst(2));
  const worker = await start();
  await leap(SECOND);
  const overview = async () => {
    const storage = { kind: 'local', account: '' } as const;
    const self = { id: worker.id, host: '', place: '', pid: 1, kind: 'cli', version: '' } as const;
    const beat = { ...self, startedAt: 0, lastBeat: clock.now(), processors: worker.records() };
    const live = { now: clock.now(), self: beat, storage, knownAccounts: [], unsynced: [] };
    return overviewOf(await readStoredFacts(store, clock), { ...live, stranded: 0, damaged: [] });
  };
  const { health, accounts } = await overview();
  const until = await untilOf(rig, 15 * MINUTE);
  expect(health.reasons).toEqual([
    expect.objectContaining({ code: 'throttled', severity: 'degraded', until }),
  ]);
  expect(accounts[0]?.gate).toMatchObject({ state: 'throttled', until });
  await leap(16 * MINUTE);
  expect((await overview()).health.reasons).toEqual([]);
  expect((await overview()).accounts[0]?.gate).toEqual({ state: 'open' });
});

test('without credit the account is held; its posts go on by themselves when there is some', async () => {
  const { sandbox, start, add, get, leap, texts, store } = await createSandboxRig({ credits: 0.02 });
  const posts = burst(4);
  await add(...posts);
  await start();
  await leap(SECOND);
  expect(texts()).toEqual(['n 0', 'n 1']);
  for (const { id } of posts.slice(2))
    expect(await get(id)).toMatchObject({ status: 'held', reason: { kind: 'credits' } });
  await leap(HOUR, MINUTE);
  expect((await store.accounts.get('alice'))?.gate).toMatchObject({ state: 'held', reason: 'credits' });
  const asked = sandbox.requests().filter(({ path }) => path === '/2/users/me').length;
  expect(asked).toBeLessThan(8);
  sandbox.setKnobs({ credits: 5 });
  await leap(15 * MINUTE, MINUTE);
  expect(texts()).toEqual(inOrder(4));
  expect((await store.accounts.get('alice'))?.gate).toEqual({ state: 'open' });
});

test('a person who added credit does not have to wait for Perch to ask', async () => {
  const { sandbox, start, add, leap, settled, texts, service } = await createSandboxRig({ credits: 0 });
  await add(...burst(2));
  await start();
  await leap(SECOND);
  expect(texts()).toEqual([]);
  sandbox.setKnobs({ credits: 5 });
  await service.openAccount('alice');
  await settled();
  expect(texts()).toEqual(inOrder(2));
});

test('an account that X locked is not tried until a person says so', async () => {
  const { sandbox, start, add, get, leap, settled, texts, service } = await createSandboxRig();
  const body = { errors: [{ code: 326, message: 'this account is temporarily locked' }] };
  sandbox.setFaults([{ method: 'POST', kind: 'status', code: 403, body, apply: false }]);
  const posts = burst(3);
  await add(...posts);
  await start();
  await leap(HOUR, MINUTE);
  expect(sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(1);
  for (const { id } of posts)
    expect(await get(id)).toMatchObject({ status: 'held', reason: { kind: 'locked' } });
  await service.retry(posts[0]?.id ?? '');
  await settled();
  expect(texts()).toEqual(inOrder(3));
});
