import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpacked } from '../../build/package/pack.ts';
import { closeDisplay, launchPerch, newHome, openDisplay } from '../e2e/fixtures.ts';
import { compose, startWithSandbox, waitForStatus } from '../e2e/screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

test('the packed app composes and publishes to the sandbox', async () => {
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ spelling: true }));
  const perch = await launchPerch({ home, packed: unpacked('driven').executable });
  const page = await perch.window();
  expect(await perch.electron.evaluate(({ app }) => app.isPackaged)).toBe(true);
  await startWithSandbox(page);
  await compose(page, 'Sent by a packed Perch', 'in 2 seconds');
  await waitForStatus(page, 'Sent by a packed Perch', 'published');
  await perch.waitForLine(/^Published "Sent by a packed Perch" as @\w+ \(id \d+\)/);
  // Its thread and its dictionary are in the archive too.
  expect(perch.log()).not.toContain('the spell-check ended');
  expect(perch.log()).not.toMatch(/ error /);
});

test('the packed app has no tools of a developer, by menu or by call', async () => {
  const perch = await launchPerch({ packed: unpacked('driven').executable });
  await perch.window();
  const { roles, opened } = await perch.electron.evaluate(async ({ BrowserWindow, Menu }) => {
    const rolesOf = (menu: Electron.Menu | null | undefined): readonly (string | undefined)[] =>
      (menu?.items ?? []).flatMap(({ role, submenu }) => [role?.toLowerCase(), ...rolesOf(submenu)]);
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const opening = new Promise((resolve) => contents?.once('devtools-opened', () => resolve(true)));
    contents?.openDevTools();
    // Where they may, they take a second.
    const late = new Promise((resolve) => setTimeout(resolve, 8_000, false));
    return { roles: rolesOf(Menu.getApplicationMenu()), opened: await Promise.race([opening, late]) };
  });
  expect(roles).toContain('copy');
  expect(
    roles.filter((role) => role === 'toggledevtools' || role === 'reload' || role === 'forcereload'),
  ).toEqual([]);
  expect(opened).toBe(false);
});
