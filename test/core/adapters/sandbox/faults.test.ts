import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import { create, json, type Received, until } from './harness.ts';

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
