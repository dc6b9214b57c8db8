import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';

const open = (page: Page) => page.getByRole('button', { name: 'Health' }).click();

/** States of the health screen and of what it leads to. */
export const HEALTH_SHOTS: Readonly<
  Record<string, { readonly scenario: Scenario; readonly act: (page: Page) => Promise<unknown> }>
> = {
  'health-poison': {
    scenario: { posts: 'mixed', health: 'bad' },
    act: async (page) => {
      await open(page);
      await page.getByText('<html>not ours').scrollIntoViewIfNeeded();
      await page.getByRole('button', { name: 'Discard' }).last().press('Enter');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  'health-pictures': {
    scenario: { posts: 400, capUsd: 5 },
    act: async (page) => {
      await open(page);
      await page.getByRole('img').first().scrollIntoViewIfNeeded();
      await page.getByText('left under the cap').waitFor();
    },
  },
  'health-tested': {
    scenario: { posts: 'mixed' },
    act: async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Run self-test' }).press('Enter');
      await page.getByText('ahead of X').scrollIntoViewIfNeeded();
    },
  },
  'settings-limits': {
    scenario: { posts: 'mixed', capUsd: 5 },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('textbox', { name: 'Monthly cap' }).fill('lots');
      await page.keyboard.press('Enter');
      await page.getByText('Give an amount').scrollIntoViewIfNeeded();
    },
  },
};
