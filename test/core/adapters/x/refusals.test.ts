import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../../core/domain/time.ts';
import { answerWith } from '../../../fakes/x-server.ts';
import { KEYS, publishAgainst, publishTo } from './harness.ts';

const problem = (status: number, title: string, detail: string, headers = {}) =>
  answerWith({
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ title, detail, type: 'about:blank', status }),
  });

describe('refusals', () => {
  const DUPLICATE = 'You are not allowed to create a Tweet with duplicate content.';

  test.each([
    [
      '400',
      problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.'),
      'rejected',
    ],
    ['401', problem(401, 'Unauthorized', 'Unauthorized'), 'auth'],
    ['402', problem(402, 'Payment Required', 'credits depleted'), 'credits'],
    ['402, older form', answerWith({ status: 402, body: '{"title":"CreditsDepleted"}' }), 'credits'],
    ['403', problem(403, 'Forbidden', 'You are not permitted to perform this action.'), 'rejected'],
    [
      '403 HTML',
      answerWith({ status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>No</h1>' }),
      'rejected',
    ],
    ['403 duplicate', problem(403, 'Forbidden', DUPLICATE), 'duplicate'],
    [
      '403 duplicate, v1.1 form',
      answerWith({ status: 403, body: '{"errors":[{"code":187,"message":"Status is a duplicate."}]}' }),
      'duplicate',
    ],
    [
      '403 duplicate, no JSON type',
      answerWith({ status: 403, headers: { 'content-type': 'text/plain' }, body: DUPLICATE }),
      'duplicate',
    ],
    ['404', problem(404, 'Not Found', 'Not Found'), 'rejected'],
    ['413', answerWith({ status: 413 }), 'rejected'],
    ['422', problem(422, 'Unprocessable', 'x'), 'rejected'],
    ['420', answerWith({ status: 420 }), 'throttled'],
    ['429', problem(429, 'Too Many Requests', 'Too Many Requests'), 'throttled'],
  ])('%s', async (_, behave, kind) => {
    expect((await publishAgainst(behave)).outcome.kind).toBe(kind);
  });

  test('in X’s own words', async () => {
    const { outcome } = await publishAgainst(
      problem(403, 'Forbidden', 'You are not permitted to perform this action.'),
    );
    expect(outcome).toEqual({
      kind: 'rejected',
      http: 403,
      detail: 'Forbidden: You are not permitted to perform this action.',
    });
  });

  test('with the first of the errors', async () => {
    const body = JSON.stringify({
      errors: [{ parameters: { text: [''] }, message: 'text is empty' }, { message: 'more' }],
      title: 'Invalid Request',
      detail: 'One or more parameters to your request was invalid.',
    });
    const { outcome } = await publishAgainst(answerWith({ status: 400, body }));
    expect(outcome).toMatchObject({
      detail: 'Invalid Request: One or more parameters to your request was invalid. (text is empty)',
    });
  });

  test('without any words', async () => {
    expect((await publishAgainst(answerWith({ status: 404 }))).outcome).toMatchObject({ detail: 'HTTP 404' });
  });

  test('no keys', async () => {
    const { outcome } = await publishTo('http://127.0.0.1:1', { keys: () => undefined });
    expect(outcome).toEqual({ kind: 'auth', detail: 'there are no keys for the account "me"' });
  });
});

describe('throttled until', () => {
  const inSeconds = (seconds: number) => String(Math.floor(Date.now() / SECOND) + seconds);
  const bucket = (name: string, remaining: number, seconds: number) => ({
    [`${name}-limit`]: '100',
    [`${name}-remaining`]: String(remaining),
    [`${name}-reset`]: inSeconds(seconds),
  });

  test.each([
    ['the window', () => bucket('x-rate-limit', 0, 100), 100],
    [
      'the app’s day',
      () => ({ ...bucket('x-rate-limit', 9, 100), ...bucket('x-app-limit-24hour', 0, 5_000) }),
      5_000,
    ],
    [
      'the user’s day',
      () => ({ ...bucket('x-rate-limit', 0, 100), ...bucket('x-user-limit-24hour', 0, 6_000) }),
      6_000,
    ],
    [
      'the last of all',
      () => ({
        ...bucket('x-rate-limit', 0, 100),
        ...bucket('x-app-limit-24hour', 0, 7_000),
        ...bucket('x-user-limit-24hour', 0, 6_000),
      }),
      7_000,
    ],
    [
      'a day’s bucket that is not used up does not count',
      () => ({ ...bucket('x-rate-limit', 0, 100), ...bucket('x-user-limit-24hour', 3, 6_000) }),
      100,
    ],
    ['the user’s day alone', () => bucket('x-user-limit-24hour', 0, 6_000), 6_000],
    ['retry-after', () => ({ 'retry-after': '40' }), 40],
    ['nothing said', () => ({}), 900],
    ['a reset that is past', () => bucket('x-rate-limit', 0, -100), 900],
    ['nonsense', () => ({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': 'soon' }), 900],
    [
      'milliseconds for seconds',
      () => ({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(Date.now()) }),
      25 * 3600,
    ],
  ])('%s', async (_, headers, seconds) => {
    const { outcome } = await publishAgainst(
      answerWith({ status: 429, headers: { date: new Date().toUTCString(), ...headers() } }),
    );
    if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
    expect(Math.abs(outcome.until - Date.now() - seconds * SECOND)).toBeLessThan(3 * SECOND);
  });

  test('by our clock, when it differs from X’s', async () => {
    const ahead = 10 * MINUTE;
    const headers = {
      date: new Date(Date.now() + ahead).toUTCString(),
      ...bucket('x-rate-limit', 0, 100 + ahead / SECOND),
    };
    const { outcome } = await publishAgainst(answerWith({ status: 429, headers }));
    if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
    expect(Math.abs(outcome.until - Date.now() - 100 * SECOND)).toBeLessThan(3 * SECOND);
  });
});

describe('a detail', () => {
  test('holds no secret, and is one short line', async () => {
    const leak = `${Object.values(KEYS).join(' ')} Authorization: OAuth oauth_token="x"\r\nset-cookie: guest_id=abc; Secure\n`;
    const headers = { 'set-cookie': 'guest_id=abc', 'content-type': 'application/problem+json' };
    for (const status of [400, 401, 403, 429, 503, 201]) {
      const body = JSON.stringify({
        title: 'No',
        detail: `${'long '.repeat(100)}`,
        errors: [{ message: leak }],
      });
      const short = JSON.stringify({ title: 'No', detail: leak });
      for (const each of [body, short]) {
        const { outcome } = await publishAgainst(answerWith({ status, headers, body: each }));
        const text = JSON.stringify(outcome);
        expect(text).not.toMatch(/secret-0123|token-0123|app-key-0123|oauth_token|guest_id/);
        if (!('detail' in outcome)) throw new Error(outcome.kind);
        expect(outcome.detail).not.toMatch(/[\r\n]/);
        expect(outcome.detail.length).toBeLessThanOrEqual(300);
      }
    }
  });
});
