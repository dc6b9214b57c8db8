import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { HOUR } from '../../../../core/domain/time.ts';
import { call, create, created, json, type Received } from './harness.ts';

let now = Date.parse('2027-03-28T00:59:58.750Z');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const detail = (received: Received): unknown => (json(received) as { detail?: string }).detail;
const firstError = (received: Received): unknown =>
  (json(received) as { errors?: { message: string }[] }).errors?.[0]?.message;

describe('a post', () => {
  test('is answered as X does', async () => {
    const received = await create(sandbox, 'hello');
    const [post] = sandbox.posts();
    expect(received).toMatchObject({ status: 201, end: 'whole' });
    expect(json(received)).toEqual({
      data: { id: post?.id, text: 'hello', edit_history_tweet_ids: [post?.id] },
    });
    expect(received.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      date: 'Sun, 28 Mar 2027 00:59:58 GMT',
      'api-version': '2.167',
      'x-rate-limit-limit': '100',
      'x-rate-limit-remaining': '99',
      'x-rate-limit-reset': String(Math.ceil(now / 1000) + 900),
      'x-app-limit-24hour-remaining': '9999',
    });
    expect(received.headers['x-transaction-id']).toMatch(/^[0-9a-f]{16}$/);
  });

  test.each([
    ['blanks, breaks and marks', '\n  a\tb \r\n\u202Ec\u202C \u00A0 '],
    ['half-composed', 'cafe\u0301 & <b>'],
    ['zero', 'a\u0000b'],
    ['emoji', '👨‍👩‍👧‍👦 🏳️‍🌈 日本'],
    ['quotes', '"\\ \u2028 \u007f'],
  ])('is kept as it was sent: %s', async (_, text) => {
    await created(sandbox, text);
    expect(sandbox.posts()[0]?.text).toBe(text);
  });

  test('has an id beyond 2^53 with the time in it, in order although the clock stands or goes back', async () => {
    const ids = [await created(sandbox, 'a'), await created(sandbox, 'b')];
    now -= HOUR;
    ids.push(await created(sandbox, 'c'));
    now += HOUR;
    expect(ids.map((id) => Number(BigInt(id) >> 22n) + 1_288_834_974_657)).toEqual([now, now, now]);
    expect(ids.toSorted((a, b) => Number(BigInt(a) - BigInt(b)))).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
    expect(BigInt(ids[0] ?? 0)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });
});

describe('401', () => {
  test.each([
    ['no header', { headers: { authorization: '' } }],
    ['a bearer token', { headers: { authorization: 'Bearer abc' } }],
    ['another origin', { origin: 'https://api.twitter.com' }],
  ])('%s', async (_, options) => {
    const received = await create(sandbox, 'hello', options);
    expect(received).toMatchObject({ status: 401, headers: { 'content-type': 'application/problem+json' } });
    expect(json(received)).toEqual({
      title: 'Unauthorized',
      detail: 'Unauthorized',
      type: 'about:blank',
      status: 401,
    });
  });

  test.each(['appKey', 'appSecret', 'accessToken', 'accessSecret'])('a wrong %s', async (name) => {
    const keys = { ...sandbox.keys, [name]: 'wrong' };
    expect((await create(sandbox, 'hello', { keys })).status).toBe(401);
  });

  test('the keys of two accounts mixed', async () => {
    const other = sandbox.addAccount({ username: 'mixed' }).keys;
    const keys = { ...sandbox.keys, accessToken: other.accessToken, accessSecret: other.accessSecret };
    expect((await create(sandbox, 'hello', { keys })).status).toBe(401);
  });

  test('but a signature over the address that was called is one too', async () => {
    expect((await create(sandbox, 'hello', { origin: sandbox.url })).status).toBe(201);
  });
});

