import { execFile } from 'node:child_process';
import { Agent } from 'node:http';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  type IClientSettings,
  TwitterApi,
} from 'twitter-api-v2';
import { afterEach, describe, expect, test } from 'vitest';
import {
  answerWith,
  httpAnswer,
  type Misbehaviour,
  openXServer,
  type XServer,
} from '../../../fakes/x-server.ts';
import { CREATED, KEYS } from './harness.ts';

/**
 * What twitter-api-v2 does when it is used bare. The adapter is built around these facts: when an upgrade
 * changes one of them, look at what it means there before changing it here.
 */
const opened: XServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function bare(behave: Misbehaviour, settings: Partial<IClientSettings> = {}, timeout?: number) {
  const server = await openXServer(behave);
  opened.push(server);
  return post(server.url, settings, timeout);
}

function post(origin: string, settings: Partial<IClientSettings> = {}, timeout?: number): Promise<unknown> {
  const redirect: IClientSettings['plugins'] = [
    {
      onBeforeRequest: ({ computedParams, requestOptions }) => {
        computedParams.url = new URL(computedParams.url.pathname, origin);
        requestOptions.agent = settings.httpAgent ?? new Agent();
      },
    },
  ];
  const { v2 } = new TwitterApi(KEYS, { plugins: redirect, ...settings });
  return timeout === undefined ? v2.tweet('hello') : v2.post('tweets', { text: 'hello' }, { timeout });
}

const caught = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => ({ resolved: value }),
    (error: unknown) => error,
  );
const PENDING = Symbol('pending');
const within = (run: Promise<unknown>, ms: number) =>
  Promise.race([caught(run), new Promise((resolve) => setTimeout(resolve, ms, PENDING))]);
const head = (body: string | Buffer, headers = {}) => {
  const whole = httpAnswer({ status: 201, body, headers });
  return whole.subarray(0, whole.indexOf('\r\n\r\n') + 4);
};

function withPrefix(prefix: string) {
  const { v2 } = new TwitterApi(KEYS, { httpAgent: new Agent() });
  (v2 as unknown as { setPrefix(prefix: string): void }).setPrefix(prefix);
  return v2;
}

