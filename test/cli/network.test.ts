import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openConnectProxy } from '../fakes/connect-proxy.ts';
import { HOST, writeAuthority } from '../fakes/private-network.ts';
import { rememberSecret } from '../fakes/storage-scan.ts';
import { openTlsFront } from '../fakes/tls-front.ts';
import { environmentOf, openBigSandbox } from './retimed-posts.ts';
import { perch, tempHome } from './run-perch.ts';

const PASSWORD = 'open:sesame-4711';

/** An X behind a proxy that wants a sign-in, with a certificate that only the given file vouches for. */
async function createCompany() {
  rememberSecret(PASSWORD, encodeURIComponent(PASSWORD));
  const sandbox = await openBigSandbox(join(tempHome(), 'x.db'));
  const port = await openTlsFront(Number(new URL(sandbox.url).port));
  const proxy = await openConnectProxy({ names: { [HOST]: port }, login: `me:${PASSWORD}` });
  onTestFinished(async () => {
    await proxy.close();
    await sandbox.close();
  });
  const { PERCH_X_KEYS = '' } = environmentOf(sandbox);
  const home = tempHome();
  const env = { PERCH_X_KEYS, PERCH_X_API_URL: `https://${HOST}:${port}` };
  const url = `http://me:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}`;
  const run = (args: readonly string[], more = {}) => perch(args, { home, env: { ...env, ...more } });
  const texts = () => sandbox.posts().map(({ text }) => text);
  const addDue = async (text: string): Promise<void> => {
    const added = (await run(['add', '--text', text, '--draft', '--json'])).json<{ post: { id: string } }>();
    expect((await run(['now', added.post.id])).code).toBe(0);
  };
  return { home, run, addDue, url, proxy, caFile: writeAuthority(), texts };
}

test('posts go out the way that is set, and the doctor says what is in it', async () => {
  const { home, run, addDue, url, proxy, caFile, texts } = await createCompany();
  expect((await run(['doctor'])).stdout).toMatch(/✗ DNS +x\.perch\.test:\d+ has no address here/);

  await run(['settings', 'set', '--proxy', `http://127.0.0.1:${proxy.port}`]);
  expect((await run(['doctor'])).stdout).toMatch(/✗ Proxy +The proxy .*asks for a user name and password/);

  await run(['settings', 'set', '--proxy', 'env:COMPANY_PROXY'], { COMPANY_PROXY: url });
  const inspected = await run(['doctor']);
  expect(inspected).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/✗ TLS +.*"Perch test authority".*settings set --ca-file/),
  });

  const set = await run(['settings', 'set', '--ca-file', caFile, '--json']);
  expect(set.json()).toMatchObject({
    network: { proxy: 'custom', user: 'me', hasPassword: true, caFile },
  });
  expect(readFileSync(join(home, 'network.json'), 'utf8')).not.toContain('sesame');
  expect((await run(['doctor'])).stdout).toMatch(
    /✓ Proxy +127\S+, as set in Perch\.[\s\S]*✓ X [\s\S]*✓ Clock/,
  );

  await addDue('Out of the company');
  expect((await run(['worker', '--until-idle'])).code).toBe(0);
  expect(texts()).toEqual(['Out of the company']);
});

test('a proxy of the environment is used, and a refusal of it costs nothing', async () => {
  const { run, addDue, url, proxy, caFile, texts } = await createCompany();
  await run(['settings', 'set', '--ca-file', caFile]);
  const https = { HTTPS_PROXY: url };
  await run(['accounts', 'test'], https);
  await addDue('Later');

  const wrong = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
  await run(['worker', '--once'], wrong);
  const [post] = (await run(['list', '--json'], wrong)).json<{ status: string }[]>();
  expect(post).toMatchObject({ status: expect.stringMatching(/retrying|scheduled/) });
  expect(texts()).toEqual([]);

  await run(['worker', '--until-idle'], https);
  expect(texts()).toEqual(['Later']);
});

test.each([
  [['--proxy', 'socks5://proxy:1080'], /Not set\. Perch cannot use a SOCKS proxy/],
  [['--proxy', 'http://proxy:1/path'], /Not set\. The address of a proxy ends with its port/],
  [['--ca-file', '/no/such.pem'], /Not set\. There is no file \/no\/such\.pem/],
])('%s is refused in words', async (args, words) => {
  const run = await perch(['settings', 'set', ...args]);
  expect(run).toMatchObject({ code: 1, stderr: expect.stringMatching(words) });
});