describe('400', () => {
  test.each([
    [
      { text: 'a', at: 5 },
      '$.at: is not defined in the schema and the schema does not allow additional properties',
    ],
    [{ text: 5 }, '$.text: integer found, string expected'],
    [{ text: null }, '$.text: null found, string expected'],
    [{ text: 'a', reply_settings: 'everyone' }, '$.reply_settings: does not have a value in the enumeration'],
    [{ text: 'a', reply: {} }, '$.reply.in_reply_to_tweet_id: is missing but it is required'],
    [{ text: 'a', reply: { in_reply_to_tweet_id: 'x' } }, '$.reply.in_reply_to_tweet_id: does not match'],
    [{ text: 'a', quote_tweet_id: 17 }, '$.quote_tweet_id: integer found, string expected'],
    [
      { text: 'a', poll: { options: ['x'], duration_minutes: 5 } },
      '$.poll.options: there must be a minimum of 2',
    ],
    [{ text: 'a', poll: { options: ['x', 'y'], duration_minutes: 4 } }, 'must have a minimum value of 5'],
    [{ text: 'a', media: { media_ids: ['1', '2', '3', '4', '5'] } }, 'there must be a maximum of 4 items'],
    [{ text: 'a', media: { media_ids: ['1'] } }, 'Your media IDs are invalid.'],
    [{ text: '' }, 'text is empty'],
    [{ text: ' \n ' }, 'text is empty'],
    [{}, 'text is empty'],
    [{ text: 'half \ud83d' }, 'well-formed'],
    [[], 'not a valid JSON object'],
  ])('%j', async (body, message) => {
    const received = await create(sandbox, body);
    expect(received.status).toBe(400);
    expect(firstError(received)).toContain(message);
    expect(json(received)).toMatchObject({ title: 'Invalid Request' });
    expect(sandbox.posts()).toHaveLength(0);
  });

  test.each([
    ['{"text":', {}, 'not a valid JSON object'],
    ['text=hello', { 'content-type': 'text/plain' }, 'content-type of application/json'],
  ])('%s', async (body, headers, message) => {
    const received = await call(sandbox, '/2/tweets', { method: 'POST', body, headers });
    expect(received.status).toBe(400);
    expect(firstError(received)).toContain(message);
  });

  test('more than a megabyte', async () => {
    expect((await create(sandbox, 'x'.repeat(1_100_000))).status).toBe(413);
  });
});

