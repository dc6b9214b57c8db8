import { describe, expect, test } from 'vitest';
import { pacHops } from '../../../../core/adapters/network/system-proxy.ts';
import { createXClient } from '../../../../core/adapters/x/client.ts';
import { createServerClock } from '../../../../core/adapters/x/server-clock.ts';
import { DEFAULT_NETWORK } from '../../../../core/domain/network.ts';
import { createNetwork } from '../../../../core/host/network.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { HOST, openPrivateNetwork, type PrivateNetwork } from '../../../fakes/private-network.ts';
import { answerWith, type Misbehaviour, openXServer } from '../../../fakes/x-server.ts';
import { CREATED, ID, KEYS, never, publishTo } from './harness.ts';

const accepts = answerWith({ status: 201, body: CREATED });
const OUT = { kind: 'published', tweetId: ID };

async function publishThrough(net: PrivateNetwork, settings = {}, more = {}) {
  const agent = net.network(settings).single.https;
  return (await publishTo(net.url, { agent, deadline: 3_000, ...more })).outcome;
}

/** A port at which nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = await openXServer(() => undefined);
  await server.close();
  return server.port;
}

describe('a post through a proxy', () => {
  test('goes out, its name being found by the proxy alone', async () => {
    const net = await openPrivateNetwork(accepts);
    expect(await publishThrough(net)).toEqual(OUT);
    expect(net.proxy.asked).toEqual([`${HOST}:${net.x.port}`]);
    expect(net.x.received).toMatchObject([{ method: 'POST', url: '/2/tweets', body: '{"text":"hello"}' }]);
    expect(JSON.stringify(net.x.received[0]?.headers)).not.toContain('proxy');
  });

  test('goes out through one that asks for a sign-in, with odd characters in it', async () => {
    const net = await openPrivateNetwork(accepts, { login: 'me:pä:ss w%rd' });
    expect(await publishThrough(net, { user: 'me', password: 'pä:ss w%rd' })).toEqual(OUT);
  });

  test('goes out through one that is reached by TLS', async () => {
    const net = await openPrivateNetwork(accepts, { secure: true });
    expect(await publishThrough(net)).toEqual(OUT);
  });

  test('goes out by the next way of the system when the first is dead', async () => {
    const net = await openPrivateNetwork(accepts);
    const settings = { ...DEFAULT_NETWORK, caFile: net.caFile };
    const answer = `PROXY 127.0.0.1:${await deadPort()}; PROXY 127.0.0.1:${net.proxy.port}; DIRECT`;
    const agent = createNetwork({ settings: () => settings, system: async () => pacHops(answer) }).single
      .https;
    expect((await publishTo(net.url, { agent, deadline: 3_000 })).outcome).toEqual(OUT);
  });

  test('follows new settings with its next connection', async () => {
    const net = await openPrivateNetwork(accepts);
    let settings = net.network({ server: `http://127.0.0.1:${await deadPort()}` }).settings();
    const agent = createNetwork({ settings: () => settings, system: async () => [] }).single.https;
    expect((await publishTo(net.url, { agent })).outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy',
    });
    settings = net.network().settings();
    expect((await publishTo(net.url, { agent, deadline: 3_000 })).outcome).toEqual(OUT);
  });
});

describe('a proxy in the way is proof that nothing was sent', () => {
  test.each([
    ['a wrong password', { login: 'me:right' }, { user: 'me', password: 'wrong' }, /password \(407/],
    ['no password', { login: 'me:right' }, {}, /password \(407/],
    ['a refusal that X gives as well', { status: 403 }, {}, /does not lead to x\.perch\.test \(403/],
    ['a 401', { status: 401 }, {}, /\(401/],
    ['a 429', { status: 429 }, {}, /\(429/],
    ['a gateway that finds nothing', { status: 502 }, {}, /could not reach x\.perch\.test \(502/],
    ['a 503', { status: 503 }, {}, /\(503/],
    ['an odd success', { status: 204 }, {}, /\(204/],
  ])('%s', async (_what, options, settings, detail) => {
    const net = await openPrivateNetwork(accepts, options);
    const asked: boolean[] = [];
    const maySend = () => asked.push(true) > 0;
    const outcome = await publishThrough(net, settings, { maySend });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy',
      detail: expect.stringMatching(detail),
    });
    expect(JSON.stringify(outcome)).not.toContain('wrong');
    // Its one chance to leave is not used up by a refusal.
    expect(asked).toEqual([]);
    expect(net.x.connections()).toBe(0);
  });

  test('a dead one', async () => {
    const net = await openPrivateNetwork(accepts);
    const outcome = await publishThrough(net, { server: `http://127.0.0.1:${await deadPort()}` });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('one that the system names and nobody can use', async () => {
    const agent = createNetwork({
      settings: () => DEFAULT_NETWORK,
      system: async () => pacHops('SOCKS5 127.0.0.1:1080'),
    }).single.https;
    expect((await publishTo('https://x.perch.test', { agent })).outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy',
      detail: expect.stringContaining('SOCKS'),
    });
  });

  test('one that does not answer until the deadline', async () => {
    const net = await openPrivateNetwork(accepts, { silent: true });
    const client = createXClient({
      apiBaseUrl: net.url,
      agent: net.network().single.https,
      serverClock: createServerClock(createFakeClock()),
      monotonic: () => performance.now(),
      grace: 20,
    });
    const call = { path: 'tweets', body: { text: 'hello' }, keys: KEYS, deadline: 200 };
    expect(await client.exchange(call, never)).toMatchObject({ kind: 'unsent' });
    expect(net.x.connections()).toBe(0);
  });

  test('an X whose certificate nobody knows, and a proxy of that kind', async () => {
    const net = await openPrivateNetwork(accepts);
    expect(await publishThrough(net, { caFile: '' })).toMatchObject({
      kind: 'not-sent',
      reason: 'untrusted',
    });
    const secure = await openPrivateNetwork(accepts, { secure: true });
    expect(await publishThrough(secure, { caFile: '' })).toMatchObject({ kind: 'not-sent' });
    expect(secure.proxy.asked).toEqual([]);
    expect([...net.x.received, ...secure.x.received]).toEqual([]);
  });

  test('a post that may not leave any more when the tunnel stands', async () => {
    const net = await openPrivateNetwork(accepts);
    expect(await publishThrough(net, {}, { maySend: () => false })).toMatchObject({ kind: 'not-sent' });
    expect(net.x.received).toEqual([]);
  });
});

describe('what went into the tunnel and has no clear answer is unknown', () => {
  test.each([
    ['no answer', () => undefined],
    ['a cut before any header', (socket) => socket.end()],
    ['a 503 of X', answerWith({ status: 503 })],
    ['a 502 of X', answerWith({ status: 502, body: '<h1>Bad Gateway</h1>' })],
    ['half an answer', answerWith({ status: 201, body: '{"data":', length: 99 })],
  ] satisfies [string, Misbehaviour][])('%s', async (_what, behave) => {
    const net = await openPrivateNetwork(behave);
    expect((await publishThrough(net, {}, { deadline: 600 })).kind).toBe('unknown');
    expect(net.x.received).toHaveLength(1);
  });

  test('a proxy that ends while X thinks', async () => {
    const net: PrivateNetwork = await openPrivateNetwork(() => void net.proxy.close());
    expect((await publishThrough(net)).kind).toBe('unknown');
    expect(net.x.received).toHaveLength(1);
  });
});
