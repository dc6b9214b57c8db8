import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createOAuth2Rig, type OAuth2Rig, TOKEN_PATH } from './oauth2-rig.ts';
import { openBigSandbox } from './retimed-posts.ts';
import { tempHome } from './run-perch.ts';

const TWEETS = '/2/tweets';
const PATIENCE = { timeout: 60_000, interval: 200 };

test('a hundred 401s at once, in three processes, are one renewal', async () => {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(tempHome(), 'x.db'));
  onTestFinished(() => sandbox.close());
  const keys = sandbox.signIn();
  sandbox.endAccess();
  // So that all have asked before the first is answered.
  sandbox.setKnobs({ latencyMs: 1_000 });
  const children = [34, 33, 33].map((count) =>
    fork(join(import.meta.dirname, 'child.ts'), [home, sandbox.url, JSON.stringify(keys), String(count)]),
  );
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  await Promise.all(children.map((child) => once(child, 'message')));
  const results = children.map((child) => once(child, 'message'));
  for (const child of children) child.send('go');
  const kinds = (await Promise.all(results)).flatMap(([outcomes]) => outcomes as string[]);
  expect(kinds).toEqual(Array.from({ length: 100 }, () => 'published'));
  const statuses = sandbox
    .requests()
    .filter(({ path }) => path === TWEETS)
    .map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(100);
  expect(sandbox.requests().filter(({ path }) => path === TOKEN_PATH)).toHaveLength(1);
  expect(sandbox.grants()).toMatchObject([{ refreshes: 1, refusals: 0, revoked: false }]);
  expect(sandbox.posts()).toHaveLength(100);
  expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
});

/** A person sees that the account is held, signs in, and everything goes on, with the worker still running. */
async function signInAgain(rig: OAuth2Rig, texts: readonly string[]): Promise<void> {
  expect((await rig.signIn()).code).toBe(0);
  const published = Object.fromEntries(texts.map((text) => [text, 'published']));
  await expect.poll(rig.statuses, PATIENCE).toEqual(published);
}

async function untilAsked(rig: OAuth2Rig, path: string, times: number): Promise<void> {
  await expect
    .poll(() => rig.answers(path).length, { timeout: 30_000, interval: 5 })
    .toBeGreaterThanOrEqual(times);
}

/** Nobody may read the timeline either, so what was in doubt stays so until a person has signed in. */
const isHeld = async (rig: OAuth2Rig): Promise<boolean> => {
  const [account] = (await rig.run('accounts', '--json')).json<{ gate: { state: string } }[]>();
  return account?.gate.state === 'held';
};

test('killed after X rotated the token and before it was stored: the account is held, no post is lost', async () => {
  const rig = await createOAuth2Rig();
  await rig.signIn();
  rig.sandbox.endAccess();
  rig.fault({ kind: 'hang', path: TOKEN_PATH });
  await rig.schedule('one', 'two');
  const first = rig.start();
  await untilAsked(rig, TOKEN_PATH, 1);
  await first.stop('SIGKILL');
  rig.start();
  await expect.poll(() => isHeld(rig), PATIENCE).toBe(true);
  expect(rig.made()).toEqual({});
  expect((await rig.run('health')).stdout).toContain('Give the account new keys');
  await signInAgain(rig, ['one', 'two']);
  expect(rig.made()).toEqual({ one: 1, two: 1 });
});

test('the same where the end of the token was known: nothing was armed, and the posts are held', async () => {
  const rig = await createOAuth2Rig();
  await rig.signIn();
  rig.sandbox.setKnobs({ accessTokenMs: 61_000 });
  rig.sandbox.endAccess();
  expect((await rig.run('accounts', 'test')).stdout).toContain('Its access token is good until');
  rig.fault({ kind: 'hang', path: TOKEN_PATH });
  await rig.schedule('one', 'two');
  const first = rig.start();
  await untilAsked(rig, TOKEN_PATH, 2);
  await first.stop('SIGKILL');
  rig.sandbox.endAccess();
  rig.start();
  await expect.poll(rig.statuses, PATIENCE).toEqual({ one: 'held', two: 'held' });
  expect([rig.made(), rig.answers(TWEETS)]).toEqual([{}, []]);
  const [post] = await rig.list();
  expect(post?.lastError).toContain('new keys');
  await signInAgain(rig, ['one', 'two']);
  expect(rig.made()).toEqual({ one: 1, two: 1 });
});

