import { describe, expect, test } from 'vitest';
import { pacHops } from '../../../core/adapters/network/system-proxy.ts';
import type { Finding } from '../../../core/domain/finding.ts';
import { DEFAULT_NETWORK, type NetworkSettings } from '../../../core/domain/network.ts';
import { createNetwork, type Network } from '../../../core/host/network.ts';
import { networkFindings } from '../../../core/host/network-findings.ts';
import { AUTHORITY_NAME } from '../../fakes/authority.ts';
import { createFakeClock } from '../../fakes/clock.ts';
import { openPrivateNetwork, STRANGER } from '../../fakes/private-network.ts';
import { answerWith, openTcpServer, openXServer } from '../../fakes/x-server.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const answers = (status: number, date = NOW) =>
  answerWith({ status, headers: { date: new Date(date).toUTCString() } });

const look = (network: Network, apiBaseUrl: string, storage = 'local'): Promise<readonly Finding[]> =>
  networkFindings({ network, apiBaseUrl, storage, system: 'system', clock: createFakeClock(NOW) });

/** What is wrong, as `name: sentence`. */
const wrong = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ state }) => state === 'bad').map(({ name, message }) => `${name}: ${message}`);

const direct = (settings: Partial<NetworkSettings> = {}): Network =>
  createNetwork({
    settings: () => ({ ...DEFAULT_NETWORK, ...settings }),
    system: async () => pacHops('DIRECT'),
  });

test('all is well through a proxy, and each part says how', async () => {
  const net = await openPrivateNetwork(answers(404));
  expect(await look(net.network(), net.url)).toEqual([
    { name: 'Certificates', state: 'ok', message: `Also trusted: ${AUTHORITY_NAME}.` },
    { name: 'Proxy', state: 'ok', message: `127.0.0.1:${net.proxy.port}, as set in Perch.` },
    { name: 'X', state: 'ok', message: `x.perch.test:${net.x.port} answers.` },
    { name: 'Clock', state: 'ok', message: 'Agrees with X.' },
  ]);
});

describe('names what is in the way, with a next step', () => {
  test.each([
    [
      '407',
      { login: 'a:b' },
      {},
      /^Proxy: The proxy 127\S+ asks for a user name and password.*give them under/,
    ],
    [
      '403',
      { status: 403 },
      {},
      /^Proxy: The proxy 127\S+ does not lead to x.perch.test .*to allow x.perch.test/,
    ],
    ['502', { status: 502 }, {}, /^Proxy: The proxy 127\S+ could not reach x.perch.test/],
    [
      'dead',
      {},
      { server: 'http://127.0.0.1:9' },
      /^Proxy: .*cannot be reached \(ECONNREFUSED\): check its address/,
    ],
    ['no name', {}, { server: 'http://no.invalid:3128' }, /^Proxy: .*no.invalid:3128 has no address/],
    [
      'inspected',
      {},
      { caFile: '' },
      /^TLS: x.perch.test:\d+ showed a certificate of "Perch test authority".*add its certificate under Settings/,
    ],
  ])('%s', async (_what, options, settings, expected) => {
    const net = await openPrivateNetwork(answers(404), options);
    const found = wrong(await look(net.network(settings), net.url));
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  test('no address', async () => {
    expect(wrong(await look(direct(), 'https://x.invalid'))).toEqual([
      expect.stringMatching(/^DNS: x\.invalid has no address here/),
    ]);
  });

  test('no connection', async () => {
    const server = await openXServer(() => undefined);
    await server.close();
    expect(wrong(await look(direct(), `https://127.0.0.1:${server.port}`))).toEqual([
      expect.stringMatching(/^Connection: 127.* does not take connections from here \(ECONNREFUSED\)/),
    ]);
  });

  test('something that speaks no TLS', async () => {
    const server = await openTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(wrong(await look(direct(), `https://127.0.0.1:${server.port}`))).toEqual([
      expect.stringMatching(/^TLS: .*could not be spoken to safely/),
    ]);
    await server.close();
  });

  test('somebody else who answers', async () => {
    const net = await openPrivateNetwork(answers(200));
    expect(wrong(await look(net.network(), `https://${STRANGER}:${net.x.port}`))).toEqual([
      expect.stringMatching(/^TLS: Somebody else answered for portal.test.*sign in to this network/),
    ]);
  });

  test('trouble of X itself, and a wrong clock', async () => {
    const server = await openXServer(answers(503, NOW - 600_000));
    const found = wrong(await look(direct(), server.url));
    expect(found[0]).toMatch(/^X: 127.* has trouble of its own \(503\): wait/);
    expect(found[1]).toMatch(/^Clock: This machine is 600 s ahead of X/);
    await server.close();
  });

  test('a file of authorities that is gone, and a proxy of the system that nobody can use', async () => {
    const network = createNetwork({
      settings: () => ({ ...DEFAULT_NETWORK, caFile: '/no/such.pem' }),
      system: async () => pacHops('SOCKS5 10.0.0.1:1080'),
    });
    const found = wrong(await look(network, 'https://x.invalid'));
    expect(found[0]).toMatch(/^Certificates: There is no file \/no\/such\.pem any more\. Choose/);
    expect(found[1]).toMatch(/^Proxy: .*SOCKS proxy.*give the address of an HTTP proxy/);
  });

  test('a shared storage out of reach', async () => {
    const net = await openPrivateNetwork(answers(404));
    const storage = [
      'AccountName=acc;AccountKey=a2V5',
      ...['Table', 'Queue', 'Blob'].map((each) => `${each}Endpoint=https://store.perch.test/acc`),
    ].join(';');
    expect(wrong(await look(net.network(), net.url, storage))).toEqual([
      expect.stringMatching(/^Proxy: The proxy .* could not reach store.perch.test/),
    ]);
  });
});
