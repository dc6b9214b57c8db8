import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../core/adapters/sandbox/sandbox.ts';
import { createCallbackListener } from '../../../core/adapters/system/callback-listener.ts';
import { createAuthorizer } from '../../../core/adapters/x/authorizer.ts';
import { CALLBACK_PORTS, SCOPES, SIGN_IN_LIMIT } from '../../../core/domain/authorization.ts';
import { signInSentence } from '../../../core/domain/sign-in-problem.ts';
import type { Authorizer } from '../../../core/ports/authorizer.ts';
import {
  beginPin,
  checkKeys,
  finishPin,
  type SignInResult,
  signInByBrowser,
} from '../../../core/service/sign-in.ts';
import { pinOn, type Visit, visitX } from '../../fakes/browser.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { answerWith, openXServer } from '../../fakes/x-server.ts';

const never = new AbortController().signal;
let now = Date.parse('2027-03-01T12:00:00.000Z');
let x: Sandbox;
let authorizer: Authorizer;
beforeAll(async () => {
  x = await openSandbox({ file: ':memory:', now: () => now });
  authorizer = createAuthorizer({ apiBaseUrl: x.url, clock: createFakeClock(now) });
});
afterAll(() => x.close());
beforeEach(() => x.reset());

type Way = { readonly visit?: (url: string) => Promise<Visit>; readonly signal?: AbortSignal };

/** Signs in with a browser that does what `visit` does. */
async function signIn({ visit = visitX, signal = never }: Way = {}) {
  const clock = createFakeClock(now);
  const visits: Promise<Visit>[] = [];
  const result = await signInByBrowser(
    {
      authorizer,
      listener: createCallbackListener(),
      clock,
      open: (url) => {
        visits.push(visit(url));
      },
    },
    'client-1',
    signal,
  );
  return { result, visit: await visits[0] };
}

const codeOf = (result: SignInResult): string =>
  result.kind === 'problem' ? result.problem.code : result.kind;

