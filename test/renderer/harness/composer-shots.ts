import type { Page } from 'playwright-core';
import { aPicture } from '../../fakes/content.ts';
import { sampleMedia } from './sample-content.ts';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const mixed: Scenario = { posts: 'mixed' };
const text = (page: Page) => page.getByRole('textbox', { name: 'Post text' });
const openPreview = async (page: Page) => {
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
  await text(page).fill(`${MISSPELLED}\n\tteh  teh 日本語 🙂 teh.`);
  await text(page).locator('..').locator('span').nth(5).waitFor();
};

const media = [1, 2, 3, 4].map((n) => sampleMedia(n, { alt: n % 2 === 1 ? 'A lake at dusk.' : '' }));

/** A thread with everything that a part may hold. */
const CONTENT = {
  composition: {
    id: 'post-content',
    parts: [
      { ...part('a', 'Four pictures of the lake'), media },
      {
        ...part('b', 'Which is the best?'),
        poll: { options: ['The first', 'The second'], minutes: 1_440 },
        after: 600_000,
      },
      { ...part('c', 'As I said before'), quote: '1900000000000000001' },
    ],
    when: 'tomorrow 9am',
    account: 'sandbox',
    zone: null,
    editing: null,
  },
  aside: [],
};
const withContent: Scenario = { posts: 'content', writing: JSON.stringify(CONTENT) };
const bytes = (size: number) => ({
  name: 'lake.png',
  mimeType: 'image/png',
  buffer: Buffer.alloc(size, aPicture(size, 'lake')),
});

/** What a post may hold besides text. */
const CONTENT_SHOTS: Readonly<Record<string, Shot>> = {
  'content-thread': { scenario: withContent },
  'content-scrolled': {
    scenario: withContent,
    act: (page) =>
      page
        .getByRole('group', { name: 'Poll' })
        .or(page.getByRole('region', { name: 'Poll' }))
        .scrollIntoViewIfNeeded(),
  },
  'content-preview': {
    scenario: withContent,
    act: async (page) => {
      await openPreview(page);
      await page.getByText('Quoted post').scrollIntoViewIfNeeded();
    },
  },
  'content-alt': {
    scenario: withContent,
    act: async (page) => {
      await page.getByRole('button', { name: /^Describe picture 2 of 4/ }).click();
      await page
        .getByRole('textbox', { name: 'Description' })
        .fill('A lake between hills, with mist over it.');
    },
  },
  'content-picked': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('Out of the file dialog');
      await page
        .locator('input[type=file]')
        .setInputFiles([bytes(1_000), { ...bytes(10), name: 'notes.txt' }]);
      await page.getByText('No description yet').waitFor();
    },
  },
  'content-clash': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('A poll and a picture');
      await page.getByRole('button', { name: 'Add a poll' }).click();
      await page.getByRole('textbox', { name: 'Answer 1' }).fill('An answer that goes on for too long');
      await page.getByRole('button', { name: /^Add pictures/ }).click();
      await page.getByText(/shows a poll alone/).waitFor();
    },
  },
  'content-quote': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('See https://x.com/ada/status/1900000000000000001?s=20');
      await page.getByRole('button', { name: 'Quote a post' }).click();
      await page.getByRole('textbox', { name: 'Link or id' }).fill('no link');
      await page.keyboard.press('Enter');
    },
  },
  'content-audience': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('An answer');
      await page.getByRole('button', { name: 'Reply to, who may reply' }).click();
      await page.getByRole('textbox', { name: 'Reply to' }).fill('1900000000000000001');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /Everyone/ }).click();
      await page.getByRole('option', { name: 'Verified accounts' }).click();
      await page.getByText(/Who may reply is decided/).scrollIntoViewIfNeeded();
      await page.mouse.move(0, 0);
    },
  },
  'content-details': {
    scenario: withContent,
    act: async (page) => {
      await page.getByRole('row').filter({ hasText: 'Uploading 40 %' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('Picture: picture 1.png').waitFor();
    },
  },
};

/** The states of the composer. */
export const COMPOSER_SHOTS: Readonly<Record<string, Shot>> = {
  ...CONTENT_SHOTS,
  'compose-empty': { scenario: mixed },
  'compose-preview': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('Thanks @ada for #opensource: 日本語 and مرحبا too.');
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
      text(page).fill('@ada Pay\u202E me\u202C in $TSLA or $AAPL, as README.md says: https://example.com'),
  },
  'compose-misspelled': { scenario: mixed, act: misspelled },
  'compose-misspelled-quick': { scenario: mixed, act: misspelled, quick: true },
  'compose-long': {
    scenario: mixed,
    act: (page) => text(page).fill('A sentence of some words that goes on for a while. '.repeat(14)),
  },
  'compose-split': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('A sentence of some words that goes on for a while. '.repeat(14));
      await page.getByRole('button', { name: 'Split into 3 parts' }).click();
    },
  },
  'compose-list': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('- One thing\n- Another thing\n- A third thing');
      await page.getByRole('button', { name: 'Make 3 drafts' }).waitFor();
    },
  },
  'compose-recent': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('Live now: the demo hour. Bring questions.');
      await page.getByText('The same text').waitFor();
    },
  },
  'compose-now': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('Out in ten seconds');
      await page.keyboard.press('Control+Shift+Enter');
      await page.getByText('It goes out in').waitFor();
    },
  },
  'compose-aside': {
    scenario: mixed,
    act: async (page) => {
      await text(page).fill('Half a thought');
      await page.keyboard.press('Control+n');
      await page.getByText('Kept as a draft.').waitFor();
    },
  },
  'compose-conflict': { scenario: { ...mixed, writing: JSON.stringify(CONFLICT) } },
  'compose-not-kept': {
    scenario: { ...mixed, cannotKeep: 'There is no space left: free some space.' },
    act: (page) => text(page).fill('Nobody keeps this'),
  },
  'compose-spending': {
    scenario: { ...mixed, spending: { month: '2026-11', spentUsd: 0.83, plannedUsd: 0.4, capUsd: 5 } },
    act: (page) => text(page).fill('Cheap'),
  },
  'compose-held': { scenario: { ...mixed, held: true } },
  'composer-errors': {
    scenario: { ...mixed, accounts: 2, refuse: 'There is no account “sandbox”. Known accounts: none yet.' },
    act: async (page) => {
      await text(page).fill(`${'Far too long. '.repeat(22)} See README.md $ABC $DEF`);
      await page.getByRole('textbox', { name: 'When' }).fill('the day after never');
    },
  },
  'composer-thread': {
    scenario: { ...mixed, refuse: 'The publisher said no. Everything is kept.' },
    act: async (page) => {
      await text(page).fill('A thread, first part');
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
      await text(page).fill('A thought in between, with README.md in it');
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
    },
  },
};
