import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { call, create, created, json, type Received } from './harness.ts';

let now = Date.parse('2027-03-28T00:59:58.000Z');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', control: true, now: () => now, knobs: { credits: 5 } });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

function control(
  method: string,
  name: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Received> {
  return call(sandbox, `/__sandbox/${name}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: headers ?? { 'x-sandbox-secret': sandbox.controlSecret },
  });
}

const answer = async (...args: Parameters<typeof control>): Promise<unknown> => json(await control(...args));

describe('the secret', () => {
  test.each([
    ['none', {}],
    ['a wrong one', { 'x-sandbox-secret': 'guess' }],
    ['a wrong bearer', { authorization: 'Bearer guess' }],
  ])('%s: 401', async (_, headers) => {
    const received = await control('GET', 'posts', undefined, headers);
    expect(received.status).toBe(401);
    expect(json(received)).toEqual({ error: expect.stringContaining('x-sandbox-secret') });
  });

  test('may come as a bearer token', async () => {
    const headers = { authorization: `Bearer ${sandbox.controlSecret}` };
    expect((await control('GET', 'posts', undefined, headers)).status).toBe(200);
  });
});

test('posts and requests', async () => {
  const id = await created(sandbox, 'a & b');
  expect(await answer('GET', 'posts')).toEqual({
    posts: [{ id, authorId: sandbox.account.id, text: 'a & b', createdAt: now }],
  });
  expect(await answer('GET', 'requests')).toEqual({
    requests: [{ at: now, method: 'POST', path: '/2/tweets', status: 201, applied: true, postId: id }],
  });
});

test('faults', async () => {
  const fault = { kind: 'status', code: 503, apply: true };
  expect(await answer('POST', 'faults', { faults: [fault] })).toEqual({
    faults: [{ fault, matched: 0, played: 0 }],
  });
  expect((await create(sandbox, 'hello')).status).toBe(503);
  expect(sandbox.posts()).toHaveLength(1);
  expect(await answer('GET', 'state')).toMatchObject({ faults: [{ fault, matched: 1, played: 1 }] });
});

test('knobs', async () => {
  const { knobs } = (await answer('POST', 'knobs', { limits: { create: 1 } })) as { knobs: object };
  expect(knobs).toMatchObject({ credits: 5, limits: { create: 1, delete: 50 } });
  await created(sandbox, 'one');
  expect((await create(sandbox, 'two')).status).toBe(429);
});

test('the clock: by its offset, by a step, to an instant', async () => {
  expect(await answer('POST', 'clock', { offsetMs: 1000 })).toEqual({
    now: '2027-03-28T00:59:59.000Z',
    offsetMs: 1000,
  });
  expect(await answer('POST', 'clock', { advanceMs: 2000 })).toMatchObject({ offsetMs: 3000 });
  expect(await answer('POST', 'clock', { now: '2027-03-28T02:00:00Z' })).toMatchObject({
    now: '2027-03-28T02:00:00.000Z',
  });
  now += 1000;
  expect((await create(sandbox, 'hello')).headers.date).toBe('Sun, 28 Mar 2027 02:00:01 GMT');
});

test('accounts: one that can post, and only once by its name', async () => {
  const made = (await answer('POST', 'accounts', { username: 'second', name: 'Second' })) as {
    account: { id: string };
    keys: Sandbox['keys'];
  };
  expect(made).toMatchObject({ account: { name: 'Second', username: 'second' } });
  await created(sandbox, 'hello', { keys: made.keys });
  expect(sandbox.posts()).toMatchObject([{ authorId: made.account.id }]);
  const again = await control('POST', 'accounts', { username: 'SECOND' });
  expect(again.status).toBe(400);
  expect(json(again)).toEqual({ error: expect.stringContaining('already') });
  expect(await answer('GET', 'state')).toMatchObject({ accounts: [sandbox.account, made.account] });
});

test('reset: as at the beginning, but for the accounts', async () => {
  await created(sandbox, 'hello');
  sandbox.setFaults([{ kind: 'hang', apply: true }]);
  sandbox.setKnobs({ clockOffsetMs: 5, credits: 0, limits: { create: 1 } });
  const { keys, account } = sandbox;
  expect(await answer('POST', 'reset')).toMatchObject({
    posts: 0,
    requests: 0,
    faults: [],
    account,
    knobs: { clockOffsetMs: 0, credits: 5, limits: { create: 100 } },
  });
  expect((await create(sandbox, 'hello', { keys })).headers['x-rate-limit-remaining']).toBe('99');
});

describe('what is wrong is named', () => {
  test.each([
    ['POST', 'faults', { faults: [{ kind: 'hang', apply: true, foo: 1 }] }, '$[0].foo'],
    ['POST', 'faults', [], 'Expected {"faults"'],
    ['POST', 'faults', {}, '$.faults: is missing'],
    ['POST', 'knobs', { limit: {} }, '$.limit: is not defined'],
    ['POST', 'knobs', { limits: { posts: 1 } }, '$.limits.posts: is not defined'],
    ['POST', 'knobs', { premium: 'yes' }, '$.premium: string found, boolean expected'],
    ['POST', 'knobs', { latencyMs: -1 }, '$.latencyMs: must have a minimum value of 0'],
    ['POST', 'knobs', '{', 'not JSON'],
    ['POST', 'clock', { now: 'tomorrow' }, '$.now: does not match'],
    ['POST', 'clock', { now: '2027-99-28T02:00:00Z' }, 'Not an instant'],
    ['POST', 'clock', { minutes: 1 }, '$.minutes: is not defined'],
    ['POST', 'accounts', {}, '$.username: is missing'],
    ['POST', 'accounts', { username: 'with blank' }, '$.username: does not match'],
  ])('%s %s %j', async (method, name, body, message) => {
    const received = await control(method, name, body);
    expect(received.status).toBe(400);
    expect(json(received)).toEqual({ error: expect.stringContaining(message) });
  });

  test('an address that is none lists those that are', async () => {
    const received = await control('GET', 'faults');
    expect(received.status).toBe(404);
    expect(json(received)).toEqual({ error: expect.stringContaining('POST /__sandbox/faults') });
  });
});

test('control calls are not in the log and meet no faults', async () => {
  sandbox.setFaults([{ kind: 'reset', apply: true, times: 9 }]);
  expect((await control('GET', 'state')).status).toBe(200);
  expect(sandbox.requests()).toEqual([]);
});

test('without control there is nothing under that address', async () => {
  const plain = await openSandbox({ file: ':memory:' });
  const headers = { 'x-sandbox-secret': plain.controlSecret };
  const received = await call(plain, '/__sandbox/posts', { headers });
  expect(received).toMatchObject({ status: 404, headers: { 'content-type': 'application/problem+json' } });
  await plain.close();
});
