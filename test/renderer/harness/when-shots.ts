import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const mixed: Scenario = { posts: 'mixed' };
const composer = (page: Page) => page.getByRole('textbox', { name: 'Post text' });
const when = (page: Page) => page.getByRole('textbox', { name: 'When' });

/** When a post goes out: the field, its helpers and the settings. */
export const WHEN_SHOTS: Readonly<Record<string, Shot>> = {
  'posting-default': { scenario: mixed, act: (page) => page.keyboard.press('Control+,') },
  'posting-plan': {
    scenario: {
      ...mixed,
      accounts: 2,
      plans: { sandbox: { zone: 'Asia/Tokyo', slots: [{ weekday: 6, time: '10:00' }], lateWindow: 300_000 } },
    },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      const card = page.getByRole('region', { name: 'Slots of @sandbox' });
      await card.getByRole('textbox', { name: 'New slot' }).fill('5:30pm');
      await page.keyboard.press('Enter');
      await card.getByRole('button', { name: 'Remove Mon 17:30' }).waitFor();
      await card.getByRole('textbox', { name: 'New slot' }).fill('half past');
      await page.keyboard.press('Enter');
      await page.getByText('Give a time of day').waitFor();
    },
  },
  'when-empty': { scenario: mixed },
  'when-series': {
    scenario: { posts: 'none' },
    act: async (page) => {
      await composer(page).fill('Office hour');
      await page.getByRole('button', { name: /Does not repeat/ }).press('Enter');
      await page.getByRole('option', { name: 'Weekly' }).press('Enter');
      await page.getByRole('button', { name: /^Add to queue/ }).press('Enter');
      await page.getByRole('row', { name: /Office hour/ }).focus();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Only this one' }).waitFor();
    },
  },
  'when-unknown': {
    scenario: mixed,
    act: (page) => when(page).fill('tomorrow 9am London or so'),
  },
  'when-gap': {
    scenario: mixed,
    act: (page) => when(page).fill('2027-03-28T01:30'),
  },
  'when-twice': {
    scenario: mixed,
    act: (page) => when(page).fill('2027-10-31T01:30'),
  },
  'when-past': {
    scenario: mixed,
    act: (page) => when(page).fill('today 00:01'),
  },
  'when-far': {
    scenario: mixed,
    act: (page) => when(page).fill('1 march 2031 9am'),
  },
  'when-menu': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('button', { name: 'Other times' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  'when-picker': {
    scenario: mixed,
    act: async (page) => {
      await when(page).fill('tomorrow 9am');
      await page.getByRole('button', { name: 'Choose date and time' }).press('Enter');
      await page.getByRole('grid').first().waitFor();
    },
  },
  'when-zone': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('button', { name: /^Time zone/ }).press('Enter');
      await page.keyboard.type('tok');
      await page.getByRole('menuitem', { name: 'Asia/Tokyo' }).waitFor();
    },
  },
  'when-moved': {
    scenario: mixed,
    act: async (page) => {
      await when(page).fill('tomorrow 9am');
      await page.getByRole('button', { name: /^Time zone/ }).press('Enter');
      await page.keyboard.type('tokyo');
      await page.getByRole('menuitem', { name: 'Asia/Tokyo' }).click();
      await page.getByRole('button', { name: /^Keep the moment/ }).waitFor();
    },
  },
  'when-repeat': {
    scenario: mixed,
    act: async (page) => {
      await when(page).fill('24 march 2027 01:30');
      await page.getByRole('button', { name: /Does not repeat/ }).press('Enter');
      await page.getByRole('option', { name: 'Weekly' }).press('Enter');
      await page.getByRole('button', { name: 'Sun', exact: true }).press(' ');
      await page.getByText('clocks skip').waitFor();
    },
  },
};
