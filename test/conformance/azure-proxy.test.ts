import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openAzureStore } from '../../core/adapters/azure/open.ts';
import { probeStorage } from '../../core/adapters/azure/probe.ts';
import { DEFAULT_NETWORK } from '../../core/domain/network.ts';
import { createNetwork } from '../../core/host/network.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { openConnectProxy } from '../fakes/connect-proxy.ts';
import { aPost } from '../fakes/post.ts';
import { writeAuthority } from '../fakes/private-network.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { openTlsFront } from '../fakes/tls-front.ts';
import { ADDED } from './post-store.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const SERVICES = ['table', 'queue', 'blob'] as const;

/** The storage behind a proxy, under names that only the proxy finds, with TLS of an unknown authority. */
async function hidden(password: string) {
  const { account, ports } = azurite;
  const fronts = await Promise.all(
    SERVICES.map(async (each) => [each, await openTlsFront(ports[each])] as const),
  );
  const names = Object.fromEntries(fronts.map(([each, port]) => [`${each}.perch.test`, port]));
  const proxy = await openConnectProxy({ names, login: 'me:right' });
  onTestFinished(() => proxy.close());
  const endpoints = fronts.map(([each, port]) => {
    const name = `${each.charAt(0).toUpperCase()}${each.slice(1)}Endpoint`;
    return `${name}=https://${each}.perch.test:${port}/${account.name}`;
  });
  const connection = [`AccountName=${account.name}`, `AccountKey=${account.key}`, ...endpoints].join(';');
  const server = `http://127.0.0.1:${proxy.port}`;
  const settings = { ...DEFAULT_NETWORK, mode: 'custom', server, user: 'me', password } as const;
  const caFile = writeAuthority();
  const { kept } = createNetwork({ settings: () => ({ ...settings, caFile }), system: async () => [] });
  return { connection, kept, proxy };
}

test('all services are reached through a proxy, over few connections', async () => {
  const { connection, kept, proxy } = await hidden('right');
  const ticks = await probeStorage(connection, createFakeRandom(), kept);
  expect(ticks.map(({ service, ok }) => [service, ok])).toEqual([
    ['connection', true],
    ['tables', true],
    ['queues', true],
    ['blobs', true],
  ]);
  const store = await openAzureStore({
    connection,
    agents: kept,
    clock: createFakeClock(),
    random: createFakeRandom(),
  });
  const post = aPost();
  await store.posts.insert([post], ADDED);
  expect(await store.posts.get(post.id)).toMatchObject({ id: post.id });
  store.close();
  // Used again: about 30 requests.
  expect(proxy.asked.length).toBeLessThan(20);
  expect(new Set(proxy.asked.map((each) => each.split('.')[0]))).toEqual(new Set(SERVICES));
});

test('a proxy that refuses is an outage, and its words hold no secret', async () => {
  const { connection, kept } = await hidden('wrong');
  const options = { connection, agents: kept, clock: createFakeClock(), random: createFakeRandom() };
  const outage = await openAzureStore(options).catch((error: unknown) => error);
  expect(outage).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/could not be reached/),
  });
  expect(String(outage)).not.toMatch(/wrong|bWU6/);
});
