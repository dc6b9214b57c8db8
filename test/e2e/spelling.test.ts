import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, launchPerch, newHome, openDisplay, PATIENCE } from './fixtures.ts';
import { startWithSandbox } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** Instead of the system's menu, which no test can click. */
type Shown = { template?: readonly { readonly label: string; readonly click: () => void }[] };

test('a misspelled word is found without the network, and replaced from the context menu', async () => {
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ spelling: true }));
  const { window, electron } = await launchPerch({ home });
  const page = await window();
  await startWithSandbox(page);
  await electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      (globalThis as { shown?: Shown }).shown = {
        template: this.items.map(({ label, click }) => ({ label, click: () => click() })),
      };
    };
  });
  const field = page.getByRole('textbox', { name: strings.compose.part(1, 1) });
  await field.fill('');
  await field.pressSequentially('tomorow we fly ');
  const labels = await eventually('a menu with suggestions', async () => {
    await field.click({ button: 'right', position: { x: 24, y: 20 } });
    const shown = await electron.evaluate(() =>
      (globalThis as { shown?: Shown }).shown?.template?.map(({ label }) => label),
    );
    return shown?.includes('tomorrow') ? shown : undefined;
  });
  expect(labels).toContain('Learn “tomorow”');
  await electron.evaluate(() => {
    (globalThis as { shown?: Shown }).shown?.template?.find(({ label }) => label === 'tomorrow')?.click();
  });
  await expect.poll(() => field.inputValue(), { timeout: PATIENCE }).toBe('tomorrow we fly ');
});