describe('by the browser', () => {
  test('a person agrees: tokens that post, the scopes, whose they are; the page keeps nothing', async () => {
    x.setKnobs({ premium: true });
    const { result, visit } = await signIn();
    if (result.kind !== 'signed-in') throw new Error(JSON.stringify(result));
    const { id: userId, username: name, name: displayName } = x.account;
    expect(result.who).toEqual({ userId, name, displayName, premium: true, access: 'read-write' });
    expect(result.scopes).toEqual(SCOPES);
    expect(result.endsAt).toBe(now + 7_200_000);
    expect(visit?.question).toContain('client-1');
    expect(visit?.page).toContain('Perch goes on from here');
    expect(visit?.page).not.toMatch(/script|code=|state/);
    const keys = result.keys as { readonly accessToken: string };
    const headers = { authorization: `Bearer ${keys.accessToken}`, 'content-type': 'application/json' };
    const posted = await fetch(`${x.url}/2/tweets`, { method: 'POST', headers, body: '{"text":"hello"}' });
    expect(posted.status).toBe(201);
  });

  test('a person says no: said calmly, and nothing was connected', async () => {
    const before = x.grants().length;
    const { result, visit } = await signIn({ visit: (url) => visitX(url, { decision: 'deny' }) });
    expect(codeOf(result)).toBe('denied');
    expect(visit?.page).toContain('you did not agree');
    expect(x.grants()).toHaveLength(before);
  });

  test('all ports taken: an error that names them; one taken: the next', async () => {
    const servers = CALLBACK_PORTS.map((port) => createServer().listen(port, '127.0.0.1'));
    await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
    onTestFinished(() => {
      for (const server of servers) server.close();
    });
    const { result } = await signIn();
    expect(codeOf(result)).toBe('ports-taken');
    if (result.kind === 'problem')
      for (const port of CALLBACK_PORTS) expect(signInSentence(result.problem)).toContain(String(port));
    servers[0]?.close();
    servers[2]?.close();
    expect((await signIn()).visit?.sentTo).toContain(`:${CALLBACK_PORTS[0]}/`);
  });

  test('cancelled, or nobody comes within the time: nothing listens any more', async () => {
    const cancel = new AbortController();
    const cancelled = await signIn({
      signal: cancel.signal,
      visit: async (url) => {
        cancel.abort();
        return { question: url, sentTo: undefined, page: '', status: 0 };
      },
    });
    expect(codeOf(cancelled.result)).toBe('cancelled');
    const clock = createFakeClock(now);
    const listener = createCallbackListener();
    const waiting = signInByBrowser({ authorizer, listener, clock, open: () => undefined }, 'c', never);
    await expect.poll(clock.pending).toBe(1);
    await clock.advance(SIGN_IN_LIMIT);
    expect(codeOf(await waiting)).toBe('timed-out');
    await expect(fetch(`http://127.0.0.1:${CALLBACK_PORTS[0]}/callback`)).rejects.toThrow();
  });

  test.each([
    ['a client that has a secret', { appType: 'web' }, 'bad-client'],
    ['too few rights', { withheldScopes: ['tweet.write'] }, 'no-posting'],
    ['no way to renew', { withheldScopes: ['offline.access'] }, 'no-refresh'],
    ['no credit', { credits: 0 }, 'credits'],
  ] as const)(
    '%s: refused with its own next step, and nothing stays open at X',
    async (_name, knobs, code) => {
      x.setKnobs(knobs);
      const living = () => x.grants().filter(({ revoked }) => !revoked).length;
      const before = living();
      const { result } = await signIn();
      expect(codeOf(result)).toBe(code);
      expect(living()).toBe(before);
    },
  );

  test('without the right to media it works, and the scopes say so', async () => {
    x.setKnobs({ withheldScopes: ['media.write'] });
    const { result } = await signIn();
    if (result.kind !== 'signed-in') throw new Error('not signed in');
    expect(result.scopes).not.toContain('media.write');
    const { accessToken } = result.keys;
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ media_type: 'image/png', total_bytes: 10 });
    const refused = await fetch(`${x.url}/2/media/upload/initialize`, { method: 'POST', headers, body });
    expect(refused.status).toBe(403);
  });

  test('a code that waited too long, another callback, a cut line: each its own problem', async () => {
    const late = await signIn({
      visit: async (url) => {
        x.setFaults([{ kind: 'status', code: 503, apply: false, path: '/2/oauth2/token' }]);
        return visitX(url);
      },
    });
    expect(codeOf(late.result)).toBe('unclear');
    x.setFaults([{ kind: 'close', apply: true, path: '/2/oauth2/token' }]);
    expect(codeOf((await signIn()).result)).toBe('network');
    const { signal } = new AbortController();
    const redirectUri = `http://127.0.0.1:${CALLBACK_PORTS[0]}/callback`;
    const attempt = authorizer.attempt();
    const url = authorizer.pageUrl({ ...attempt, clientId: 'c', redirectUri });
    const page = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'approve' }),
      redirect: 'manual',
    });
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
    now += 30_000;
    const redeem = { clientId: 'c', redirectUri, code, verifier: attempt.verifier };
    expect(await authorizer.redeem(redeem, signal)).toMatchObject({ problem: { code: 'code-expired' } });
    x.setKnobs({ callbackUrls: [] });
    expect((await visitX(url)).page).toContain('not registered');
  });

  test('another verifier than the one that was asked with gets nothing', async () => {
    const redirectUri = `http://127.0.0.1:${CALLBACK_PORTS[0]}/callback`;
    const url = authorizer.pageUrl({ ...authorizer.attempt(), clientId: 'c', redirectUri });
    const page = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'approve' }),
      redirect: 'manual',
    });
    const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { verifier } = authorizer.attempt();
    const answer = await authorizer.redeem({ clientId: 'c', redirectUri, code, verifier }, never);
    expect(answer).toMatchObject({ kind: 'problem' });
    expect(JSON.stringify(answer)).not.toContain(code);
  });
});

