import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { strings } from '../../renderer/strings.ts';
import { visitX } from '../fakes/browser.ts';
import { closeDisplay, launchPerch, openDisplay, PATIENCE, type PerchApp } from './fixtures.ts';
import { compose, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const { accounts: words, signIn: ways } = strings;

/** The system's browser from here on: it keeps what it is to open. */
async function standInForBrowser({ electron }: PerchApp): Promise<() => Promise<string>> {
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  return async () => {
    let url: string | undefined;
    const next = () =>
      electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.shift() ?? null);
    await expect.poll(async () => (url = (await next()) ?? undefined), { timeout: PATIENCE }).toBeTruthy();
    return url ?? '';
  };
}

const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click({ timeout: PATIENCE });

async function openSettings(page: Page, name: string): Promise<Locator> {
  await press(page, strings.nav.settings);
  return page.getByRole('region', { name: `@${name}`, exact: true });
}

test('signed in by the browser, tested, posting; signed out and back; with keys again; no secret anywhere', async () => {
  const x = await openSandbox({ file: ':memory:' });
  onTestFinished(x.close);
  const name = x.account.username;
  const perch = await launchPerch({ env: { PERCH_X_API_URL: x.url, PERCH_LOG: 'debug' } });
  const page = await perch.window();
  const nextPage = await standInForBrowser(perch);

  await press(page, strings.welcome.connect);
  const client = page.getByRole('textbox', { name: ways.clientId });
  await client.fill('client-0123456789');
  await press(page, ways.start);
  await visitX(await nextPage(), { decision: 'deny' });
  await page.getByText('You said no on the page of X').waitFor({ timeout: PATIENCE });
  await press(page, ways.start);
  const url = await nextPage();
  const { sentTo = '' } = await visitX(url);
  // No keyring is there: it is asked before the first keys are kept.
  await press(page, strings.secrets.usePlain);
  await page.getByText(`@${name}`).first().waitFor({ timeout: PATIENCE });

  await compose(page, 'Signed in', 'in 2 seconds');
  await waitForStatus(page, 'Signed in', 'published');
  const card = await openSettings(page, name);
  await card.getByText(words.ways.browser).waitFor({ timeout: PATIENCE });
  await press(card, words.test);
  await card.getByText('X knows these keys as').waitFor({ timeout: PATIENCE });
  expect(await card.getByText('Nothing was posted.').count()).toBe(1);
  expect(x.posts()).toHaveLength(1);

  await press(card, words.signOut);
  await page.getByText(words.out.posts(0, name)).waitFor({ timeout: PATIENCE });
  await press(page, words.out.confirm);
  await card.getByText(words.states.signedOut, { exact: true }).waitFor({ timeout: PATIENCE });
  await press(page, strings.actions.undo);
  await card.getByText(words.states.open, { exact: true }).waitFor({ timeout: PATIENCE });
  expect(x.grants()).toMatchObject([{ revoked: false }]);

  await press(card, words.signOut);
  await press(page, words.out.confirm);
  await card.getByText(words.states.signedOut, { exact: true }).waitFor({ timeout: PATIENCE });
  await press(page, strings.nav.posts);
  await compose(page, 'Kept for later', 'in 1 second');
  await waitForStatus(page, 'Kept for later', 'held');
  await expect.poll(() => x.grants()[0]?.revoked, { timeout: PATIENCE }).toBe(true);

  await openSettings(page, name);
  await press(card, words.again);
  await card.getByRole('radio', { name: ways.ways.keys }).click();
  const keys = { ...x.keys, accessSecret: 'wrong-0123456789' };
  for (const [field, value] of Object.entries(keys))
    await card.getByLabel(ways.fields[field as keyof typeof keys], { exact: true }).fill(value);
  await press(card, ways.check);
  await card.getByText('X does not know this pair for the API key').first().waitFor({ timeout: PATIENCE });
  await card.getByLabel(ways.fields.accessSecret, { exact: true }).fill(x.keys.accessSecret);
  await press(card, ways.check);
  await card.getByText(words.ways.keys).waitFor({ timeout: PATIENCE });
  await press(page, strings.nav.posts);
  await waitForStatus(page, 'Kept for later', 'published');
  expect(x.posts()).toHaveLength(2);

  const stored = readFileSync(join(perch.home, 'secrets.json'), 'utf8');
  expect(stored).toContain(x.keys.accessSecret);
  const shown =
    (await page.content()) + perch.log() + readFileSync(join(perch.home, 'sign-ins.json'), 'utf8');
  const { code = '', state = '' } = Object.fromEntries(new URL(sentTo).searchParams);
  for (const secret of [code, state, ...Object.values(x.keys)]) {
    expect(secret).not.toBe('');
    expect(shown).not.toContain(secret);
  }
});
