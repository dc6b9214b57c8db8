import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, launchPerch, openDisplay, PATIENCE, type PerchApp } from './fixtures.ts';
import { rowOf, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.transfer;
const BUFFER = [
  'Text,Image URL,Tags,Posting Time',
  'From Buffer,,,2030-04-01 09:00',
  '"Two\nlines",,,2030-04-02 09:00',
  'Too early,,,2020-04-02 09:00',
].join('\n');

const show = (page: Page, screen: string) => page.getByRole('button', { name: screen, exact: true }).click();

async function choose(page: Page, name: string, text: string): Promise<void> {
  await show(page, strings.nav.transfer);
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
}

/** The person names this file in every dialog from now on. */
const answerDialogs = ({ electron }: PerchApp, path: string): Promise<void> =>
  electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);

test('a file of Buffer is looked at, brought in once, and undone', async () => {
  const perch = await launchPerch();
  const page = await perch.window();
  await startWithSandbox(page);
  await choose(page, 'buffer.csv', BUFFER);
  await page.getByText(words.kinds.buffer).waitFor({ timeout: PATIENCE });
  await rowOf(page, 'Too early').filter({ hasText: words.status.refused }).waitFor();
  await page.getByRole('button', { name: words.start(2) }).click();
  await page.getByText(words.result(2, 0, 1)).waitFor({ timeout: PATIENCE });

  const problems = join(perch.home, 'problems.csv');
  await answerDialogs(perch, problems);
  await page.getByRole('button', { name: words.saveProblems }).click();
  await eventually('the problems', () => existsSync(problems) || undefined);
  expect(readFileSync(problems, 'utf8')).toContain('"3","Too early"');

  await page.getByRole('button', { name: words.showQueue }).click();
  await waitForStatus(page, 'From Buffer', 'scheduled');
  await choose(page, 'buffer.csv', BUFFER);
  await page.getByText(words.verdict(0, 2, 1)).waitFor({ timeout: PATIENCE });

  await page.keyboard.press('Control+z');
  await show(page, strings.nav.posts);
  await waitForStatus(page, 'From Buffer', 'cancelled');
});

test('a backup and what is exported come back from their files', async () => {
  const perch = await launchPerch();
  const page = await perch.window();
  await startWithSandbox(page);
  await choose(page, 'buffer.csv', BUFFER);
  await page.getByRole('button', { name: words.start(2) }).click({ timeout: PATIENCE });
  await page.getByRole('button', { name: words.showQueue }).click({ timeout: PATIENCE });

  await show(page, strings.nav.transfer);
  const csv = join(perch.home, 'posts.csv');
  await answerDialogs(perch, csv);
  await page.getByRole('button', { name: words.export, exact: true }).click();
  await page.getByText(words.jobDone.export('posts.csv', 2)).waitFor({ timeout: PATIENCE });
  expect(readFileSync(csv, 'utf8')).toContain('"Two\nlines"');

  const backup = join(perch.home, 'all.perchbackup');
  await answerDialogs(perch, backup);
  await page.getByRole('button', { name: words.backup }).click();
  await page.getByText(words.jobDone.backup('all.perchbackup', 2)).waitFor({ timeout: PATIENCE });

  const other = await launchPerch();
  const there = await other.window();
  await startWithSandbox(there);
  await show(there, strings.nav.transfer);
  await answerDialogs(other, backup);
  await there.getByRole('button', { name: words.restore }).click();
  await there.getByRole('button', { name: words.restoreGo }).click();
  await there.getByText(words.jobDone.restore('all.perchbackup', 2, 0)).waitFor({ timeout: PATIENCE });
  await show(there, strings.nav.posts);
  await rowOf(there, 'From Buffer').waitFor({ timeout: PATIENCE });
});
