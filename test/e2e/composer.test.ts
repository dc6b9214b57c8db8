import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { perch as runPerch } from '../cli/run-perch.ts';
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
import { compose, rowOf, startWithSandbox, textField, waitForStatus } from './screen.ts';

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

describe('a stored post that is changed here', () => {
  test('and by the command line meanwhile: both are shown, and the person chooses', async () => {
    const { perch, page } = await started();
    await compose(page, 'As it was', 'in 2 hours');
    await rowOf(page, 'As it was').focus();
    await page.keyboard.press('e');
    await expect.poll(() => textIn(page)).toBe('As it was');
    await textField(page).fill('As I write it here');
    const { home } = perch;
    const [post] = (await runPerch(['list', '--json'], { home })).json<readonly { id: string }[]>();
    await runPerch(['edit', post?.id ?? '', '--text', 'As it is elsewhere'], { home });
    await page.getByText(strings.writing.conflict.title).waitFor({ timeout: PATIENCE });
    await page.getByRole('button', { name: strings.compose.save }).click();
    await page.getByText(/changed elsewhere meanwhile, so nothing was saved/).waitFor();
    await page.getByRole('button', { name: strings.writing.conflict.keepMine }).click();
    await page.getByRole('button', { name: strings.compose.save }).click();
    await rowOf(page, 'As I write it here').waitFor({ timeout: PATIENCE });
  });
});

describe('a thread', () => {
  const part = (page: Page, n: number, of: number) =>
    page.getByRole('textbox', { name: strings.compose.part(n, of), exact: true });

  test('is split by blank lines and at the caret, and joined again, by keys alone', async () => {
    const { page } = await started();
    await textField(page).fill('');
    await textField(page).focus();
    await page.keyboard.type('One\n\n\n\nTwo and three');
    await expect.poll(() => part(page, 2, 2).inputValue()).toBe('Two and three');
    for (let i = 0; i < ' and three'.length; i++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => part(page, 3, 3).inputValue()).toBe('and three');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('Still ');
    await expect.poll(() => part(page, 2, 2).inputValue()).toBe('Two\n\nStill and three');
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
    await again.getByRole('textbox', { name: strings.when.label }).fill('in 2 seconds');
    await again.keyboard.press('Control+Enter');
    await perch.waitForLine(/^Published "In between"/);
  });
});
