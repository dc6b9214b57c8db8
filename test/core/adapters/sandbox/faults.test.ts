import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { call, create, created, json, type Received, until } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:' });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

type Kind = Fault extends infer F ? (F extends Fault ? Omit<F, 'apply'> : never) : never;
type Case = {
  readonly title: string;
  readonly fault: Kind;
  readonly check: (received: Received) => void;
  /** A patient client is given the whole answer, so the post is made in the end. */
  readonly madeInTheEnd?: boolean;
};

const id = /"id":"(\d{19})"/;
const answered = (status: number, detail: string) => (received: Received) => {
  expect(received).toMatchObject({ end: 'whole', status });
  expect(received.body.toString()).toContain(detail);
};

const CASES: readonly Case[] = [
  {
    title: 'status 400',
    fault: { kind: 'status', code: 400 },
    check: answered(400, 'problems/invalid-request'),
  },
  { title: 'status 401', fault: { kind: 'status', code: 401 }, check: answered(401, '"Unauthorized"') },
  { title: 'status 402', fault: { kind: 'status', code: 402 }, check: answered(402, 'credits depleted') },
  { title: 'status 403', fault: { kind: 'status', code: 403 }, check: answered(403, 'duplicate content') },
  { title: 'status 418', fault: { kind: 'status', code: 418 }, check: answered(418, 'Teapot') },
  {
    title: 'status 500',
    fault: { kind: 'status', code: 500 },
    check: answered(500, 'Internal Server Error'),
  },
  { title: 'status 502', fault: { kind: 'status', code: 502 }, check: answered(502, '<html>') },
  { title: 'status 503', fault: { kind: 'status', code: 503 }, check: answered(503, 'Service Unavailable') },
  { title: 'status 504', fault: { kind: 'status', code: 504 }, check: answered(504, 'Gateway Timeout') },
  {
    title: 'status with a body and headers of its own',
    fault: { kind: 'status', code: 503, body: { a: 1 }, headers: { 'Retry-After': '7' } },
    check: (received) => {
      expect(received).toMatchObject({ status: 503, headers: { 'retry-after': '7' } });
      expect(json(received)).toEqual({ a: 1 });
    },
  },
  {
    title: 'status with a body that is no JSON',
    fault: { kind: 'status', code: 200, body: '<p>', headers: { 'content-type': 'text/html' } },
    check: (received) => {
      expect(received).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
      expect(received.body.toString()).toBe('<p>');
    },
  },
  {
    title: 'delay',
    fault: { kind: 'delay', ms: 5 },
    check: answered(201, '"id"'),
    madeInTheEnd: true,
  },
  { title: 'reset', fault: { kind: 'reset' }, check: (received) => expect(received.end).toBe('reset') },
  { title: 'close', fault: { kind: 'close' }, check: (received) => expect(received.end).toBe('closed') },
  {
    title: 'cut after the headers',
    fault: { kind: 'cut', bytes: 0 },
    check: (received) => {
      expect(received).toMatchObject({ end: 'cut', status: 201 });
      expect(received.body).toHaveLength(0);
    },
  },
  {
    title: 'cut in the body',
    fault: { kind: 'cut', bytes: 15 },
    check: (received) => {
      expect(received).toMatchObject({ end: 'cut', status: 201 });
      expect(received.body.toString()).toMatch(/^\{"data":\{"id":"$/);
    },
  },
  {
    title: 'cut after more than all there is, which loses the last byte',
    fault: { kind: 'cut', bytes: 100_000 },
    check: (received) => {
      expect(received.end).toBe('cut');
      expect(`${received.body}}`).toMatch(id);
      expect(() => json(received)).toThrow();
    },
  },
  {
    title: 'empty',
    fault: { kind: 'empty' },
    check: (received) => {
      expect(received).toMatchObject({ end: 'whole', status: 201 });
      expect(received.body).toHaveLength(0);
    },
  },
  { title: 'garbage html', fault: { kind: 'garbage' }, check: answered(200, '<!doctype html>') },
  {
    title: 'garbage json',
    fault: { kind: 'garbage', form: 'json' },
    check: (received) => {
      answered(201, '"id"')(received);
      expect(received.headers['content-type']).toContain('application/json');
      expect(() => json(received)).toThrow();
    },
  },
  {
    title: 'dribble',
    fault: { kind: 'dribble', ms: 0 },
    check: answered(201, '"id"'),
    madeInTheEnd: true,
  },
  {
    title: 'gzip-corrupt',
    fault: { kind: 'gzip-corrupt' },
    check: (received) => {
      expect(received).toMatchObject({ end: 'whole', status: 201, headers: { 'content-encoding': 'gzip' } });
      expect(received.body.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
      expect(() => gunzipSync(received.body)).toThrow();
    },
  },
];

function setFault(fault: Kind, apply: boolean): void {
  sandbox.setFaults([{ path: '/2/tweets', method: 'POST', ...fault, apply } as Fault]);
}

describe('after the post is made', () => {
  test.each(CASES)('$title', async ({ fault, check }) => {
    setFault(fault, true);
    check(await create(sandbox, 'hello'));
    expect(sandbox.posts()).toMatchObject([{ text: 'hello' }]);
    expect(sandbox.requests()).toMatchObject([
      { fault: fault.kind, applied: true, postId: sandbox.posts()[0]?.id },
    ]);
  });
});

describe('before the post is made', () => {
  test.each(CASES)('$title', async ({ fault, check, madeInTheEnd = false }) => {
    setFault(fault, false);
    const received = await create(sandbox, 'hello');
    check(received);
    expect(sandbox.posts()).toHaveLength(madeInTheEnd ? 1 : 0);
    expect(sandbox.requests()).toMatchObject([{ fault: fault.kind, applied: madeInTheEnd }]);
    if (madeInTheEnd) expect(id.exec(received.body.toString())?.[1]).toBe(sandbox.posts()[0]?.id);
  });
});

describe('a client that gives up', () => {
  const giveUp = async (fault: Kind, apply: boolean): Promise<Received> => {
    setFault(fault, apply);
    const stop = new AbortController();
    const received = create(sandbox, 'hello', { signal: stop.signal });
    await until(
      () => sandbox.requests()[0]?.postId !== undefined || sandbox.requests()[0]?.fault !== undefined,
    );
    if (apply) await until(() => sandbox.posts().length === 1);
    stop.abort();
    return received;
  };

  test.each<Kind>([{ kind: 'hang' }, { kind: 'delay', ms: 60_000 }, { kind: 'dribble', ms: 60_000 }])(
    '$kind: with apply the post is there although nothing was answered',
    async (fault) => {
      expect((await giveUp(fault, true)).end).toBe('given up');
      expect(sandbox.posts()).toHaveLength(1);
    },
  );

  test('hang: without apply nothing is made', async () => {
    await giveUp({ kind: 'hang' }, false);
    expect(sandbox.posts()).toHaveLength(0);
  });

  test.each<Kind>([
    { kind: 'delay', ms: 40 },
    { kind: 'dribble', ms: 1 },
  ])('$kind: without apply nothing is made, also not when the time has come', async (fault) => {
    await giveUp(fault, false);
    // A second one, begun later, ends later: by its end the first one's time is over too.
    setFault(fault, false);
    await create(sandbox, 'second');
    expect(sandbox.posts()).toMatchObject([{ text: 'second' }]);
  });
});

describe('late', () => {
  const LATE: readonly Kind[] = [
    { kind: 'status', code: 503 },
    { kind: 'reset' },
    { kind: 'close' },
    { kind: 'cut', bytes: 5 },
    { kind: 'empty' },
    { kind: 'garbage' },
    { kind: 'gzip-corrupt' },
    { kind: 'delay', ms: 1 },
    { kind: 'dribble', ms: 0 },
  ];

  test.each([true, false])(
    'whatever the fault, with apply %s: the post comes after the answer',
    async (apply) => {
      const faults = LATE.map(
        (fault, index) => ({ ...fault, apply, text: `^${index}$`, late: 300 }) as Fault,
      );
      sandbox.setFaults(faults);
      const answers = await Promise.all(LATE.map((_, index) => create(sandbox, `${index}`)));
      expect(sandbox.posts()).toHaveLength(0);
      await until(() => sandbox.posts().length === LATE.length);
      expect(sandbox.requests().filter((request) => request.applied)).toHaveLength(LATE.length);
      const ids = new Map(sandbox.posts().map((post) => [post.text, post.id]));
      const shown = answers.map((answer) => id.exec(`${answer.body}`)?.[1]);
      const whole = LATE.flatMap(({ kind }, index) =>
        kind === 'delay' || kind === 'dribble' ? [index] : [],
      );
      for (const index of whole) expect(shown[index]).toBe(ids.get(`${index}`));
    },
  );

  test('a hang counts from its beginning', async () => {
    setFault({ kind: 'hang', late: 10 }, true);
    const stop = new AbortController();
    const received = create(sandbox, 'hello', { signal: stop.signal });
    await until(() => sandbox.posts().length === 1);
    stop.abort();
    expect((await received).end).toBe('given up');
  });

  test('the filter of repeats still holds when the late post lands', async () => {
    sandbox.setFaults([{ kind: 'status', code: 503, apply: true, late: 20, times: 2 }]);
    await create(sandbox, 'hello');
    await create(sandbox, 'lands after it');
    await created(sandbox, 'hello');
    await until(() => sandbox.posts().some((post) => post.text === 'lands after it'));
    expect(sandbox.posts().filter((post) => post.text === 'hello')).toHaveLength(1);
  });

  test('a post that nobody was shown gets the id of the moment it lands', async () => {
    setFault({ kind: 'reset', late: 300 }, true);
    await create(sandbox, 'late');
    const between = await created(sandbox, 'between');
    await until(() => sandbox.posts().length === 2);
    expect(sandbox.posts().map((post) => post.text)).toEqual(['between', 'late']);
    expect(BigInt(sandbox.posts()[1]?.id ?? 0)).toBeGreaterThan(BigInt(between));
  });
});

describe('aim', () => {
  const status = async (text: string): Promise<number | undefined> => (await create(sandbox, text)).status;

  test('once by default, as often as told otherwise', async () => {
    sandbox.setFaults([{ kind: 'status', code: 503, apply: false }]);
    expect([await status('a'), await status('b')]).toEqual([503, 201]);
    sandbox.setFaults([{ kind: 'status', code: 503, apply: false, times: 2 }]);
    expect([await status('c'), await status('d'), await status('e')]).toEqual([503, 503, 201]);
    sandbox.setFaults([{ kind: 'status', code: 503, apply: false, times: Infinity }]);
    for (const text of ['f', 'g', 'h']) expect(await status(text)).toBe(503);
  });

  test('after letting some pass', async () => {
    sandbox.setFaults([{ kind: 'status', code: 503, apply: false, after: 2 }]);
    expect([await status('a'), await status('b'), await status('c'), await status('d')]).toEqual([
      201, 201, 503, 201,
    ]);
  });

  test('by path, as a whole, and by method', async () => {
    sandbox.setFaults([
      { kind: 'status', code: 500, apply: false, path: '/2/tweets', method: 'get', times: 9 },
      { kind: 'status', code: 503, apply: false, path: '/2/users/\\d+/tweets', times: 9 },
    ]);
    expect(await status('a')).toBe(201);
    expect((await call(sandbox, `/2/users/${sandbox.account.id}/tweets`)).status).toBe(503);
    expect((await call(sandbox, '/2/users/me')).status).toBe(200);
  });

  test('by text', async () => {
    sandbox.setFaults([{ kind: 'status', code: 503, apply: false, text: '^second 日', times: 9 }]);
    expect([await status('first'), await status('second 日本')]).toEqual([201, 503]);
  });

  test('one after the other', async () => {
    sandbox.setFaults([
      { kind: 'status', code: 500, apply: false },
      { kind: 'status', code: 503, apply: false },
    ]);
    expect([await status('a'), await status('b'), await status('c')]).toEqual([500, 503, 201]);
  });

  test('what the API refuses stays refused: apply makes nothing of it', async () => {
    sandbox.setFaults([{ kind: 'delay', ms: 0, apply: true }]);
    expect((await create(sandbox, 'x'.repeat(281))).status).toBe(403);
    sandbox.setFaults([{ kind: 'empty', apply: true }]);
    const stranger = { ...sandbox.keys, accessSecret: 'wrong' };
    expect((await create(sandbox, 'hello', { keys: stranger })).status).toBe(401);
    expect(sandbox.posts()).toHaveLength(0);
  });

  test('a deletion can be lost in both ways too', async () => {
    const post = await created(sandbox, 'hello');
    const drop = () => call(sandbox, `/2/tweets/${post}`, { method: 'DELETE' });
    sandbox.setFaults([{ kind: 'reset', apply: false }]);
    expect((await drop()).end).toBe('reset');
    expect(sandbox.posts()[0]?.deletedAt).toBeUndefined();
    sandbox.setFaults([{ kind: 'reset', apply: true }]);
    expect((await drop()).end).toBe('reset');
    expect(sandbox.posts()[0]?.deletedAt).toBeGreaterThan(0);
  });
});

test('a 429 says when it ends', async () => {
  sandbox.setFaults([{ kind: 'status', code: 429, apply: false, resetMs: 5_000 }]);
  const { headers, body } = await create(sandbox, 'hello');
  expect(body.toString()).toContain('Too Many Requests');
  expect(headers['x-rate-limit-remaining']).toBe('0');
  const wait = Number(headers['x-rate-limit-reset']) * 1000 - Date.now();
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(6_000);
});

test('a post that was undone costs nothing and leaves its text free; its id does not come back', async () => {
  sandbox.setKnobs({ credits: 1 });
  setFault({ kind: 'cut', bytes: 40 }, false);
  const shown = id.exec(`${(await create(sandbox, 'hello')).body}`)?.[1];
  expect(sandbox.knobs().credits).toBe(1);
  const real = await created(sandbox, 'hello');
  expect(sandbox.knobs().credits).toBe(0.985);
  expect(BigInt(real)).toBeGreaterThan(BigInt(shown ?? real));
});

test.each([
  [{ kind: 'explode', apply: true }, '[status, delay, hang'],
  [{ kind: 'hang' }, '$[0].apply: is missing'],
  [{ kind: 'hang', apply: true, ms: 5 }, '$[0].ms: is not defined'],
  [{ kind: 'cut', apply: true }, '$[0].bytes: is missing'],
  [{ kind: 'status', apply: true, code: 99 }, '$[0].code: must have a minimum value of 200'],
  [{ kind: 'status', apply: true, code: 200, headers: { 'a b': 'c' } }, '$[0].headers.a b: is not a header'],
  [{ kind: 'hang', apply: true, path: '(' }, '$[0].path: is not a regular expression'],
  ['hang', '$[0]: string found, object expected'],
])('a fault that is none is told what is wrong: %j', (fault, message) => {
  expect(() => sandbox.setFaults([fault as Fault])).toThrow(message);
});
