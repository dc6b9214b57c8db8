import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { createCallbackListener } from '../../core/adapters/system/callback-listener.ts';
import { createAuthorizer } from '../../core/adapters/x/authorizer.ts';
import { SCOPES } from '../../core/domain/authorization.ts';
import { StoreError } from '../../core/ports/store-error.ts';
import type { SignedIn } from '../../core/service/sign-in.ts';
import { createSignInDesk, type SignInDeskDeps } from '../../electron/sign-in-desk.ts';
import { pinOn, visitX } from '../fakes/browser.ts';
import { createFakeClock } from '../fakes/clock.ts';

let x: Sandbox;
beforeAll(async () => {
  x = await openSandbox({ file: ':memory:' });
});
afterAll(() => x.close());

/** The desk over the sandbox X, with everything that it says and keeps. */
function openDesk(more: Partial<SignInDeskDeps> = {}) {
  const clock = createFakeClock(Date.now());
  const kept: SignedIn[] = [];
  const pages: string[] = [];
  const logged: unknown[] = [];
  const copied: string[] = [];
  const note = (...words: unknown[]): void => void logged.push(words);
  const used = { times: 0 };
  const desk = createSignInDesk({
    clock,
    log: { debug: note, info: note, warn: note, error: note },
    parts: async () => ({
      authorizer: createAuthorizer({ apiBaseUrl: x.url, clock }),
      listener: createCallbackListener(),
    }),
    isDemo: () => false,
    knownClientId: async () => undefined,
    keep: async (signedIn) => void kept.push(signedIn),
    useAccounts: async () => {
      used.times += 1;
    },
    openPage: async (url) => void pages.push(url),
    copy: (text) => void copied.push(text),
    onChange: () => undefined,
    ...more,
  });
  const phase = () => desk.state()?.phase;
  return { desk, kept, pages, logged, copied, used, phase, clock };
}

test('by the browser: the page is opened once, kept when X has said who, used by the worker, said without secrets', async () => {
  const { desk, kept, pages, logged, copied, used, phase } = openDesk();
  await desk.signIn(' client-0123456789 ', null);
  await expect.poll(phase).toBe('browser');
  const [page = ''] = pages;
  expect(desk.secrets().some((secret) => page.includes(secret))).toBe(true);
  await desk.showSignInPage('copy');
  expect(copied).toEqual([page]);
  await visitX(page);
  await expect.poll(phase).toBe('done');
  expect(desk.state()).toEqual({
    phase: 'done',
    account: x.account.username,
    displayName: x.account.name,
    missing: [],
  });
  expect(kept).toMatchObject([{ who: { name: x.account.username }, scopes: SCOPES }]);
  expect(used.times).toBe(1);
  const said = JSON.stringify([logged, desk.state()]);
  const { state = '' } = Object.fromEntries(new URL(page).searchParams);
  for (const secret of [state, ...Object.values(kept[0]?.keys ?? {})]) expect(said).not.toContain(secret);
});

test('another account than the one to be signed in again: nothing is kept, and X ends it', async () => {
  const other = x.addAccount({ username: 'other' }).account.username;
  const { desk, kept, pages, phase } = openDesk();
  await desk.signIn('client-0123456789', x.account.username);
  await expect.poll(phase).toBe('browser');
  await visitX(pages[0] ?? '', { username: other });
  await expect.poll(phase).toBe('failed');
  expect(desk.state()).toMatchObject({ problem: { code: 'other-account', detail: '@other' } });
  expect(kept).toEqual([]);
  expect(x.grants().at(-1)?.revoked).toBe(true);
});

test('the client id of an account is used again; without any it is said', async () => {
  const asked: (string | null)[] = [];
  const knownClientId = async (account: string | null): Promise<string | undefined> => {
    asked.push(account);
    return account === 'ada' ? 'client-of-ada-1' : undefined;
  };
  const { desk, pages, phase } = openDesk({ knownClientId });
  await desk.signIn('', 'ada');
  await expect.poll(phase).toBe('browser');
  expect(pages[0]).toContain('client_id=client-of-ada-1');
  await desk.cancelSignIn();
  expect(desk.state()).toBeUndefined();
  await desk.signIn('', null);
  await expect.poll(phase).toBe('failed');
  expect([asked, desk.state()]).toMatchObject([['ada', null], { problem: { code: 'bad-client' } }]);
});

test('a second sign-in ends the first; what comes of the first is nobody’s any more', async () => {
  const { desk, kept, pages, phase } = openDesk();
  await desk.signIn('client-0123456789', null);
  await expect.poll(phase).toBe('browser');
  await desk.signInByKeys(x.keys, null);
  await expect.poll(phase).toBe('done');
  expect((await visitX(pages[0] ?? '').catch(() => undefined))?.status).not.toBe(200);
  expect(kept).toHaveLength(1);
});

test('wrong keys are said at their field, keys that cannot be kept with the reason', async () => {
  const { desk, phase } = openDesk();
  await desk.signInByKeys({ ...x.keys, appSecret: 'unknownsecret0123456789' }, null);
  await expect.poll(phase).toBe('failed');
  expect(desk.state()).toMatchObject({
    problem: { code: 'app-keys', fields: { appKey: expect.any(String) } },
  });
  const full = new StoreError('full', 'There is no space left: free some and try again.');
  const other = openDesk({
    keep: async () => {
      throw full;
    },
  });
  await other.desk.signInByKeys(x.keys, null);
  await expect.poll(other.phase).toBe('failed');
  expect(other.desk.state()).toMatchObject({ problem: { code: 'unkept', detail: full.message } });
  expect(other.used.times).toBe(0);
});

test('by PIN', async () => {
  const { desk, kept, pages, phase } = openDesk();
  const { appKey, appSecret } = x.keys;
  await desk.signInByPin({ appKey, appSecret }, null);
  await expect.poll(phase).toBe('pin');
  await desk.finishPin(pinOn(await visitX(pages[0] ?? '')));
  await expect.poll(phase).toBe('done');
  expect(kept).toMatchObject([{ keys: x.keys }]);
});

test('in a demo nothing is begun', async () => {
  const { desk, pages } = openDesk({ isDemo: () => true });
  await desk.signIn('client-0123456789', null);
  await desk.signInByKeys(x.keys, null);
  expect([desk.state(), pages]).toEqual([undefined, []]);
});
