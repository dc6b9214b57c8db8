import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureTool } from '../../build/system-libraries.ts';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { storeKeys } from '../../core/host/keys.ts';
import { openSecrets } from '../../core/host/secrets.ts';
import { SHORTCUTS } from '../../renderer/shortcuts.ts';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { openKeyringSession } from './keyring-session.ts';
import { compose, waitForStatus } from './screen.ts';

const words = strings.secrets;
const WITH_KEYRING = ['--password-store=gnome-libsecret'];

beforeAll(openDisplay);
afterAll(closeDisplay);

/** A home as an older version left it: its keys can be read. */
async function plainHome() {
  const x = await openSandbox({ file: ':memory:' });
  onTestFinished(x.close);
  const home = newHome();
  await storeKeys(openSecrets(home), x.account.username, x.keys);
  const read = (): string => readFileSync(join(home, 'secrets.json'), 'utf8');
  return { x, home, read, keys: Object.values(x.keys), env: { PERCH_X_API_URL: x.url } };
}

/** A post without an account is refused. */
async function seesAccount(page: Page, name: string): Promise<void> {
  const strip = page.getByRole('region', { name: strings.strip.label });
  await strip.getByText(`@${name}`).waitFor({ timeout: PATIENCE });
}

async function openHealth(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${strings.nav.health}`) }).click();
}

test.skipIf(process.platform !== 'linux')(
  'a real keyring: seals, survives a restart, waits while it is locked, and tells when it is another one',
  async () => {
    expect(ensureTool('gnome-keyring-daemon', 'gnome-keyring')).toBe(true);
    const { x, home, read, keys, env: own } = await plainHome();
    const keyring = await openKeyringSession();
    const start = () => launchPerch({ home, env: { ...own, ...keyring.env }, args: WITH_KEYRING });

    const first = await start();
    const page = await first.window();
    await seesAccount(page, x.account.username);
    await compose(page, 'Sealed', 'in 2 seconds');
    await waitForStatus(page, 'Sealed', 'published');
    const sealed = read();
    for (const key of keys) expect(sealed).not.toContain(key);
    expect(JSON.parse(sealed).accounts[x.account.username]).toMatchObject({ by: 'gnome_libsecret' });
    await openHealth(page);
    await page.getByText('Guarded by the keyring').waitFor();
    await first.electron.close();

    const again = await start();
    const next = await again.window();
    await seesAccount(next, x.account.username);
    await compose(next, 'Opened again', 'in 2 seconds');
    await waitForStatus(next, 'Opened again', 'published');
    expect(read()).toBe(sealed);
    await again.electron.close();

    await keyring.lock();
    const locked = await start();
    const second = await locked.window();
    await seesAccount(second, x.account.username);
    await compose(second, 'Waits for the keyring', 'in 2 seconds');
    await waitForStatus(second, 'Waits for the keyring', 'held');
    await openHealth(second);
    await second.getByText(words.lockedTitle).waitFor();
    expect(read()).toBe(sealed);
    await keyring.unlock();
    await second.getByRole('button', { name: words.retry }).click();
    await second.getByText(words.lockedTitle).waitFor({ state: 'detached' });
    await expect.poll(() => x.posts().length, { timeout: PATIENCE }).toBe(3);
    expect(read()).toBe(sealed);
    await locked.electron.close();

    await keyring.replace();
    const lost = await start();
    const third = await lost.window();
    await openHealth(third);
    await third.getByText(words.lostTitle).waitFor();
    expect(read()).toBe(sealed);
    for (const key of keys) expect(lost.log()).not.toContain(key);
    await lost.electron.close();
  },
  4 * PATIENCE,
);

test('no keyring: says what lies there unprotected, takes it off the disk, and asks before it keeps more', async () => {
  const { x, home, read, keys, env } = await plainHome();
  const perch = await launchPerch({ home, env });
  const page = await perch.window();
  await seesAccount(page, x.account.username);
  await openHealth(page);
  await page.getByText(words.plainTitle).waitFor();
  await page.getByRole('button', { name: words.useSession }).click();
  await page.getByText(words.sessionTitle).waitFor();
  for (const key of keys) expect(read()).not.toContain(key);
  await page
    .getByRole('button', { name: SHORTCUTS.showPosts.label })
    .or(page.getByRole('button', { name: strings.nav.posts }))
    .first()
    .click();
  await compose(page, 'From memory', 'in 2 seconds');
  await waitForStatus(page, 'From memory', 'published');
  expect(x.posts()).toHaveLength(1);
});
