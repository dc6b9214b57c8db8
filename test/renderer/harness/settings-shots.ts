import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';

type Shot = { readonly scenario: Scenario; readonly act?: (page: Page) => Promise<unknown> };

const mixed: Scenario = { posts: 'mixed' };

const TICKS = [
  { service: 'connection', ok: true, problem: '' },
  { service: 'tables', ok: true, problem: '' },
  {
    service: 'queues',
    ok: false,
    problem:
      'Azure Storage did not accept the key or signature (403 AuthorizationPermissionMismatch): copy the connection string anew, and if it is a signature, check what it allows and until when.',
  },
  { service: 'blobs', ok: true, problem: '' },
] as const;

/** Storage and processors in the settings. */
export const SETTINGS_SHOTS: Readonly<Record<string, Shot>> = {
  settings: { scenario: mixed, act: (page) => page.keyboard.press('Control+,') },
  'settings-shared': {
    scenario: { ...mixed, storage: 'shared' },
    act: (page) => page.keyboard.press('Control+,'),
  },
  'settings-fixed': {
    scenario: {
      ...mixed,
      storage: 'shared',
      shell: { storage: { use: 'azure', account: 'perchposts', fixed: true } },
    },
    act: (page) => page.keyboard.press('Control+,'),
  },
  'settings-test': {
    scenario: { ...mixed, ticks: TICKS },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('radio', { name: /Azure/ }).press(' ');
      await page
        .getByRole('textbox', { name: 'Connection string' })
        .or(page.locator('input[type=password]'))
        .fill('AccountName=perchposts;AccountKey=x');
      await page.getByRole('button', { name: 'Test connection' }).press('Enter');
      await page.getByText('Queues').waitFor();
    },
  },
  'settings-refused': {
    scenario: {
      ...mixed,
      refuse:
        'This is neither a connection string nor a URL of Azure Storage. Copy it again from the storage account (Security + networking, Access keys).',
    },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('radio', { name: /Azure/ }).press(' ');
      await page.locator('input[type=password]').fill('hello');
      await page.getByRole('button', { name: 'Use this storage' }).press('Enter');
      await page.getByText('neither a connection').waitFor();
    },
  },
  'settings-processors': {
    scenario: mixed,
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('textbox', { name: 'At once' }).fill('99');
      await page.keyboard.press('Enter');
      await page.getByText('Give a whole number from 1 to 16.').first().scrollIntoViewIfNeeded();
    },
  },
};
