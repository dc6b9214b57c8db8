import type { Page } from 'playwright-core';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const mixed: Scenario = { posts: 'mixed' };
export const postText = (page: Page) => page.getByRole('textbox', { name: 'Post text' });
export const openPreview = async (page: Page) => {
  const button = page.getByRole('button', { name: 'Preview' });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
};
const part = (key: string, words: string) => ({ key, text: words });

/** A queued post that is being changed here and was changed elsewhere meanwhile. */
const CONFLICT = {
  composition: {
    // “Small joys” of the sample posts.
    id: 'post-000009',
    parts: [part('a', 'The release is out: faster search and a dark theme.')],
    when: 'tomorrow 9am',
    account: 'sandbox',
    zone: 'Europe/London',
    editing: { status: 'scheduled', partsOut: 0, parts: [{ text: 'The release is out.' }], when: '' },
  },
  aside: [],
};

const MISSPELLED = `Tomorow at 09:00 we fly. ${'Words that fill up the line until it wraps, '.repeat(3)}teh end: @teh #teh https://teh.com, and you recieve it.`;

const misspelled = async (page: Page) => {
  await postText(page).fill(`${MISSPELLED}\n\tteh  teh 日本語 🙂 teh.`);
  await postText(page).locator('..').locator('span').nth(5).waitFor();
};

/** The states of the composer. */
export const COMPOSER_SHOTS: Readonly<Record<string, Shot>> = {
  'compose-empty': { scenario: mixed },
  'compose-preview': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('Thanks @ada for #opensource: 日本語 and مرحبا too.');
      await page.getByRole('button', { name: 'Add part' }).click();
      await page.keyboard.type(
        `See https://www.example.com/a/very/long/path/to/something?with=query and README.md\n\nMore.`,
      );
      await openPreview(page);
    },
  },
  'compose-warnings': {
    scenario: mixed,
    act: (page) =>
      postText(page).fill(
        '@ada Pay\u202E me\u202C in $TSLA or $AAPL, as README.md says: https://example.com',
      ),
  },
  'compose-misspelled': { scenario: mixed, act: misspelled },
  'compose-misspelled-quick': { scenario: mixed, act: misspelled, quick: true },
  'compose-long': {
    scenario: mixed,
    act: (page) => postText(page).fill('A sentence of some words that goes on for a while. '.repeat(14)),
  },
  'compose-split': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('A sentence of some words that goes on for a while. '.repeat(14));
      await page.getByRole('button', { name: 'Split into 3 parts' }).click();
    },
  },
  'compose-list': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('- One thing\n- Another thing\n- A third thing');
      await page.getByRole('button', { name: 'Make 3 drafts' }).waitFor();
    },
  },
  'compose-recent': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('Live now: the demo hour. Bring questions.');
      await page.getByText('The same text').waitFor();
    },
  },
  'compose-now': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('Out in ten seconds');
      await page.keyboard.press('Control+Shift+Enter');
      await page.getByText('It goes out in').waitFor();
    },
  },
  'compose-aside': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('Half a thought');
      await page.keyboard.press('Control+n');
      await page.getByText('Kept as a draft.').waitFor();
    },
  },
  'compose-conflict': { scenario: { ...mixed, writing: JSON.stringify(CONFLICT) } },
  'compose-not-kept': {
    scenario: { ...mixed, cannotKeep: 'There is no space left: free some space.' },
    act: (page) => postText(page).fill('Nobody keeps this'),
  },
  'compose-spending': {
    scenario: { ...mixed, spending: { month: '2026-11', spentUsd: 0.83, plannedUsd: 0.4, capUsd: 5 } },
    act: (page) => postText(page).fill('Cheap'),
  },
  'compose-held': { scenario: { ...mixed, held: true } },
  'composer-errors': {
    scenario: { ...mixed, accounts: 2, refuse: 'There is no account “sandbox”. Known accounts: none yet.' },
    act: async (page) => {
      await postText(page).fill(`${'Far too long. '.repeat(22)} See README.md $ABC $DEF`);
      await page.getByRole('textbox', { name: 'When' }).fill('the day after never');
    },
  },
  'composer-thread': {
    scenario: { ...mixed, refuse: 'The publisher said no. Everything is kept.' },
    act: async (page) => {
      await postText(page).fill('A thread, first part');
      await page.getByRole('button', { name: 'Add part' }).click();
      await page.keyboard.type('Second part with a link https://example.com');
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(200);
    },
  },
  'quick-empty': { scenario: mixed, quick: true },
  'quick-written': {
    scenario: mixed,
    quick: true,
    act: async (page) => {
      await postText(page).fill('A thought in between, with README.md in it');
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
    },
  },
};
