import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { strings } from '../../renderer/strings.ts';
import { openConnectProxy } from '../fakes/connect-proxy.ts';
import { HOST, writeAuthority } from '../fakes/private-network.ts';
import { rememberSecret } from '../fakes/storage-scan.ts';
import { openTlsFront } from '../fakes/tls-front.ts';
import { closeDisplay, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { compose, keepUnprotected, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.network;
const PASSWORD = 'open:sesame-4711';

/** A company: X is behind the proxy of the system, and another one wants a sign-in. */
async function createCompany() {
  rememberSecret(PASSWORD);
  const sandbox = await openSandbox({ file: ':memory:' });
  const port = await openTlsFront(Number(new URL(sandbox.url).port));
  const names = { [HOST]: port };
  const [open, closed] = await Promise.all([
    openConnectProxy({ names }),
    openConnectProxy({ names, login: `me:${PASSWORD}` }),
  ]);
  onTestFinished(async () => {
    await Promise.all([open.close(), closed.close()]);
    await sandbox.close();
  });
  const home = newHome();
  writeFileSync(join(home, 'network.json'), JSON.stringify({ mode: 'system', caFile: writeAuthority() }));
  const perch = await launchPerch({
    home,
    args: [`--proxy-server=http://127.0.0.1:${open.port}`],
    env: { PERCH_X_API_URL: `https://${HOST}:${port}`, PERCH_X_KEYS: JSON.stringify(sandbox.keys) },
  });
  return { perch, open, closed, sandbox };
}

const go = (page: Page, screen: 'health' | 'settings'): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${strings.nav[screen]}`) })
    .first()
    .click();

test('posts go out through the proxy of the system or another one, and the window says what is in the way', async () => {
  const { perch, open, closed, sandbox } = await createCompany();
  const page = await perch.window();
  await page.getByText(`@${sandbox.account.username}`).first().waitFor({ timeout: PATIENCE });
  await compose(page, 'Through the company', 'in 2 seconds');
  await waitForStatus(page, 'Through the company', 'published');
  expect(open.asked.length).toBeGreaterThan(0);
  expect(sandbox.posts().map(({ text }) => text)).toEqual(['Through the company']);

  await go(page, 'settings');
  const section = page.getByRole('region', { name: words.title });
  const found = section.getByRole('list', { name: words.result });
  const tryIt = async (): Promise<string | null> => {
    await section.getByRole('button', { name: words.test }).click();
    await found.waitFor({ timeout: PATIENCE });
    return found.textContent();
  };
  expect(await tryIt()).toMatch(/Perch test authority[\s\S]*, as the system says[\s\S]*answers/);

  await section.getByRole('radio', { name: words.modes.none }).click();
  expect(await tryIt()).toMatch(/x\.perch\.test:\d+ has no address here/);

  await section.getByRole('radio', { name: words.modes.custom }).click();
  await section.getByLabel(words.server).fill(`127.0.0.1:${closed.port}`);
  await section.getByRole('button', { name: words.use }).click();
  expect(await tryIt()).toMatch(/asks for a user name and password.*Settings > Network/);
  await section.getByLabel(words.user).fill('me');
  await section.getByLabel(words.password).fill(PASSWORD);
  await section.getByRole('button', { name: words.use }).click();
  await keepUnprotected(page);
  expect(await tryIt()).toMatch(/as set in Perch[\s\S]*answers/);
  expect(await section.getByLabel(words.password).inputValue()).toBe('');

  await go(page, 'health');
  await page.getByRole('button', { name: strings.doctor.run }).click();
  const examined = page.getByRole('list', { name: strings.doctor.result });
  await examined.waitFor({ timeout: PATIENCE });
  expect(await examined.textContent()).toMatch(
    /Database[\s\S]*Running[\s\S]*as set in Perch[\s\S]*Agrees with X/,
  );
  await page.getByRole('button', { name: strings.doctor.save }).click();
  const text = await page.getByRole('textbox', { name: strings.doctor.content }).inputValue();
  expect(text).toMatch(/^Perch [\s\S]*Database: ok/);
  expect(text + perch.log()).not.toContain('sesame');
});