test.each([
  ['made', true],
  ['not made', false],
])('killed after the token was stored, the post %s: published once, with the new token', async (_, apply) => {
  const rig = await createOAuth2Rig();
  await rig.signIn();
  rig.sandbox.endAccess();
  rig.fault({ kind: 'hang', path: TWEETS, after: 1, apply });
  await rig.schedule('one');
  const first = rig.start();
  await untilAsked(rig, TWEETS, 2);
  await first.stop('SIGKILL');
  rig.start();
  await expect.poll(rig.statuses, PATIENCE).toEqual({ one: 'published' });
  expect(rig.made()).toEqual({ one: 1 });
  expect(rig.sandbox.grants()).toMatchObject([{ refreshes: 1, refusals: 0 }]);
});

async function killDuringRenewal(after: number): Promise<void> {
  const rig = await createOAuth2Rig();
  await rig.signIn();
  rig.sandbox.endAccess();
  rig.fault({ kind: 'delay', ms: 25, path: TOKEN_PATH });
  await rig.schedule('one');
  const first = rig.start();
  await untilAsked(rig, TOKEN_PATH, 1);
  await new Promise((resolve) => setTimeout(resolve, after));
  await first.stop('SIGKILL');
  rig.start();
  const end = async (): Promise<string> =>
    (await isHeld(rig)) ? 'held' : ((await rig.statuses())['one'] ?? '');
  await expect.poll(end, PATIENCE).toMatch(/^(published|held)$/);
  if ((await end()) === 'held') await signInAgain(rig, ['one']);
  expect([after, rig.made()]).toEqual([after, { one: 1 }]);
}

test('killed at any instant of a renewal: published, or held until a person signs in; never lost or doubled', () =>
  Promise.all([0, 20, 35, 60].map(killDuringRenewal)));

test('taken back: held with one try and said once; new keys let everything go on; no token is anywhere else', async () => {
  const rig = await createOAuth2Rig();
  const added = (await rig.signIn()).json<{ account: { name: string } }>();
  const { name } = added.account;
  const [grant] = rig.sandbox.grants();
  rig.sandbox.revoke(grant?.clientId ?? '');
  const texts = ['one', 'two', 'three'];
  await rig.schedule(...texts);
  const worker = rig.start();
  await expect.poll(rig.statuses, PATIENCE).toEqual({ one: 'held', two: 'held', three: 'held' });
  expect([rig.answers(TWEETS), rig.answers(TOKEN_PATH)]).toEqual([[401], [400]]);
  const { reasons } = (await rig.run('health', '--json')).json<{ reasons: { message: string }[] }>();
  expect(reasons.filter(({ message }) => message.includes('keys'))).toHaveLength(1);
  expect((await rig.run('doctor')).stdout).toContain(`@${name}: X did not accept it: sign in again.`);
  expect((await rig.run('accounts', 'test')).stderr).toContain('Sign the account in again');

  await signInAgain(rig, texts);
  expect(rig.made()).toEqual({ one: 1, two: 1, three: 1 });
  rig.sandbox.endAccess();
  const tested = await rig.run('accounts', 'test');
  expect(tested.stdout).toMatch(/Its access token is good until \S+Z; Perch renews it by itself\.$/m);
  expect((await rig.run('doctor')).stdout).toMatch(/✓ Sign-in +@\w+: Its access token is good until/);
  await rig.schedule('four');
  await expect.poll(rig.statuses, PATIENCE).toMatchObject({ four: 'published' });
  rig.expectNoSecret();
  const { stderr } = await worker.stop();
  expect(stderr.match(/account held/g)).toHaveLength(1);
  expect((await rig.run('accounts', 'list', '--json')).json()).toHaveLength(1);
  await rig.run('accounts', 'remove', name, '--force');
  expect(readFileSync(join(rig.home, 'secrets.json'), 'utf8')).not.toMatch(/accessToken|refreshToken/);
});

test('keys of the environment: what was rotated in the home beats them, until others are given', async () => {
  const rig = await createOAuth2Rig();
  rig.signInByEnvironment();
  for (const text of ['one', 'two']) {
    rig.sandbox.endAccess();
    await rig.schedule(text);
    const worker = rig.start();
    await expect.poll(rig.statuses, PATIENCE).toMatchObject({ [text]: 'published' });
    await worker.stop();
  }
  const [grant] = rig.sandbox.grants();
  // By the import and by the workers, which are different processes.
  expect(grant).toMatchObject({ refusals: 0, revoked: false });
  rig.sandbox.revoke(grant?.clientId ?? '');
  await rig.schedule('three');
  const worker = rig.start();
  await expect.poll(rig.statuses, PATIENCE).toMatchObject({ three: 'held' });
  await worker.stop();
  rig.signInByEnvironment();
  rig.start();
  await expect.poll(rig.statuses, PATIENCE).toMatchObject({ three: 'published' });
  expect(rig.made()).toEqual({ one: 1, two: 1, three: 1 });
  expect((await rig.run('accounts', '--json')).json()).toHaveLength(1);
});
