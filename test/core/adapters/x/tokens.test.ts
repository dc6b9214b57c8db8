import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import type { SandboxOAuth2Keys } from '../../../../core/adapters/sandbox/types.ts';
import { fingerprintKeys } from '../../../../core/adapters/x/keys.ts';
import type { Outcome } from '../../../../core/domain/outcome.ts';
import { HOUR, MINUTE, SECOND } from '../../../../core/domain/time.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import type { Publisher } from '../../../../core/ports/publisher.ts';
import { StoreError } from '../../../../core/ports/store-error.ts';
import { createMemoryVault, type MemoryVault } from '../../../fakes/vault.ts';
import { never, publisherFor, realClock } from './harness.ts';

const TOKEN = '/2/oauth2/token';

let sandbox: Sandbox;
let keys: SandboxOAuth2Keys;
let vault: MemoryVault;
let publisher: Publisher;
/** Ahead of the machine's clock, ms: both clocks of the publisher are. */
let ahead: number;

const clock: Clock = {
  ...realClock,
  now: () => realClock.now() + ahead,
  monotonic: () => realClock.monotonic() + ahead,
};
const connect = (more: Partial<Parameters<typeof publisherFor>[1]> = {}): Publisher =>
  publisherFor(sandbox.url, { keys: () => keys, vault, clock, ...more });

beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:' });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  ahead = 0;
  keys = sandbox.signIn();
  vault = createMemoryVault();
  publisher = connect();
});

function publish(text: string, by = publisher, maySend = () => true, deadline = 5_000): Promise<Outcome> {
  return by.publish({ account: 'me', text, deadline, maySend }, never);
}

const state = () => sandbox.grants().find(({ clientId }) => clientId === keys.clientId);
const callsTo = (path: string) => sandbox.requests().filter((request) => request.path === path).length;
const kept = () => vault.pairs.get(fingerprintKeys(keys));
const aimed = (fault: object): Fault => ({ path: TOKEN, apply: false, ...fault }) as Fault;

test('a token that is good is used, and nothing is asked for', async () => {
  expect((await publish('hello')).kind).toBe('published');
  expect(await publisher.identify('me', never)).toMatchObject({ name: sandbox.account.username });
  expect(await publisher.timeline('me', 0, never)).toMatchObject({ kind: 'read', posts: [{}] });
  expect([callsTo(TOKEN), kept()]).toEqual([0, undefined]);
});

describe.each([
  ['public', false],
  ['confidential', true],
])('a %s client whose token has ended', (_, confidential) => {
  test('renews it, keeps it, and sends what was refused once more', async () => {
    keys = sandbox.signIn({ confidential });
    sandbox.endAccess();
    expect((await publish('hello')).kind).toBe('published');
    expect((await publish('and more')).kind).toBe('published');
    expect(state()).toMatchObject({ refreshes: 1, refusals: 0 });
    expect(callsTo('/2/tweets')).toBe(3);
    expect(kept()?.refreshToken).not.toBe(keys.refreshToken);
    expect((kept()?.endsAt ?? 0) - clock.now()).toBeGreaterThan(2 * HOUR - MINUTE);
  });
});

test('the new pair is kept before it is used', async () => {
  sandbox.endAccess();
  const [asked, stored] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = {
    ...vault,
    keep: async (...args: Parameters<typeof vault.keep>) => {
      asked.resolve();
      await stored.promise;
      await vault.keep(...args);
    },
  };
  const outcome = publish('hello', connect({ vault: slow }));
  await asked.promise;
  // Long enough for a request that did not wait.
  for (let i = 0; i < 5; i++) await publisher.calibrate('me', never);
  expect(callsTo('/2/tweets')).toBe(1);
  stored.resolve();
  expect((await outcome).kind).toBe('published');
  expect(callsTo('/2/tweets')).toBe(2);
});

test('a hundred refusals at once, over three processes, are one renewal', async () => {
  sandbox.endAccess();
  const processes = [publisher, connect(), connect()];
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, i) => publish(`post ${i}`, processes[i % 3])),
  );
  expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['published']));
  expect(state()).toMatchObject({ refreshes: 1, refusals: 0 });
  expect(sandbox.posts()).toHaveLength(100);
});

test('a token that ends within a minute is renewed before it is used; without an answer it still serves', async () => {
  sandbox.setKnobs({ accessTokenMs: HOUR });
  sandbox.endAccess();
  await publish('one');
  ahead = HOUR - MINUTE + SECOND;
  sandbox.setFaults([aimed({ kind: 'status', code: 503 })]);
  expect((await publish('two')).kind).toBe('published');
  expect(state()).toMatchObject({ refreshes: 1 });
  expect((await publish('three')).kind).toBe('published');
  expect(state()).toMatchObject({ refreshes: 2, refusals: 0 });
  expect(callsTo('/2/tweets')).toBe(4);
});

test('how long a sign-in lasts is known from its last renewal, also by another process', async () => {
  expect(publisher.signIn('me')).toEqual({ kind: 'renewed' });
  sandbox.endAccess();
  await publish('one');
  const known = { kind: 'renewed', endsAt: kept()?.endsAt };
  expect(publisher.signIn('me')).toEqual(known);
  const other = connect();
  await expect.poll(() => other.signIn('me')).toEqual(known);
  expect(state()).toMatchObject({ refreshes: 1 });
});

