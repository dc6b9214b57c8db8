import { afterEach, describe, expect, test } from 'vitest';
import { answerWith, openTcpServer, openXServer, trusting, type XServer } from '../../../fakes/x-server.ts';
import { AMBIGUOUS, CREATED, ID, never, publishAgainst, publisherFor, publishTo } from './harness.ts';

const opened: XServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function withServer(server: Promise<XServer>): Promise<XServer> {
  opened.push(await server);
  return server;
}

describe('a post that is out', () => {
  test('201 with an id', async () => {
    const { outcome, server } = await publishAgainst(answerWith({ status: 201, body: CREATED }));
    expect(outcome).toEqual({ kind: 'published', tweetId: ID });
    expect(server.received).toMatchObject([{ method: 'POST', url: '/2/tweets', body: '{"text":"hello"}' }]);
  });

  test('an id in a body that lost its end is an id all the same', async () => {
    const { outcome } = await publishAgainst(
      answerWith({ status: 201, body: CREATED, length: CREATED.length + 9 }),
    );
    expect(outcome).toEqual({ kind: 'published', tweetId: ID });
  });

  test('asks for no compression, on a connection of its own', async () => {
    const { server } = await publishAgainst(answerWith({ status: 201, body: CREATED }));
    expect(server.received[0]?.headers).not.toHaveProperty('accept-encoding');
    expect(server.received[0]?.headers.connection).toBe('close');
  });

  test('a reply names its parent', async () => {
    const server = await withServer(openXServer(answerWith({ status: 201, body: CREATED })));
    const request = { account: 'me', text: 'two & <b>', replyTo: '77', deadline: 3_000, maySend: () => true };
    await publisherFor(server.url).publish(request, never);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      text: 'two & <b>',
      reply: { in_reply_to_tweet_id: '77' },
    });
  });

  test('over TLS, with an authority of one’s own', async () => {
    const server = await withServer(openXServer(answerWith({ status: 201, body: CREATED }), true));
    const { outcome } = await publishTo(server.url, { agent: trusting(), deadline: 2_000 });
    expect(outcome).toEqual({ kind: 'published', tweetId: ID });
  });

  test('below a path prefix, still as JSON', async () => {
    const server = await withServer(openXServer(answerWith({ status: 201, body: CREATED })));
    await publishTo(`${server.url}/gw/v1/`);
    expect(server.received[0]).toMatchObject({ url: '/gw/v1/2/tweets', body: '{"text":"hello"}' });
  });
});

describe('after the request arrived, whatever is not an answer is unknown', () => {
  test.each(Object.entries(AMBIGUOUS))('%s', async (_, behave) => {
    const { outcome, took, server } = await publishAgainst(behave);
    expect(outcome.kind).toBe('unknown');
    expect(outcome).toHaveProperty('detail');
    expect(server.received).toHaveLength(1);
    expect(took).toBeLessThan(3_000);
  });

  test('over TLS too', async () => {
    const server = await withServer(openXServer((socket) => socket.destroy(), true));
    expect((await publishTo(server.url, { agent: trusting(), deadline: 2_000 })).outcome.kind).toBe(
      'unknown',
    );
  });

  test.each([
    ['{"data":{"id":"1', undefined, 'HTTP 201, unreadable'],
    ['{"data":{"id":"1', 99, 'HTTP 201, cut off'],
    ['{}', undefined, 'HTTP 201 without a usable answer'],
    ['{"errors":[{"message":"odd"}]}', undefined, 'HTTP 201, odd'],
  ])('201 %s (%s) is put into words', async (body, length, detail) => {
    const parts = { status: 201, body, ...(length === undefined ? {} : { length }) };
    expect((await publishAgainst(answerWith(parts))).outcome).toEqual({ kind: 'unknown', detail });
  });

  test('the deadline is named', async () => {
    const { outcome } = await publishAgainst(() => {});
    expect(outcome).toEqual({ kind: 'unknown', detail: 'there was no whole answer within 0.4 s' });
  });
});

