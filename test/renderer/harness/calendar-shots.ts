import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const full: Scenario = { posts: 'calendar' };
const open = (page: Page) => page.keyboard.press('Control+2');

async function openWeek(page: Page): Promise<void> {
  await open(page);
  await page.getByRole('gridcell').first().waitFor();
  await page.keyboard.press('w');
}

/** Picks a post of next week up by keys. */
async function pickUp(page: Page): Promise<void> {
  await openWeek(page);
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByRole('button', { name: /Office hour/ }).focus();
  await page.keyboard.press('Enter');
}

const shots = {
  'calendar-month': { scenario: full, act: open },
  'calendar-week': { scenario: full, act: openWeek },
  'calendar-next-week': {
    scenario: { ...full, accounts: 2 },
    act: async (page: Page) => {
      await openWeek(page);
      await page.keyboard.press('Alt+ArrowRight');
    },
  },
  'calendar-night': {
    scenario: full,
    act: async (page: Page) => {
      await openWeek(page);
      await page.keyboard.press('Alt+ArrowRight');
      await page.getByRole('button', { name: 'Show 00:00 to 07:00' }).click();
    },
  },
  'calendar-carry': {
    scenario: full,
    act: async (page: Page) => {
      await pickUp(page);
      for (const key of ['ArrowRight', 'ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key);
    },
  },
  'calendar-moved': {
    scenario: full,
    act: async (page: Page) => {
      await pickUp(page);
      for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  'calendar-refused': {
    scenario: { ...full, refuse: 'The publisher said no. Everything is kept.' },
    act: async (page: Page) => {
      await pickUp(page);
      for (const key of ['ArrowRight', 'Enter']) await page.keyboard.press(key);
      await page.getByText('The publisher said no').waitFor();
    },
  },
  'calendar-hint': {
    scenario: full,
    act: async (page: Page) => {
      await open(page);
      await page.getByRole('button', { name: /Two posts in one minute/ }).focus();
      await page.keyboard.press('ArrowUp');
      await page.waitForTimeout(100);
    },
  },
  'calendar-day': {
    scenario: full,
    act: async (page: Page) => {
      await open(page);
      await page
        .getByRole('button', { name: /more on/ })
        .first()
        .click();
    },
  },
  'calendar-clocks': {
    scenario: full,
    act: async (page: Page) => {
      await open(page);
      await page.getByRole('gridcell').first().waitFor();
      await page.keyboard.press('Alt+ArrowLeft');
      await page.keyboard.press('End');
      await page.keyboard.press('w');
    },
  },
  'calendar-empty': { scenario: { posts: 'none' }, act: open },
  'calendar-slots': { scenario: { posts: 'none' }, act: openWeek },
  'calendar-loading': { scenario: { ...full, loading: true }, act: open },
  'calendar-many': { scenario: { posts: 10_000 }, act: open },
  'calendar-away': {
    scenario: full,
    act: async (page: Page) => {
      await open(page);
      await page.getByRole('button', { name: /How we test/ }).waitFor();
      await page.evaluate('host.closeWorker()');
    },
  },
} satisfies Record<string, Shot>;

export const CALENDAR_SHOTS: Readonly<Record<string, Shot>> = shots;
