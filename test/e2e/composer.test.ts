import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import {
  closeDisplay,
  commandFor,
  controlSandbox,
  eventually,
  launchPerch,
  openDisplay,
  PATIENCE,
  type PerchApp,
} from './fixtures.ts';
import { rowOf, startWithSandbox, textField, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const WORDS = 'Typed a moment ago, e\u0301 “quoted” 日本語 \u202e🙂';

const textIn = (page: Page): Promise<string> => textField(page).inputValue({ timeout: PATIENCE });

/** The composer says that it is on the disk. */
const isKept = (page: Page): Promise<void> => page.getByText(strings.writing.kept).waitFor();

async function started(): Promise<{ perch: PerchApp; page: Page }> {
  const perch = await launchPerch();
  const page = await perch.window();
  await startWithSandbox(page);
  return { perch, page };
}

describe('what is being written', () => {
  test('is there after everything was killed at once, for its owner only', async () => {
    const { perch, page } = await started();
    await textField(page).fill('');
    await textField(page).pressSequentially(WORDS);
    await isKept(page);
    await perch.killEverything();
    expect(statSync(join(perch.home, 'writing-main.json')).mode & 0o777).toBe(0o600);
    const again = await launchPerch({ home: perch.home });
    expect(await textIn(await again.window())).toBe(WORDS);
  });

  test('is there after the window crashed, without a word that it was kept', async () => {
    const { perch, page } = await started();
    await textField(page).fill(WORDS);
    const next = perch.electron.waitForEvent('window');
    await perch.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    expect(await textIn(await next)).toBe(WORDS);
  });

  test('becomes a draft when a new post is begun, and is opened again by Undo', async () => {
    const { page } = await started();
    await textField(page).fill('Half a thought');
    await page.keyboard.press('Control+n');
    await rowOf(page, 'Half a thought').waitFor({ timeout: PATIENCE });
    expect(await textIn(page)).toBe('');
    await page.getByRole('button', { name: strings.actions.undo }).click();
    await expect.poll(() => textIn(page)).toBe('Half a thought');
    await waitForStatus(page, 'Half a thought', 'draft');
  });
});

describe('post now', () => {
  test('can be called back as it was, and nothing leaves', async () => {
    const { perch, page } = await started();
    const sandbox = await controlSandbox(perch);
    await textField(page).fill('Too hasty');
    await page.keyboard.press('Control+Shift+Enter');
    await page.getByRole('button', { name: strings.actions.undo }).click();
    await waitForStatus(page, 'Too hasty', 'draft');
    expect(await textIn(page)).toBe('Too hasty');
    await textField(page).fill('As I meant it');
    await page.keyboard.press('Control+Shift+Enter');
    await perch.waitForLine(/^Published "As I meant it"/);
    expect((await sandbox.posts()).map(({ text }) => text)).toEqual(['As I meant it']);
  });
});

describe('the quick window', () => {
  /** As a key of the desktop or the tray would open it; the main window is not in front. */
  async function openQuick(perch: PerchApp): Promise<Page> {
    // The virtual display has nobody who could put another window in front.
    await perch.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const next = perch.electron.waitForEvent('window');
    const { executable, args, env } = await commandFor(perch.home, { args: ['--new-post'] });
    await once(spawn(executable, args, { env, stdio: 'ignore' }), 'exit');
    return next;
  }

  test('keeps what is written over Esc, and posts', async () => {
    const { perch } = await started();
    const quick = await openQuick(perch);
    expect(quick.url()).toBe('app://perch/quick.html');
    await textField(quick).pressSequentially('In between');
    // The window goes while Playwright still waits for the key to be let go.
    await quick.keyboard.press('Escape').catch(() => undefined);
    await eventually('a closed window', () => quick.isClosed() || undefined);
    const again = await openQuick(perch);
    expect(await textIn(again)).toBe('In between');
    await again.getByRole('textbox', { name: strings.compose.when }).fill('in 2 seconds');
    await again.keyboard.press('Control+Enter');
    await perch.waitForLine(/^Published "In between"/);
  });
});