describe('proof that nothing was sent', () => {
  test('connection refused', async () => {
    const server = await openTcpServer(() => {});
    await server.close();
    const { outcome } = await publishTo(server.url);
    expect(outcome).toMatchObject({ kind: 'not-sent', detail: expect.stringContaining('ECONNREFUSED') });
  });

  test('a host that does not exist', async () => {
    const { outcome, took } = await publishTo('https://x.invalid', { deadline: 1_000 });
    expect(outcome.kind).toBe('not-sent');
    expect(took).toBeLessThan(3_500);
  });

  test('no answer to the connection itself', async () => {
    // TEST-NET-1 (RFC 5737) leads nowhere; where it is refused at once, the outcome is the same.
    expect((await publishTo('https://192.0.2.1')).outcome.kind).toBe('not-sent');
  });

  test('hang in the TLS handshake', async () => {
    const server = await withServer(openTcpServer(() => {}, true));
    expect((await publishTo(server.url)).outcome.kind).toBe('not-sent');
    expect(server.connections()).toBe(1);
  });

  test.each([
    ['RST', (socket: import('node:net').Socket) => socket.resetAndDestroy()],
    ['FIN', (socket: import('node:net').Socket) => socket.end()],
    ['plain HTTP', (socket: import('node:net').Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('%s in the TLS handshake', async (_, behave) => {
    const server = await withServer(
      openTcpServer((socket) => socket.once('data', () => behave(socket)), true),
    );
    expect((await publishTo(server.url, { deadline: 1_000 })).outcome.kind).toBe('not-sent');
  });

  test('a certificate that nobody vouches for', async () => {
    const server = await withServer(openXServer(answerWith({ status: 201, body: CREATED }), true));
    const { outcome } = await publishTo(server.url, { deadline: 1_000 });
    expect(outcome).toMatchObject({ kind: 'not-sent', detail: expect.stringMatching(/self.signed/i) });
    expect(server.received).toHaveLength(0);
  });

  test('a proxy that wants a password', async () => {
    expect((await publishAgainst(answerWith({ status: 407 }))).outcome.kind).toBe('not-sent');
  });

  test('no time left, or stopped before it began', async () => {
    const server = await withServer(openXServer(answerWith({ status: 201, body: CREATED })));
    expect((await publishTo(server.url, { deadline: 0 })).outcome.kind).toBe('not-sent');
    expect((await publishTo(server.url, { signal: AbortSignal.abort() })).outcome.kind).toBe('not-sent');
    expect(server.connections()).toBe(0);
  });
});

describe.each([
  ['plain', false],
  ['TLS', true],
] as const)('maySend, %s', (_, tls) => {
  const behave = answerWith({ status: 201, body: CREATED });

  test('false keeps every byte back', async () => {
    const server = await withServer(openXServer(behave, tls));
    const { outcome } = await publishTo(server.url, {
      maySend: () => false,
      agent: trusting(),
      deadline: 2_000,
    });
    expect(outcome).toEqual({ kind: 'not-sent', detail: 'it was not to be sent any more' });
    expect(server.connections()).toBe(1);
    expect(server.received).toHaveLength(0);
  });

  test('is asked once, when the connection stands', async () => {
    const server = await withServer(openXServer(behave, tls));
    const asked: number[] = [];
    const maySend = () => asked.push(server.connections()) > 0;
    expect((await publishTo(server.url, { maySend, agent: trusting(), deadline: 2_000 })).outcome.kind).toBe(
      'published',
    );
    expect(asked).toHaveLength(1);
  });

  test('and a throw of it is a no', async () => {
    const server = await withServer(openXServer(behave, tls));
    const maySend = () => {
      throw new Error('bug');
    };
    expect((await publishTo(server.url, { maySend, agent: trusting(), deadline: 2_000 })).outcome.kind).toBe(
      'not-sent',
    );
    expect(server.received).toHaveLength(0);
  });
});

describe('the signal (suspend, shutdown) destroys the connection', () => {
  test('after the request left: unknown', async () => {
    const stop = new AbortController();
    const server = await withServer(openXServer(() => stop.abort()));
    const { outcome, took } = await publishTo(server.url, { signal: stop.signal, deadline: 5_000 });
    expect(outcome).toEqual({ kind: 'unknown', detail: 'Perch closed the connection' });
    expect(took).toBeLessThan(3_000);
  });

  test('before it left: not sent', async () => {
    const stop = new AbortController();
    const server = await withServer(openTcpServer((socket) => socket.once('data', () => stop.abort()), true));
    const { outcome, took } = await publishTo(server.url, { signal: stop.signal, deadline: 5_000 });
    expect(outcome).toEqual({ kind: 'not-sent', detail: 'Perch closed the connection' });
    expect(took).toBeLessThan(3_000);
  });
});
