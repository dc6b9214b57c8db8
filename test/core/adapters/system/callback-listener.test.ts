import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { createCallbackListener } from '../../../../core/adapters/system/callback-listener.ts';

const STATE = 'the-state-that-was-sent';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function open() {
  const port = await freePort();
  const opened = await createCallbackListener().open([port], STATE);
  if (!opened) throw new Error('not open');
  onTestFinished(opened.close);
  let heard: unknown;
  void opened.callback.then((callback) => {
    heard = callback;
  });
  return { port, opened, heard: () => heard };
}

type Sent = { readonly path: string; readonly method?: string; readonly headers?: Record<string, string> };

/** As a program that sets its own headers. */
function send(port: number, { path, method = 'GET', headers = {} }: Sent, host = '127.0.0.1') {
  return new Promise<IncomingMessage & { text: string }>((resolve, reject) => {
    const sent = request({ host, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(Object.assign(response, { text })));
    });
    sent.on('error', reject).end();
  });
}

test('the one answer with the right state ends it; the page is static and kept nowhere', async () => {
  const { port, heard } = await open();
  const page = await send(port, { path: `/callback?state=${STATE}&code=abc` });
  expect(page.statusCode).toBe(200);
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    connection: 'close',
  });
  expect(page.text).not.toMatch(/<script|abc|the-state/);
  await expect.poll(heard).toEqual({ code: 'abc' });
  const second = await send(port, { path: `/callback?state=${STATE}&code=other` });
  expect(second.statusCode).toBe(400);
  expect(heard()).toEqual({ code: 'abc' });
});

test.each([
  ['another state', { path: '/callback?state=guess&code=abc' }],
  ['no state', { path: '/callback?code=abc' }],
  ['no code', { path: `/callback?state=${STATE}` }],
  ['an empty code', { path: `/callback?state=${STATE}&code=` }],
  ['a refusal by somebody else', { path: '/callback?error=access_denied' }],
  ['another path', { path: `/?state=${STATE}&code=abc` }],
  ['a path with more', { path: `/callback/?state=${STATE}&code=abc` }],
  ['another method', { path: `/callback?state=${STATE}&code=abc`, method: 'POST' }],
  [
    'a name that leads here',
    { path: `/callback?state=${STATE}&code=abc`, headers: { host: 'evil.example' } },
  ],
  ['localhost', { path: `/callback?state=${STATE}&code=abc`, headers: { host: 'localhost:1' } }],
  [
    'a whole address',
    { path: `http://evil.example/callback?state=${STATE}&code=abc`, headers: { host: 'x' } },
  ],
] satisfies [string, Sent][])('%s changes nothing', async (_name, sent) => {
  const { port, heard } = await open();
  expect((await send(port, sent)).statusCode).toBe(400);
  expect(heard()).toBeUndefined();
  await send(port, { path: `/callback?state=${STATE}&error=access_denied` });
  await expect.poll(heard).toEqual({ error: 'access_denied' });
});

test('nobody but this computer gets through, and nobody after the end', async () => {
  const { port, opened } = await open();
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((each) => each && !each.internal && each.family === 'IPv4');
  for (const other of others)
    await expect(send(port, { path: '/callback' }, other?.address)).rejects.toThrow('ECONNREFUSED');
  await opened.close();
  await expect(send(port, { path: '/callback' })).rejects.toThrow('ECONNREFUSED');
});

test('of several ports the first that is free; of taken ones none', async () => {
  const { port } = await open();
  const free = await freePort();
  const next = await createCallbackListener().open([port, free], STATE);
  expect(next?.port).toBe(free);
  expect(await createCallbackListener().open([port, free], STATE)).toBeUndefined();
  await next?.close();
});