describe('four keys', () => {
  test('are asked about before anybody keeps them', async () => {
    expect(await checkKeys(authorizer, x.keys, never)).toMatchObject({
      kind: 'signed-in',
      who: { name: x.account.username },
    });
  });

  test.each([
    ['appKey', 'unknownkey0123456789', 'app-keys', ['appKey', 'appSecret']],
    ['appSecret', 'unknownsecret0123456789', 'app-keys', ['appKey', 'appSecret']],
    ['accessToken', '12-unknown0123456789', 'access-keys', ['accessToken', 'accessSecret']],
    ['accessSecret', 'unknownsecret0123456789', 'access-keys', ['accessToken', 'accessSecret']],
    ['accessToken', 'no-number', 'fields', ['accessToken']],
    ['appKey', '', 'fields', ['appKey']],
    ['appSecret', 'with space', 'fields', ['appSecret']],
    ['appKey', '12345-abcdefghijklmnop', 'fields', ['appKey']],
  ] as const)('a wrong %s (%s) is said at its field', async (field, value, code, fields) => {
    const result = await checkKeys(authorizer, { ...x.keys, [field]: value }, never);
    if (result.kind !== 'problem') throw new Error('accepted');
    expect(result.problem.code).toBe(code);
    expect(Object.keys(result.problem.fields ?? {})).toEqual(fields);
    if (value) expect(JSON.stringify(result)).not.toContain(value);
  });

  test('of an app that may only read are refused, as posting would be', async () => {
    x.setKnobs({ appAccess: 'read' });
    expect(codeOf(await checkKeys(authorizer, x.keys, never))).toBe('read-only');
  });

  test('a clock that is minutes off does not matter; where X refuses the time it is said', async () => {
    const wrong = createAuthorizer({ apiBaseUrl: x.url, clock: createFakeClock(now + 3_600_000) });
    expect(codeOf(await checkKeys(wrong, x.keys, never))).toBe('signed-in');
    const body = JSON.stringify({ errors: [{ code: 135, message: 'Timestamp out of bounds.' }] });
    const server = await openXServer(answerWith({ status: 401, body }));
    onTestFinished(() => server.close());
    const strict = createAuthorizer({ apiBaseUrl: server.url, clock: createFakeClock(now) });
    expect(codeOf(await checkKeys(strict, x.keys, never))).toBe('clock');
  });
});

describe('by PIN', () => {
  test('the page shows one, and it is good once', async () => {
    const { appKey, appSecret } = x.keys;
    const begun = await beginPin(authorizer, { appKey, appSecret }, never);
    if (begun.kind !== 'begun') throw new Error('not begun');
    const pin = pinOn(await visitX(begun.attempt.url));
    const spaced = ` ${pin.slice(0, 3)} ${pin.slice(3)} `;
    const result = await finishPin(authorizer, { appKey, appSecret }, begun.attempt, spaced, never);
    expect(result).toMatchObject({ kind: 'signed-in', keys: x.keys });
    const again = await finishPin(authorizer, { appKey, appSecret }, begun.attempt, pin, never);
    expect(codeOf(again)).toBe('bad-pin');
  });

  test('wrong PIN, wrong app, no network', async () => {
    const { appKey, appSecret } = x.keys;
    const begun = await beginPin(authorizer, { appKey, appSecret }, never);
    if (begun.kind !== 'begun') throw new Error('not begun');
    await visitX(begun.attempt.url);
    const wrong = await finishPin(authorizer, { appKey, appSecret }, begun.attempt, '0000000', never);
    expect(codeOf(wrong)).toBe('bad-pin');
    const stranger = { appKey: 'unknownkey0123456789', appSecret };
    expect(await beginPin(authorizer, stranger, never)).toMatchObject({ problem: { code: 'app-keys' } });
    const nobody = createAuthorizer({ apiBaseUrl: 'http://127.0.0.1:9', clock: createFakeClock(now) });
    expect(await beginPin(nobody, { appKey, appSecret }, never)).toMatchObject({
      problem: { code: 'network' },
    });
  });
});
