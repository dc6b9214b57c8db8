import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { call, create, created, until } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:' });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

type Kind = Fault extends infer F ? (F extends Fault ? Omit<F, 'apply'> : never) : never;

const id = /"id":"(\d{19})"/;
function setFault(fault: Kind, apply: boolean): void {
  sandbox.setFaults([{ path: '/2/tweets', method: 'POST', ...fault, apply } as Fault]);
}

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
        (fault, index) => ({ ...fault, apply, text: `^${index}$`, late: 1_500 }) as Fault,
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
    setFault({ kind: 'reset', late: 1_500 }, true);
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