describe('resolves where nothing was promised', () => {
  test.each([
    ['200 HTML', answerWith({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>' }), '<h1>'],
    ['302', answerWith({ status: 302, headers: { 'content-type': 'text/html', location: '/' } }), ''],
    ['201 {}', answerWith({ status: 201, body: '{}' }), {}],
    ['201 errors only', answerWith({ status: 201, body: '{"errors":[]}' }), { errors: [] }],
    ['201, empty', answerWith({ status: 201 }), undefined],
  ])('%s', async (_, behave, value) => {
    expect(await bare(behave)).toEqual(value);
  });

  test('headers only, then the socket dies', async () => {
    expect(await bare((socket) => socket.end(head(CREATED)))).toBeUndefined();
  });
});

describe('hangs', () => {
  test('without an answer: there is no timeout', async () => {
    expect(
      await within(
        bare(() => {}),
        100,
      ),
    ).toBe(PENDING);
  });

  test('on a dribble: the timeout counts idle time only', async () => {
    const run = bare(
      (socket) => {
        socket.write(head('x'.repeat(1_000)));
        const timer = setInterval(() => socket.write(' '), 5);
        socket.on('close', () => clearInterval(timer));
      },
      {},
      250,
    );
    expect(await within(run, 500)).toBe(PENDING);
  });

  test('on half a gzip body, for ever', async () => {
    const body = gzipSync(CREATED);
    const behave: Misbehaviour = (socket) =>
      socket.end(Buffer.concat([head(body, { 'content-encoding': 'gzip' }), body.subarray(0, 12)]));
    expect(await within(bare(behave, { compression: 'gzip' }, 250), 500)).toBe(PENDING);
    expect(await within(bare(behave, { compression: 'identity' }, 2_000), 3_000)).toBeInstanceOf(
      ApiPartialResponseError,
    );
  });
});

test('a corrupt gzip body kills the process', async () => {
  const body = Buffer.from('1f8b0800deadbeefdeadbeef', 'hex');
  const server = await openXServer(
    answerWith({ status: 201, headers: { 'content-encoding': 'gzip' }, body }),
  );
  opened.push(server);
  const script = `
    import { Agent } from 'node:http';
    import { TwitterApi } from 'twitter-api-v2';
    const plugin = { onBeforeRequest({ computedParams, requestOptions }) {
      computedParams.url = new URL(computedParams.url.pathname, '${server.url}');
      requestOptions.agent = new Agent();
    } };
    await new TwitterApi('token', { plugins: [plugin] }).v2.tweet('hello').catch(() => {});`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  await expect(run).rejects.toMatchObject({ stderr: expect.stringContaining('Z_DATA_ERROR') });
});

describe('errors', () => {
  test.each([
    ['malformed JSON', answerWith({ status: 201, body: '{"data":' }), '(parse error)'],
    [
      'half a body',
      answerWith({ status: 201, body: CREATED.slice(0, 20), length: CREATED.length }),
      '(connection abruptly closed)',
    ],
  ])('%s: partial response', async (_, behave, words) => {
    const error = await caught(bare(behave));
    expect(error).toBeInstanceOf(ApiPartialResponseError);
    expect(error).toMatchObject({ message: expect.stringContaining(words), response: { statusCode: 201 } });
  });

  test.each([
    ['RST', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
    ['FIN', (socket: import('node:net').Socket) => socket.end()],
  ])('%s before the headers: ECONNRESET, and only in _options', async (_, behave) => {
    const error = await caught(bare(behave));
    expect(error).toBeInstanceOf(ApiRequestError);
    expect(error).toMatchObject({ requestError: undefined, _options: { error: { code: 'ECONNRESET' } } });
  });

  test('refused: ECONNREFUSED, and only in _options', async () => {
    const server = await openXServer(() => {});
    await server.close();
    const error = await caught(post(server.url));
    expect(error).toBeInstanceOf(ApiRequestError);
    expect(error).toMatchObject({ requestError: undefined, _options: { error: { code: 'ECONNREFUSED' } } });
  });

  test.each([400, 401, 402, 403, 404, 407, 408, 413, 420, 429, 500, 502, 503, 504, 522])(
    '%i: response',
    async (status) => {
      const error = await caught(bare(answerWith({ status, body: '{"detail":"x"}' })));
      expect(error).toBeInstanceOf(ApiResponseError);
      expect(error).toMatchObject({
        code: status,
        data: { detail: 'x' },
        rateLimitError: status === 420 || status === 429,
      });
    },
  );

  test('a 4xx cut before its body passes for a whole one', async () => {
    const error = await caught(bare(answerWith({ status: 403, length: 80 })));
    expect(error).toBeInstanceOf(ApiResponseError);
    expect(error).toMatchObject({ code: 403, data: undefined, response: { complete: false } });
  });

  test('a duplicate has no code', async () => {
    const detail = 'You are not allowed to create a Tweet with duplicate content.';
    const headers = { 'content-type': 'application/problem+json' };
    const body = JSON.stringify({ detail, type: 'about:blank', title: 'Forbidden', status: 403 });
    const error = await caught(bare(answerWith({ status: 403, headers, body })));
    if (!(error instanceof ApiResponseError)) throw error;
    expect(error.hasErrorCode(187)).toBe(false);
    expect(error.message).toBe('Request failed with code 403');
    expect(error.data.detail).toBe(detail);
  });

  test('limits are seen only beside x-rate-limit-limit', async () => {
    const day = {
      'x-user-limit-24hour-limit': '50',
      'x-user-limit-24hour-remaining': '0',
      'x-user-limit-24hour-reset': '7',
    };
    const window = { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': '5' };
    const alone = await caught(bare(answerWith({ status: 429, headers: day })));
    const both = await caught(bare(answerWith({ status: 429, headers: { ...window, ...day } })));
    expect(alone).toMatchObject({ rateLimit: undefined });
    expect(both).toMatchObject({
      rateLimit: { limit: 100, remaining: 3, reset: 5, userDay: { remaining: 0, reset: 7 } },
    });
  });
});

test('a kept connection that the server has closed fails like a lost answer', async () => {
  let count = 0;
  const server = await openXServer((socket) => {
    count++;
    const kept = httpAnswer({ status: 201, body: CREATED, headers: { connection: 'keep-alive' } });
    if (count === 1) socket.write(kept);
    else socket.resetAndDestroy();
  });
  opened.push(server);
  const httpAgent = new Agent({ keepAlive: true });
  await post(server.url, { httpAgent });
  expect(await caught(post(server.url, { httpAgent }))).toMatchObject({
    _options: { error: { code: 'ECONNRESET' } },
  });
  httpAgent.destroy();
});

test('asks for compression unless told not to', async () => {
  const behave = answerWith({ status: 201, body: CREATED });
  await bare(behave);
  await bare(behave, { compression: 'identity' });
  const [first, second] = opened.map((server) => server.received[0]?.headers['accept-encoding']);
  expect(first).toMatch(/br.*gzip/);
  expect(second).toBeUndefined();
});

test('a path prefix set with setPrefix turns the body into a form', async () => {
  const server = await openXServer(answerWith({ status: 201, body: CREATED }));
  opened.push(server);
  const client = withPrefix(`${server.url}/gw/2/`);
  await client.tweet('hello');
  expect(server.received[0]?.body).toBe('text=hello');
});

test('tweetThread loses the ids of what is out', async () => {
  let count = 0;
  const server = await openXServer((socket, request) =>
    answerWith(count++ === 0 ? { status: 201, body: CREATED } : { status: 503 })(socket, request),
  );
  opened.push(server);
  const client = withPrefix(`${server.url}/2/`);
  const error = await caught(client.tweetThread(['one', 'two']));
  expect(JSON.stringify(error)).not.toContain('1999999999999999999');
});
