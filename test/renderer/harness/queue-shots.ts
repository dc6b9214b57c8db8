import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';

type Shot = { readonly scenario: Scenario; readonly act?: (page: Page) => Promise<unknown> };

const mixed: Scenario = { posts: 'mixed' };
const several: Scenario = { posts: 'mixed', accounts: 2 };
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search posts' });

/** Gives the focus to the row with this text, by keys alone. */
async function focusRow(page: Page, text: RegExp): Promise<void> {
  await search(page).fill('');
  await search(page).press('Enter');
  const row = page.getByRole('row', { name: text });
  for (let i = 0; i < 30; i++) {
    if (await row.evaluateAll((rows) => rows.some((one) => one === document.activeElement))) return;
    await page.keyboard.press('j');
    await page.waitForTimeout(40);
  }
  throw new Error(`There is no row ${text}.`);
}

/** What can be done with the queue, as pictures. */
export const QUEUE_SHOTS: Readonly<Record<string, Shot>> = {
  'queue-part': { scenario: { posts: 30_000 } },
  'queue-part-found': {
    scenario: { posts: 30_000 },
    act: async (page) => {
      await search(page).fill('29876');
      await page.getByRole('row', { name: /Post number 29876/ }).waitFor();
    },
  },
  'queue-selected': {
    scenario: several,
    act: async (page) => {
      await focusRow(page, /Small joys/);
      await page.keyboard.press('x');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
    },
  },
  'queue-move': {
    scenario: mixed,
    act: async (page) => {
      await focusRow(page, /Small joys/);
      await page.keyboard.press('Control+a');
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      await page.getByRole('menuitem', { name: 'By or to…' }).click();
      await page.keyboard.type('tomorrow 9am');
      await page.getByText('The first goes out').waitFor();
    },
  },
  'queue-moved': {
    scenario: mixed,
    act: async (page) => {
      await focusRow(page, /Small joys/);
      await page.keyboard.press('Control+a');
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      await page.getByRole('menuitem', { name: '1 hour later' }).click();
      await page.getByText(/posts moved/).waitFor();
    },
  },
  'queue-search': { scenario: several, act: (page) => search(page).fill('the') },
  'queue-typed': {
    scenario: mixed,
    act: async (page) => {
      await focusRow(page, /Small joys/);
      await page.keyboard.type('wri');
      await page
        .getByRole('row', { name: /workshop|writ/ })
        .first()
        .waitFor();
    },
  },
  'queue-no-match': { scenario: mixed, act: (page) => search(page).fill('no such words') },
  'queue-failed': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('radio', { name: /Needs you/ }).click();
      await page.getByRole('radio', { name: /Failed/ }).click();
    },
  },
  'queue-drafts': { scenario: mixed, act: (page) => page.getByRole('radio', { name: /Drafts/ }).click() },
  'queue-reschedule': {
    scenario: mixed,
    act: async (page) => {
      await focusRow(page, /Small joys/);
      await page.keyboard.press('r');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('fri 14:30');
    },
  },
  'queue-sticky': {
    scenario: { posts: 300 },
    act: async (page) => {
      await focusRow(page, /Post number 15/);
      for (let i = 0; i < 4; i++) await page.keyboard.press('PageDown');
    },
  },
  'queue-reordered': {
    scenario: { posts: 300 },
    act: async (page) => {
      await focusRow(page, /Post number 151/);
      await page.keyboard.press('Alt+ArrowDown');
      await page.getByText(/Moved to/).waitFor();
    },
  },
};
