import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { startAzurite } from '../fakes/azurite.ts';
import { closeDisplay, controlSandbox, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { compose, keepUnprotected, rowOf, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** A storage that can be stopped and started again where it was. */
async function createPlace() {
  const location = newHome();
  let azurite = await startAzurite({ location });
  onTestFinished(() => azurite.stop());
  const { ports, account, connection } = azurite;
  return {
    connection,
    account,
    stop: () => azurite.stop(),
    start: async () => {
      azurite = await startAzurite({ location, ports, account });
    },
  };
}

const show = async (page: Page, screen: 'health' | 'settings' | 'posts'): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${strings.nav[screen]}`) })
    .first()
    .click();

const waitForStrip = (page: Page, words: string): Promise<void> =>
  page.getByRole('region', { name: strings.strip.label }).getByText(words).waitFor({ timeout: PATIENCE });

describe('with a shared storage', () => {
  test('a post goes out once; while it is away posts are kept here and go out when it is back', async () => {
    const place = await createPlace();
    const perch = await launchPerch({ env: { PERCH_STORAGE: place.connection } });
    const page = await perch.window();
    await startWithSandbox(page);
    const sandbox = await controlSandbox(perch);
    await compose(page, 'Over the cloud', 'in 2 seconds');
    await waitForStatus(page, 'Over the cloud', 'published');
    await show(page, 'health');
    await page.getByText(strings.health.thisWorker).first().waitFor();
    await page.getByText(strings.health.workerAtWork).waitFor({ timeout: PATIENCE });

    await place.stop();
    await show(page, 'posts');
    await compose(page, 'Written while it was away', 'in 1 second');
    await rowOf(page, 'Written while it was away').getByText(strings.unsynced).waitFor();
    await page.getByText(/^The shared storage has been away since/).waitFor({ timeout: PATIENCE });
    await show(page, 'health');
    await page.getByText(/^The shared storage cannot be reached/).waitFor();
    expect(readdirSync(join(perch.home, 'outbox'))).toHaveLength(1);

    await place.start();
    await show(page, 'posts');
    await waitForStatus(page, 'Written while it was away', 'published');
    await waitForStrip(page, strings.strip.running);
    const texts = (await sandbox.posts()).map(({ text }) => text).toSorted();
    expect(texts).toEqual(['Over the cloud', 'Written while it was away']);
  });

  test('that is away at the start Perch starts all the same, and publishes when it answers', async () => {
    const place = await createPlace();
    const first = await launchPerch({ env: { PERCH_STORAGE: place.connection } });
    await startWithSandbox(await first.window());
    await compose(await first.window(), 'For later', 'in 8 seconds');
    await first.killEverything();
    await place.stop();

    const again = await launchPerch({ home: first.home, env: { PERCH_STORAGE: place.connection } });
    const page = await again.window();
    await waitForStrip(page, strings.strip.waiting);
    await compose(page, 'Composed without it', 'in 1 hour');
    await place.start();
    await waitForStatus(page, 'For later', 'published');
    await waitForStatus(page, 'Composed without it', 'scheduled');
  });
});

describe('settings', () => {
  const test1 = { name: strings.settings.test } as const;

  test('try a storage, say what is wrong with it, use it, and never show the key', async () => {
    const place = await createPlace();
    const wrong = place.connection.replace(place.account.key, Buffer.from('wrong').toString('base64'));
    const perch = await launchPerch();
    const page = await perch.window();
    await startWithSandbox(page);
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: strings.settings.uses.azure }).press(' ');
    const form = page.getByRole('region', { name: strings.settings.storage, exact: true });
    const field = form.getByLabel(strings.settings.connection);
    await field.fill(wrong);
    await form.getByRole('button', test1).press('Enter');
    const ticks = page.getByRole('list', { name: strings.settings.ticks });
    const tickOf = (name: string) => ticks.getByRole('listitem').filter({ hasText: name });
    await tickOf(strings.settings.tickNames.tables).getByText('did not accept the key').waitFor();
    await tickOf(strings.settings.tickNames.connection)
      .getByText(strings.settings.tickDone.connection)
      .waitFor();

    await field.fill(place.connection);
    await form.getByRole('button', test1).press('Enter');
    await tickOf(strings.settings.tickNames.blobs).getByText(strings.settings.tickDone.blobs).waitFor();
    await page.getByRole('button', { name: strings.settings.use }).press('Enter');
    await keepUnprotected(page);
    await page.getByText(strings.settings.account(place.account.name)).waitFor({ timeout: PATIENCE });
    await waitForStrip(page, strings.strip.running);
    await show(page, 'posts');
    await compose(page, 'From the chosen storage', 'in 2 seconds');
    await waitForStatus(page, 'From the chosen storage', 'published');

    expect(statSync(join(perch.home, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(perch.home, 'settings.json'), 'utf8')).not.toContain(place.account.key);
    expect(perch.log()).not.toContain(place.account.key);
    expect(await page.content()).not.toContain(place.account.key);
  });

  test('of a storage that the environment names cannot be changed, and say so', async () => {
    const perch = await launchPerch({ env: { PERCH_STORAGE: 'local' } });
    const page = await perch.window();
    await startWithSandbox(page);
    await show(page, 'settings');
    await page.getByText(strings.settings.fixed).waitFor();
    expect(await page.getByRole('radio', { name: strings.settings.uses.azure }).isDisabled()).toBe(true);
  });

  test('of the processors apply at once', async () => {
    const perch = await launchPerch();
    const page = await perch.window();
    await startWithSandbox(page);
    await show(page, 'settings');
    const publisher = page.getByRole('region', { name: strings.processors.publish.title });
    await publisher.getByRole('textbox', { name: strings.settings.fields.count }).fill('99');
    await page.keyboard.press('Enter');
    await publisher.getByText(/whole number from 1 to 16/).waitFor();
    await publisher.getByRole('textbox', { name: strings.settings.fields.count }).fill('2');
    await page.keyboard.press('Enter');
    await publisher.getByRole('switch').press(' ');
    await waitForStrip(page, strings.strip.degraded);
    await expect
      .poll(() => publisher.getByRole('textbox', { name: strings.settings.fields.count }).inputValue())
      .toBe('2');
  });
});
