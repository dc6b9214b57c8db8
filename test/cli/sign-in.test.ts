import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { CALLBACK_URLS } from '../../core/domain/authorization.ts';
import { pinOn, visitX } from '../fakes/browser.ts';
import { findSecret, rememberSecret } from '../fakes/storage-scan.ts';
import { filesIn } from './oauth2-rig.ts';
import { openBigSandbox } from './retimed-posts.ts';
import { perch, type RunOptions, startPerch, tempHome } from './run-perch.ts';

const CLIENT = 'client-0123456789';
const PAGE = /^http:\/\/127\.0\.0\.1:\d+\/(?:i\/oauth2|oauth)\/authorize\?/;

async function openX(): Promise<{ x: Sandbox; home: string; env: Record<string, string> }> {
  const x = await openBigSandbox(join(tempHome(), 'x.db'));
  onTestFinished(() => x.close());
  return { x, home: tempHome(), env: { PERCH_X_API_URL: x.url } };
}

const signIn = (args: readonly string[], options: RunOptions & { readonly home: string }) =>
  startPerch(['accounts', 'sign-in', ...args], options);

/** All that is kept of a sign-in, as what must be nowhere else. */
function rememberKeys(home: string): void {
  const text = readFileSync(join(home, 'secrets.json'), 'utf8');
  rememberSecret(
    ...[...text.matchAll(/"(?:\w+Token|\w+Secret)": "([^"]+)"/g)].map(([, secret = '']) => secret),
  );
}

test('by the browser: a worker that runs already posts with it, and removing it ends it at X', async () => {
  const { x, home, env } = await openX();
  x.setKnobs({ withheldScopes: ['media.write'] });
  const worker = startPerch(['worker'], { home, env: { ...env, PERCH_LOG: 'debug' } });
  await worker.line(/./);
  const running = signIn(['--client-id', CLIENT, '--json'], { home, env: { ...env, PERCH_LOG: 'debug' } });
  const url = await running.complaint(PAGE);
  // Another name than that of the sandbox that the worker has inside.
  const name = x.addAccount({ username: 'ada' }).account.username;
  const { page, sentTo = '' } = await visitX(url, { username: name });
  rememberSecret(new URL(sentTo).searchParams.get('code') ?? '');
  expect(CALLBACK_URLS.some((callback) => sentTo.startsWith(callback))).toBe(true);
  expect(page).toContain('Perch goes on from here');
  const { code, stdout } = await running.ended();
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { account: { name, kind: 'x' }, missing: ['media.write'] },
  ]);
  rememberKeys(home);

  const added = await perch(['add', '--text', 'Signed in', '--at', '+1s', '--account', name], { home, env });
  expect(added.code).toBe(0);
  await expect.poll(() => x.posts().map(({ text }) => text), { timeout: 20_000 }).toEqual(['Signed in']);
  for (const [file, text] of filesIn(home))
    if (!/secrets\.json/.test(file)) expect([file, findSecret(text)]).toEqual([file, undefined]);
  const removed = await perch(['accounts', 'remove', name], { home, env });
  expect(removed.stdout).toContain('X has ended the sign-in');
  expect(x.grants()).toMatchObject([{ revoked: true }]);
  await worker.stop();
});

test('a no, a Ctrl-C, a wrong app: exit 1 with the next step, and nothing is kept', async () => {
  const { x, home, env } = await openX();
  const denied = signIn(['--client-id', CLIENT, '--json'], { home, env });
  await visitX(await denied.complaint(PAGE), { decision: 'deny' });
  const { code, stdout, stderr } = await denied.ended();
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'denied' } }]);
  expect(stderr).toContain('You said no');

  const stopped = signIn(['--client-id', CLIENT], { home, env });
  await stopped.complaint(PAGE);
  expect(await stopped.stop('SIGINT')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cancelled'),
  });

  x.setKnobs({ appType: 'web' });
  const wrong = signIn(['--client-id', CLIENT], { home, env });
  const page = await wrong.complaint(PAGE);
  await visitX(page);
  expect((await wrong.ended()).stderr).toContain('choose the type “Native App”');
  expect((await perch(['accounts', '--json'], { home, env })).json()).toEqual([]);
});

test('by PIN, piped in; without one it ends', async () => {
  const { x, home, env } = await openX();
  const { appKey, appSecret } = x.keys;
  const file = join(home, 'app.json');
  writeFileSync(file, JSON.stringify({ appKey, appSecret }));
  const running = signIn(['--pin', '--keys-file', file], { home, env, keepsStdin: true });
  const pin = pinOn(await visitX(await running.complaint(PAGE)));
  running.child.stdin?.end(`${pin}\n`);
  const { code, stdout } = await running.ended();
  expect([code, stdout]).toEqual([0, expect.stringContaining(`Signed in as @${x.account.username}`)]);
  const tested = await perch(['accounts', 'test'], { home, env });
  expect(tested.stdout).toContain(`@${x.account.username}`);
  const silent = await perch(['accounts', 'sign-in', '--pin', '--keys-file', file], { home, env });
  expect([silent.code, silent.stderr]).toEqual([1, expect.stringContaining('No PIN came')]);
});

const NO_SENSE: readonly (readonly [readonly string[], string])[] = [
  [[], 'Choose one way'],
  [['--client-id', CLIENT, '--pin'], 'Choose one way'],
  [['--client-id', 'no id'], 'no Client ID'],
  [['--pin'], '--keys-file'],
];

test('what makes no sense is said before anything is asked of X', async () => {
  const runs = await Promise.all(NO_SENSE.map(([args]) => perch(['accounts', 'sign-in', ...args])));
  const said = runs.map(({ code, stderr }, i) => [code, stderr.includes(NO_SENSE[i]?.[1] ?? '?')]);
  expect(said).toEqual(NO_SENSE.map(() => [2, true]));
});
