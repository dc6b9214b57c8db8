import { createHmac } from 'node:crypto';
import { ClientRequest } from 'node:http';
import { connect, Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkApiBaseUrl, rebase } from '../../../../core/adapters/x/base-url.ts';
import { createXClient } from '../../../../core/adapters/x/client.ts';
import { createServerClock } from '../../../../core/adapters/x/server-clock.ts';
import { createWire } from '../../../../core/adapters/x/wire.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { answerWith, openTcpServer, openXServer, trusting } from '../../../fakes/x-server.ts';
import { CREATED, KEYS, never, publisherFor, publishTo } from './harness.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function clientFor(apiBaseUrl: string, grace: number) {
  const serverClock = createServerClock(createFakeClock());
  return createXClient({ apiBaseUrl, serverClock, monotonic: () => performance.now(), grace });
}

describe('the watchdog', () => {
  test('ends what even an abort does not end', async () => {
    const server = await openXServer(() => {});
    vi.spyOn(ClientRequest.prototype, 'destroy').mockImplementation(function (this: ClientRequest) {
      return this;
    });
    const started = performance.now();
    const call = { path: 'tweets', body: { text: 'hello' }, keys: KEYS, deadline: 200 };
    const result = await clientFor(server.url, 30).exchange(call, never);
    expect(result).toEqual({ kind: 'broken', cause: 'there was no whole answer within 0.2 s' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(225);
    await server.close();
  });

  test('counts from the signal when that comes first', async () => {
    const stop = new AbortController();
    const server = await openXServer(() => stop.abort());
    vi.spyOn(ClientRequest.prototype, 'destroy').mockImplementation(function (this: ClientRequest) {
      return this;
    });
    const call = { path: 'tweets', body: { text: 'hello' }, keys: KEYS, deadline: 60_000 };
    const result = await clientFor(server.url, 30).exchange(call, stop.signal);
    expect(result).toEqual({ kind: 'broken', cause: 'Perch closed the connection' });
    await server.close();
  });

  test('leaves no timer and no listener behind', async () => {
    const server = await openXServer(answerWith({ status: 201, body: CREATED }));
    const stop = new AbortController();
    const added = vi.spyOn(stop.signal, 'addEventListener');
    const removed = vi.spyOn(stop.signal, 'removeEventListener');
    const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
    const before = timers();
    await publishTo(server.url, { deadline: 60_000, signal: stop.signal });
    expect(timers()).toBe(before);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    await server.close();
  });
});

test('a request that was given up never leaves later, even if nothing stops it', async () => {
  const server = await openXServer(answerWith({ status: 201, body: CREATED }), true);
  let onClose = () => {};
  const closed = new Promise<void>((resolve) => {
    onClose = resolve;
  });
  const slow = await openTcpServer((socket) => {
    setTimeout(() => {
      const onward = connect(server.port, '127.0.0.1');
      onward.on('error', () => {});
      socket.pipe(onward).pipe(socket);
      socket.on('close', () => onClose());
    }, 150);
  }, true);
  vi.spyOn(ClientRequest.prototype, 'destroy').mockImplementation(function (this: ClientRequest) {
    return this;
  });
  const serverClock = createServerClock(createFakeClock());
  const monotonic = () => performance.now();
  const agent = trusting();
  const client = createXClient({ apiBaseUrl: slow.url, serverClock, monotonic, grace: 20, agent });
  const call = { path: 'tweets', body: { text: 'hello' }, keys: KEYS, deadline: 20 };
  expect((await client.exchange(call, never)).kind).toBe('unsent');
  await closed;
  expect(server.connections()).toBe(1);
  expect(server.received).toHaveLength(0);
  await Promise.all([slow.close(), server.close()]);
});

test('a gate that is shut lets nothing through', () => {
  const maySend = vi.fn(() => true);
  const wire = createWire(maySend);
  wire.shut();
  const socket = new Socket();
  socket.on('error', () => {});
  wire.watch(socket);
  expect(wire.state()).toBe('withheld');
  expect(socket.destroyed).toBe(true);
  expect(maySend).not.toHaveBeenCalled();
});

test('requests side by side do not take each other’s answers, gates or ends', async () => {
  const server = await openXServer((socket, { body }) => {
    const { text } = JSON.parse(body) as { text: string };
    if (text === 'hang') return;
    if (text === 'reset') socket.resetAndDestroy();
    else
      answerWith({ status: 201, body: JSON.stringify({ data: { id: text } }) })(socket, {
        method: '',
        url: '',
        headers: {},
        body,
      });
  });
  const publisher = publisherFor(server.url);
  const texts = ['hang', 'reset', 'kept', ...Array.from({ length: 20 }, (_, i) => String(1000 + i))];
  const outcomes = await Promise.all(
    texts.map((text) =>
      publisher.publish(
        { account: 'me', text, deadline: text === 'hang' ? 100 : 5_000, maySend: () => text !== 'kept' },
        never,
      ),
    ),
  );
  expect(outcomes.map((outcome) => outcome.kind)).toEqual([
    'unknown',
    'unknown',
    'not-sent',
    ...Array(20).fill('published'),
  ]);
  expect(outcomes.slice(3)).toEqual(texts.slice(3).map((tweetId) => ({ kind: 'published', tweetId })));
  await server.close();
});

describe('the OAuth 1.0a signature', () => {
  async function authorization(date?: Date) {
    const server = await openXServer((socket, request) => {
      const headers = date ? { date: date.toUTCString() } : {};
      answerWith({ status: 201, body: CREATED, headers })(socket, request);
    });
    const publisher = publisherFor(`${server.url}/gw`);
    if (date) await publisher.calibrate('me', never);
    await publisher.publish(
      { account: 'me', text: "it's (a) *test*!", deadline: 3_000, maySend: () => true },
      never,
    );
    await server.close();
    const header = server.received.at(-1)?.headers.authorization ?? '';
    const pairs = header
      .replace(/^OAuth /, '')
      .split(',')
      .map((pair) => pair.split('='));
    return new Map(pairs.map(([name = '', value = '']) => [name, decodeURIComponent(value.slice(1, -1))]));
  }

  test('is made for X’s own URL, wherever the request goes', async () => {
    const fields = await authorization();
    const encode = (text: string) =>
      encodeURIComponent(text).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const signed = [...fields].filter(([name]) => name !== 'oauth_signature').toSorted();
    const parameters = signed.map(([name, value]) => `${name}=${encode(value)}`).join('&');
    const base = `POST&${encode('https://api.x.com/2/tweets')}&${encode(parameters)}`;
    const wanted = createHmac('sha1', `${KEYS.appSecret}&${KEYS.accessSecret}`).update(base).digest('base64');
    expect(fields.get('oauth_signature')).toBe(wanted);
    expect(fields.get('oauth_token')).toBe(KEYS.accessToken);
  });

  test('carries X’s time once that is known, not that of a wrong local clock', async () => {
    const theirs = new Date(Date.UTC(2030, 0));
    const stamp = Number((await authorization(theirs)).get('oauth_timestamp'));
    expect(Math.abs(stamp - theirs.getTime() / 1_000)).toBeLessThan(5);
    const local = Number((await authorization()).get('oauth_timestamp'));
    expect(Math.abs(local - Date.now() / 1_000)).toBeLessThan(5);
  });

  test('is missing where no keys are used', async () => {
    const server = await openXServer(answerWith({ status: 401 }));
    await publisherFor(server.url).calibrate('me', never);
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
    await server.close();
  });
});

describe('the base URL', () => {
  test.each([
    'https://api.x.com',
    'https://gateway.example/x/',
    'http://127.0.0.1:8080',
    'http://127.8.9.10',
    'http://localhost:1/prefix',
    'http://[::1]:99',
  ])('%s is fine', (url) => expect(checkApiBaseUrl(url)).toBeUndefined());

  test.each([
    ['', /not a URL/],
    ['api.x.com', /not a URL/],
    ['http://api.x.com', /in the clear/],
    ['http://127.0.0.1.evil.org', /in the clear/],
    ['http://localhost.evil.org', /in the clear/],
    ['ftp://127.0.0.1', /in the clear/],
    ['https://me:pw@api.x.com', /user name/],
    ['https://api.x.com/?a=b', /\?/],
    ['https://api.x.com/#a', /#/],
  ])('"%s" is not', (url, problem) => {
    expect(checkApiBaseUrl(url)).toMatch(problem);
    expect(() => publisherFor(url)).toThrow(problem);
  });

  test('keeps prefix, path and query', () => {
    const target = rebase(new URL('https://api.x.com/2/users/me?a=b%2Cc'), new URL('http://127.0.0.1:1/gw/'));
    expect(target.href).toBe('http://127.0.0.1:1/gw/2/users/me?a=b%2Cc');
  });
});
