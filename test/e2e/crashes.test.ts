import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, launchPerch, openDisplay, PATIENCE, type PerchApp } from './fixtures.ts';
import { startWithSandbox, textField } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.mishaps;

/** Ends the process of the page; resolves when the window in its place is painted: before, it cannot be ended. */
async function crash(perch: PerchApp): Promise<Page> {
  const next = perch.electron.waitForEvent('window', { timeout: PATIENCE });
  await perch.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const page = await next;
  await textField(page).waitFor({ timeout: PATIENCE });
  return page;
}

/** Answers what is asked in a box of main: the last answer for a person who does not want to. */
async function answerBoxes(perch: PerchApp): Promise<void> {
  await perch.electron.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (options: unknown) => {
      asked.push((options as { message: string }).message);
      return { response: 0, checkboxChecked: false };
    };
  });
}

test('what ends by itself is started again and told of, and no memory is written to the disk', async () => {
  const perch = await launchPerch();
  await startWithSandbox(await perch.window());
  await answerBoxes(perch);

  let page = await crash(perch);
  await page.getByText(words.reopened).waitFor({ timeout: PATIENCE });

  await perch.killWorker();
  await perch.electron.evaluate(({ app }) => {
    const gpu = app.getAppMetrics().find(({ type }) => type === 'GPU');
    if (gpu) process.kill(gpu.pid, 'SIGKILL');
  });
  await page
    .getByRole('button', { name: new RegExp(`^${strings.nav.health}`) })
    .first()
    .click();
  const told = page.getByRole('group', { name: words.title }).or(page.getByLabel(words.title));
  for (const what of [words.what.window, words.what.graphics, words.what.worker])
    await told.getByText(what).waitFor({ timeout: PATIENCE });

  page = await crash(perch);
  page = await crash(perch);
  // Too often by now: a person is asked first, and wants it once more.
  page = await crash(perch);
  const asked = await perch.electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
  expect(asked).toEqual([expect.stringContaining('ended several times in a row')]);
  expect(perch.log()).toMatch(/a process ended by itself what=window-given-up/);
  await eventually('a worker', async () => (await perch.workerPid()) > 0 || undefined);
  const files = readdirSync(perch.home, { recursive: true }).map(String);
  expect(files.filter((file) => /\.dmp$|core\.\d+/.test(file))).toEqual([]);
});
