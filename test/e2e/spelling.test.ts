import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDisplay, launchPerch, newHome, openDisplay, PATIENCE, type PerchApp } from './fixtures.ts';
import { startWithSandbox, textField } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** Instead of the system's menu, which no test can click. */
type Shown = { menu?: readonly { readonly label: string; readonly click: () => void }[] | undefined };
type Electron = PerchApp['electron'];

async function opened(): Promise<{ page: Page; electron: Electron }> {
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ spelling: true }));
  const { window, electron } = await launchPerch({ home });
  const page = await window();
  await startWithSandbox(page);
  await electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      (globalThis as Shown).menu = this.items.map(({ label, click }) => ({ label, click: () => click() }));
    };
  });
  await textField(page).fill('');
  return { page, electron };
}

const marked = (page: Page) => page.locator('textarea').locator('..').locator('[aria-hidden] > span');

const labels = (electron: Electron) =>
  electron.evaluate(() => (globalThis as Shown).menu?.map(({ label }) => label) ?? []);

const choose = (electron: Electron, label: string) =>
  electron.evaluate((_electron, wanted) => {
    const shown = globalThis as Shown;
    shown.menu?.find((item) => item.label === wanted)?.click();
    shown.menu = undefined;
  }, label);

test('a misspelled word is marked without the network, and replaced from its menu like typing', async () => {
  const { page, electron } = await opened();
  const field = textField(page);
  await field.pressSequentially('tomorow at 09:00 we fly ');
  await expect.poll(() => marked(page).allTextContents(), { timeout: PATIENCE }).toEqual(['tomorow']);

  await field.click({ button: 'right', position: { x: 24, y: 20 } });
  await expect.poll(() => labels(electron), { timeout: PATIENCE }).toContain('tomorrow');
  expect(await labels(electron)).toContain('Learn “tomorow”');
  await choose(electron, 'tomorrow');
  await expect.poll(() => field.inputValue(), { timeout: PATIENCE }).toBe('tomorrow at 09:00 we fly ');
  await expect.poll(() => marked(page).count()).toBe(0);

  await page.keyboard.press('Control+z');
  await expect.poll(() => field.inputValue()).toBe('tomorow at 09:00 we fly ');
  await page.keyboard.press('Home');
  await expect.poll(() => marked(page).count(), { timeout: PATIENCE }).toBe(1);
  await page.keyboard.press('Shift+F10');
  await expect.poll(() => labels(electron), { timeout: PATIENCE }).toContain('tomorrow');
  await choose(electron, 'tomorrow');
  await expect.poll(() => field.inputValue(), { timeout: PATIENCE }).toBe('tomorrow at 09:00 we fly ');
});

test('the window stays alive while dates and times are written', async () => {
  const { page } = await opened();
  const written = "27 Nov 2026 09:00 it's 10:30";
  await textField(page).pressSequentially(`${written} teh `);
  await expect.poll(() => marked(page).allTextContents(), { timeout: PATIENCE }).toEqual(['teh']);
  expect(await textField(page).inputValue({ timeout: PATIENCE })).toBe(`${written} teh `);
});
