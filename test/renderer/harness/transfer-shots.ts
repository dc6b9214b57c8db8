import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const mixed: Scenario = { posts: 'mixed' };

async function importWay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Bring posts from a file' }).click();
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByText('Step 2 of 3').waitFor();
}

async function openTransfer(page: Page): Promise<void> {
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
}

async function chooseFile(page: Page): Promise<void> {
  await openTransfer(page);
  const file = { name: 'autumn-posts.csv', mimeType: 'text/csv', buffer: Buffer.from('Text,Posting Time') };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('Looks like a file of Buffer').waitFor();
}

/** Getting posts in and out, the first minutes, the demo. */
export const TRANSFER_SHOTS: Readonly<Record<string, Shot>> = {
  'welcome-storage': {
    scenario: { posts: 'none', shell: { started: false, sandbox: false } },
    act: importWay,
  },
  'welcome-plan': {
    scenario: { posts: 'none', shell: { started: false, sandbox: false } },
    act: async (page) => {
      await importWay(page);
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await page.getByText('Step 3 of 3').waitFor();
    },
  },
  'demo-menu': {
    scenario: { ...mixed, shell: { demo: { speed: 60, real: 1, simulated: 2 } } },
    act: async (page) => {
      await page.getByRole('button', { name: 'Demo ×60' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  'demo-leave': {
    scenario: { ...mixed, shell: { demo: { speed: 1, real: 1, simulated: 1 } } },
    act: async (page) => {
      await page.getByRole('button', { name: 'Demo', exact: true }).click();
      await page.getByRole('menuitem', { name: /Start for real/ }).click();
      await page.getByRole('button', { name: 'Remove the demo' }).waitFor();
    },
  },
  transfer: { scenario: mixed, act: openTransfer },
  'transfer-restore': {
    scenario: mixed,
    act: async (page) => {
      await openTransfer(page);
      await page.getByRole('button', { name: 'Restore a backup' }).press('Enter');
    },
  },
  'transfer-running': {
    scenario: {
      ...mixed,
      shell: { fileJob: { kind: 'backup', phase: 'running', posts: 4_500, name: 'perch.perchbackup' } },
    },
    act: async (page) => {
      await openTransfer(page);
      await page.getByText('4500 posts').scrollIntoViewIfNeeded();
    },
  },
  'import-preview': { scenario: { ...mixed, import: { rows: 10_000 } }, act: chooseFile },
  'import-columns': {
    scenario: { ...mixed, import: { rows: 40, unsure: true } },
    act: chooseFile,
  },
  'import-going': {
    scenario: { ...mixed, import: { rows: 10_000, ends: 'running' } },
    act: async (page) => {
      await chooseFile(page);
      await page.getByRole('button', { name: /^Add / }).click();
    },
  },
  'import-done': {
    scenario: { ...mixed, import: { rows: 40 } },
    act: async (page) => {
      await chooseFile(page);
      await page.getByRole('button', { name: /^Add / }).click();
      await page.getByRole('button', { name: 'Show the queue' }).waitFor();
    },
  },
};