test('what is prepared before a post is armed is not left to the post', async () => {
  sandbox.endAccess();
  await publisher.prepare('me');
  expect(callsTo(TOKEN)).toBe(0);
  await publish('one');
  ahead = 2 * HOUR;
  await publisher.prepare('me');
  expect(state()).toMatchObject({ refreshes: 2 });
  await publish('two');
  expect([state()?.refreshes, callsTo('/2/tweets')]).toEqual([2, 3]);
});

describe('what was refused goes again', () => {
  test('only if it still may leave, and else counts as not sent', async () => {
    sandbox.endAccess();
    let asked = 0;
    const outcome = await publish('hello', publisher, () => asked++ === 0);
    expect(outcome).toMatchObject({ kind: 'not-sent' });
    expect([callsTo('/2/tweets'), callsTo(TOKEN)]).toEqual([1, 1]);
    expect((await publish('hello')).kind).toBe('published');
    expect(state()).toMatchObject({ refreshes: 1 });
  });

  test('within what is left of its time', async () => {
    sandbox.endAccess();
    sandbox.setFaults([aimed({ kind: 'delay', ms: 600, apply: true })]);
    expect((await publish('hello', publisher, () => true, 500)).kind).toBe('not-sent');
    expect(callsTo('/2/tweets')).toBe(1);
    expect((await publish('hello')).kind).toBe('published');
  });

  test('only once', async () => {
    const refusal = { kind: 'status', code: 401, times: 9, apply: false, path: '/2/tweets' } as const;
    sandbox.setFaults([refusal]);
    expect((await publish('hello')).kind).toBe('auth');
    expect([callsTo('/2/tweets'), callsTo(TOKEN)]).toEqual([2, 1]);
  });
});

describe('a sign-in that was taken back', () => {
  const WORDS = /X does not accept this sign-in any more: .* Sign the account in again$/;

  test('is said in plain words, and the token is not shown again at once', async () => {
    sandbox.revoke(keys.clientId);
    const outcomes = await Promise.all(['a', 'b', 'c'].map((text) => publish(text)));
    for (const outcome of [...outcomes, await publish('d')])
      expect(outcome).toEqual({ kind: 'auth', detail: expect.stringMatching(WORDS) });
    expect(state()).toMatchObject({ refreshes: 0, refusals: 1 });
    ahead = 6 * MINUTE;
    await publish('e');
    expect(state()).toMatchObject({ refusals: 2 });
  });

  test('goes on with what somebody else has kept meanwhile', async () => {
    sandbox.revoke(keys.clientId);
    await publish('a');
    const { accessToken, refreshToken } = sandbox.signIn({ clientId: keys.clientId });
    vault.pairs.set(fingerprintKeys(keys), { accessToken, refreshToken });
    expect((await publish('b')).kind).toBe('published');
  });

  test('or past the lock, while X was asked', async () => {
    sandbox.endAccess();
    sandbox.setFaults([aimed({ kind: 'status', code: 400, body: { error: 'invalid_grant' } })]);
    const { accessToken, refreshToken } = sandbox.signIn();
    let reads = 0;
    const crowded = {
      ...vault,
      // At first, under the lock, after the refusal.
      read: async () => (reads++ < 2 ? undefined : { accessToken, refreshToken }),
    };
    expect((await publish('a', connect({ vault: crowded }))).kind).toBe('published');
  });
});

describe('no clear answer to a renewal', () => {
  test.each<[string, object]>([
    ['503', { kind: 'status', code: 503 }],
    ['429', { kind: 'status', code: 429 }],
    ['a web page that says no', { kind: 'status', code: 403, body: '<h1>No</h1>' }],
    ['200 without a token', { kind: 'status', code: 200, body: {} }],
    ['reset', { kind: 'reset' }],
    ['empty', { kind: 'empty' }],
  ])('%s: not sent, and tried again', async (_, fault) => {
    sandbox.endAccess();
    sandbox.setFaults([aimed(fault)]);
    expect(await publish('hello')).toMatchObject({
      kind: 'not-sent',
      detail: expect.stringContaining('the sign-in could not be renewed'),
    });
    expect((await publish('hello')).kind).toBe('published');
    expect(sandbox.posts()).toHaveLength(1);
  });

  test('when X had used the token up: held, and nothing is lost or doubled', async () => {
    sandbox.endAccess();
    sandbox.setFaults([aimed({ kind: 'close', apply: true })]);
    expect((await publish('hello')).kind).toBe('not-sent');
    expect((await publish('hello')).kind).toBe('auth');
    expect(sandbox.posts()).toHaveLength(0);
  });
});

test('a pair that cannot be stored is not used, and not lost', async () => {
  sandbox.endAccess();
  vault.refuseToKeep(new StoreError('full', 'There is no space left.'));
  expect(await publish('hello')).toMatchObject({
    kind: 'not-sent',
    detail: expect.stringContaining('There is no space left.'),
  });
  expect(sandbox.requests().filter(({ status }) => status === 201)).toEqual([]);
  expect((await publish('hello')).kind).toBe('published');
  expect(state()).toMatchObject({ refreshes: 1, refusals: 0 });
});

test('no token is in what X is made to say', async () => {
  sandbox.endAccess();
  await publish('one');
  const { accessToken = '', refreshToken = '' } = kept() ?? {};
  const said = `${keys.accessToken} ${accessToken} ${refreshToken}`;
  sandbox.setFaults([
    { kind: 'status', code: 400, body: { title: 'Bad', detail: said }, apply: false, path: '/2/tweets' },
  ]);
  expect(await publish('two')).toMatchObject({ kind: 'rejected', detail: 'Bad: … … …' });
});
