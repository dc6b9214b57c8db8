import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSystemClock } from '../../core/adapters/system/clock.ts';
import { createLog } from '../../core/adapters/system/log.ts';
import { fingerprintKeys, type XKeys } from '../../core/adapters/x/keys.ts';
import { readEnvironment } from '../../core/host/environment.ts';
import { createGuardedSecrets } from '../../core/host/guarded-secrets.ts';
import { openHome } from '../../core/host/home.ts';
import { accountSecrets, storedAccountKeys, storeKeys } from '../../core/host/keys.ts';
import { openSecrets } from '../../core/host/secrets.ts';
import { chooseStorage, chosenStorage, storageSecrets } from '../../core/host/storage-choice.ts';
import { openFileVault } from '../../core/host/vault.ts';
import { createWindowApi } from '../../core/host/window-api.ts';
import { hostWorker } from '../../core/host/worker-host.ts';
import { createFakeKeyring } from '../fakes/keyring.ts';
import { aNewPost } from '../fakes/new-post.ts';
import { findSecret, forgetSecret, rememberSecret } from '../fakes/storage-scan.ts';
import { createTempHome } from '../fakes/temp-home.ts';

/** An X that says back whatever it hears, in every field of its refusal. */
const echo = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const heard = `${request.headers.authorization} ${request.url} ${Buffer.concat(chunks)}`;
    const status = STATUSES[answers++ % STATUSES.length] ?? 500;
    response.writeHead(status, { 'content-type': 'application/json', 'x-heard': encodeURIComponent(heard) });
    const problem = { title: heard, detail: heard, error: heard, error_description: heard };
    response.end(JSON.stringify({ ...problem, errors: [{ message: heard }] }));
  });
});
const STATUSES = [401, 403, 400, 500, 429, 402];
let answers = 0;
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});
afterAll(() => echo.close());

/** As X and Azure make them. */
const aText = fc.stringMatching(/^[A-Za-z0-9_-]{24,48}$/);
const someKeys: fc.Arbitrary<XKeys> = fc.oneof(
  fc.record({ appKey: aText, appSecret: aText, accessToken: aText, accessSecret: aText }),
  fc.record({ clientId: aText, clientSecret: aText, accessToken: aText, refreshToken: aText }),
);
const someSecrets = fc.record({
  keys: someKeys,
  pair: fc.record({ accessToken: aText, refreshToken: aText }),
  accountKey: fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
});
type Secrets = typeof someSecrets extends fc.Arbitrary<infer T> ? T : never;

/** A home that has all of it and an X that gives all of it away; everything that leaves the process, by where. */
async function everythingOf({ keys, pair, accountKey }: Secrets): Promise<ReadonlyMap<string, string>> {
  const { home: path, remove } = createTempHome();
  const seen = new Map<string, string>();
  const lines: string[] = [];
  const file = openSecrets(path);
  const secrets = createGuardedSecrets({ file, box: createFakeKeyring(), onChange: () => undefined });
  const env = { PERCH_X_API_URL: url };
  const hidden = () => [...accountSecrets(secrets, readEnvironment(env)), ...storageSecrets(secrets, env)];
  const clock = createSystemClock();
  const log = createLog({ clock, level: 'debug', sinks: [(line) => lines.push(line)], secrets: hidden });
  await storeKeys(secrets, 'alice', keys);
  await openFileVault(path, secrets).keep(fingerprintKeys(keys), pair);
  await chooseStorage(
    secrets,
    'azure',
    `DefaultEndpointsProtocol=https;AccountName=perch;AccountKey=${accountKey};EndpointSuffix=core.windows.net`,
  );
  seen.set('the choice of a storage', inspect(chosenStorage(secrets, {}).choice));
  const connections = storedAccountKeys(secrets, url);
  seen.set('keys on their way', `${inspect(connections, { depth: 9 })} ${JSON.stringify(connections)}`);

  const home = await openHome({
    path,
    version: 'test',
    log,
    by: 'window',
    vault: openFileVault(path, secrets),
  });
  await home.store.accounts.put({
    name: 'alice',
    userId: '1',
    kind: 'x',
    premium: false,
    keysFingerprint: fingerprintKeys(keys),
    gate: { state: 'open' },
    addedAt: clock.now(),
  });
  await home.service.add(aNewPost({ dueAt: clock.now() }));
  const result = await hostWorker({
    home,
    keys: connections,
    reread: async () => connections,
    kind: 'app',
    loops: false,
  });
  if (result.kind !== 'running') throw new Error('nobody else has this home');
  const { hosted } = result;
  const tell = { report: async () => undefined, changed: () => undefined, importChanged: () => undefined };
  const api = createWindowApi(home, hosted, tell);
  await hosted.worker.runOnce();
  const [post] = (await home.store.posts.list({})).posts;
  const calls = {
    overview: api.overview(),
    list: api.list({}),
    show: api.show(post?.id ?? ''),
    activity: api.activity({ limit: 50 }),
    selfTest: api.selfTest(),
    testAccount: api.testAccount('alice'),
    unpublish: api.unpublish(post?.id ?? ''),
  };
  for (const [call, answer] of Object.entries(calls))
    seen.set(`the window's ${call}`, inspect(await answer.catch(String), { depth: 12 }));
  seen.set('the state of secrets', inspect(secrets.state()));
  await hosted.stop(0);
  home.close();
  seen.set('the log', lines.join('\n'));
  for (const name of readdirSync(path)) seen.set(name, readFileSync(join(path, name), 'latin1'));
  remove();
  return seen;
}

test('no line of a log, no answer to a window, no table and no file holds a secret, whatever X says back', async () => {
  const told = answers;
  await fc.assert(
    fc.asyncProperty(someSecrets, async (made) => {
      const values = [...Object.values(made.keys), ...Object.values(made.pair), made.accountKey];
      rememberSecret(...values);
      const seen = await everythingOf(made);
      for (const [where, text] of seen) expect([where, findSecret(text)]).toEqual([where, undefined]);
      expect(seen.get('the log')).not.toBe('');
      for (const value of values) forgetSecret(value);
    }),
    { numRuns: 6 },
  );
  // Else X was never asked, and there was nothing to withhold.
  expect(answers - told).toBeGreaterThan(6);
});