describe('403', () => {
  test.each([
    ['281 characters', 'x'.repeat(281)],
    ['141 heavy ones', '日'.repeat(141)],
    ['a forbidden one', 'a\ufeffb'],
  ])('%s', async (_, text) => {
    const received = await create(sandbox, text);
    expect(received.status).toBe(403);
    expect(detail(received)).toBe('You are not permitted to perform this action.');
  });

  test('25,001 characters even with Premium, which may have 25,000', async () => {
    sandbox.setKnobs({ premium: true });
    expect((await create(sandbox, 'x '.repeat(12_500).trimEnd())).status).toBe(201);
    expect((await create(sandbox, 'y'.repeat(25_001))).status).toBe(403);
  });

  test('two cashtags, except for apps that are not self-serve', async () => {
    expect((await create(sandbox, '$TSLA and $AAPL')).status).toBe(403);
    sandbox.setKnobs({ selfServe: false });
    expect((await create(sandbox, '$TSLA and $AAPL')).status).toBe(201);
  });

  test('a parent that never was or is gone', async () => {
    const gone = await created(sandbox, 'gone');
    await call(sandbox, `/2/tweets/${gone}`, { method: 'DELETE' });
    for (const parent of [gone, '1234']) {
      const received = await create(sandbox, { text: 'reply', reply: { in_reply_to_tweet_id: parent } });
      expect(received.status).toBe(403);
      expect(detail(received)).toContain('deleted or not visible');
      expect((await create(sandbox, { text: 'quote', quote_tweet_id: parent })).status).toBe(403);
    }
  });

  test('replies to and quotes of others, unless they mention one', async () => {
    const { keys } = sandbox.addAccount({ username: 'somebody' });
    const theirs = await created(sandbox, 'mine', { keys });
    const answer = { text: 'reply', reply: { in_reply_to_tweet_id: theirs } };
    expect(detail(await create(sandbox, answer))).toContain('mentioned or are the author');
    expect(detail(await create(sandbox, { text: 'q', quote_tweet_id: theirs }))).toContain('mentioned');
    const call = await created(sandbox, `hi @${sandbox.account.username}, well?`, { keys });
    expect((await create(sandbox, { text: 'yes', reply: { in_reply_to_tweet_id: call } })).status).toBe(201);
    sandbox.setKnobs({ selfServe: false });
    expect((await create(sandbox, answer)).status).toBe(201);
  });

  test('the same text again, until the window is over', async () => {
    sandbox.setKnobs({ duplicateWindowMs: HOUR });
    await created(sandbox, 'café');
    const again = await create(sandbox, 'café');
    expect(again.status).toBe(403);
    expect(detail(again)).toBe('You are not allowed to create a Tweet with duplicate content.');
    sandbox.setKnobs({ clockOffsetMs: HOUR - 1 });
    expect((await create(sandbox, 'café')).status).toBe(403);
    sandbox.setKnobs({ clockOffsetMs: HOUR });
    expect((await create(sandbox, 'café')).status).toBe(201);
  });

  test('but not another text, author or parent, nor after deletion or with the filter off', async () => {
    const { keys } = sandbox.addAccount({ username: 'echo' });
    const first = await created(sandbox, 'same');
    await created(sandbox, 'same', { keys });
    await created(sandbox, { text: 'same', reply: { in_reply_to_tweet_id: first } });
    await created(sandbox, 'Same');
    await created(sandbox, 'same ');
    await call(sandbox, `/2/tweets/${first}`, { method: 'DELETE' });
    await created(sandbox, 'same');
    sandbox.setKnobs({ duplicateWindowMs: 0 });
    await created(sandbox, 'same');
    expect(sandbox.posts()).toHaveLength(7);
  });
});

describe('402', () => {
  test('when the balance is spent; a link costs more', async () => {
    sandbox.setKnobs({ credits: 0.2 });
    await created(sandbox, 'plain');
    expect(sandbox.knobs().credits).toBe(0.185);
    await created(sandbox, 'see README.md');
    expect(sandbox.knobs().credits).toBe(-0.015);
    const received = await create(sandbox, 'no more');
    expect(received.status).toBe(402);
    expect(detail(received)).toBe('credits depleted');
    expect((await call(sandbox, '/2/users/me')).status).toBe(402);
  });

  test('refused calls cost nothing', async () => {
    sandbox.setKnobs({ credits: 1 });
    await create(sandbox, 'x'.repeat(281));
    expect(sandbox.knobs().credits).toBe(1);
  });
});

describe('the order of refusals', () => {
  const bad = { text: `${'x'.repeat(281)} $A $B`, reply: { in_reply_to_tweet_id: '1' } };
  const wrongKeys = () => ({ keys: { ...sandbox.keys, accessSecret: 'x' } });

  test('401 before 429 before 400', async () => {
    sandbox.setKnobs({ limits: { create: 1 }, credits: 0 });
    expect((await create(sandbox, { text: 5 })).status).toBe(400);
    expect((await create(sandbox, { text: 5 })).status).toBe(429);
    expect((await create(sandbox, { text: 5 }, wrongKeys())).status).toBe(401);
  });

  test('400 before 403, repeats before 402', async () => {
    expect((await create(sandbox, { ...bad, extra: 1 })).status).toBe(400);
    expect((await create(sandbox, bad)).status).toBe(403);
    await created(sandbox, 'again');
    sandbox.setKnobs({ credits: 0 });
    expect((await create(sandbox, 'again')).status).toBe(403);
    expect((await create(sandbox, 'other')).status).toBe(402);
  });
});
