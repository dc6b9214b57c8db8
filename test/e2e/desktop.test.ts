import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { addButton, compose, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.desktop;

test('after the first post Perch offers to start at login; size and keys are set and kept', async () => {
  const config = join(newHome(), 'my 100% config');
  mkdirSync(config);
  const env = { XDG_CONFIG_HOME: config };
  const file = join(config, 'autostart', 'perch.desktop');
  const entry = (): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  const perch = await launchPerch({ env });
  const page = await perch.window();
  await startWithSandbox(page);

  const offer = page.getByRole('button', { name: words.loginYes });
  expect(await offer.count()).toBe(0);
  await compose(page, 'The first', 'in 1 second');
  await waitForStatus(page, 'The first', 'published');
  if (process.platform === 'linux') {
    await offer.click({ timeout: PATIENCE });
    await offer.waitFor({ state: 'hidden' });
    expect(await eventually('an autostart file', entry)).toMatch(/^Exec=.+ --hidden$/m);
  }

  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: words.chooseKeys }).click();
  await page.keyboard.press('Control+Alt+p');
  await page.getByRole('button', { name: 'Control+Alt+P' }).waitFor();
  const isHeld = (app: typeof perch) =>
    app.electron.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+P'));
  expect(await isHeld(perch)).toBe(true);

  const zoomOf = (app: typeof perch) =>
    app.electron.evaluate(({ BrowserWindow }) =>
      Math.round((BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0) * 100),
    );
  await perch.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('zoomIn')?.click());
  expect(await zoomOf(perch)).toBe(110);
  await page.getByText('110 %').first().waitFor();
  await perch.electron.evaluate(({ app }) => app.quit());
  expect(await perch.exited()).toBe(0);

  const again = await launchPerch({ env, home: perch.home });
  await addButton(await again.window()).waitFor({ timeout: PATIENCE });
  expect(await zoomOf(again)).toBe(110);
  expect(await isHeld(again)).toBe(true);
  await (await again.window()).keyboard.press('Control+,');
  if (process.platform === 'linux') {
    await (await again.window()).getByText(words.login).click();
    await eventually('no autostart file', () => entry() === undefined || undefined);
  }
});
