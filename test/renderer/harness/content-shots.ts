import { aPicture } from '../../fakes/content.ts';
import { openPreview, postText } from './composer-shots.ts';
import { sampleMedia } from './sample-content.ts';
import type { Scenario } from './scenario.ts';
import type { Shot } from './screenshots.ts';

const mixed: Scenario = { posts: 'mixed' };
const media = [1, 2, 3, 4].map((n) => sampleMedia(n, { alt: n % 2 === 1 ? 'A lake at dusk.' : '' }));

/** A thread with everything that a part may hold. */
const CONTENT = {
  composition: {
    id: 'post-content',
    parts: [
      { key: 'a', text: 'Four pictures of the lake', media },
      {
        key: 'b',
        text: 'Which is the best?',
        poll: { options: ['The first', 'The second'], minutes: 1_440 },
        after: 600_000,
      },
      { key: 'c', text: 'As I said before', quote: '1900000000000000001' },
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
export const CONTENT_SHOTS: Readonly<Record<string, Shot>> = {
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
      await postText(page).fill('Out of the file dialog');
      await page
        .locator('input[type=file]')
        .setInputFiles([bytes(1_000), { ...bytes(10), name: 'notes.txt' }]);
      await page.getByText('No description yet').waitFor();
    },
  },
  'content-clash': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('A poll and a picture');
      await page.getByRole('button', { name: 'Add a poll' }).click();
      await page.getByRole('textbox', { name: 'Answer 1' }).fill('An answer that goes on for too long');
      await page.getByRole('button', { name: /^Add pictures/ }).click();
      await page.getByText(/shows a poll alone/).waitFor();
    },
  },
  'content-quote': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('See https://x.com/ada/status/1900000000000000001?s=20');
      await page.getByRole('button', { name: 'Quote a post' }).click();
      await page.getByRole('textbox', { name: 'Link or id' }).fill('no link');
      await page.keyboard.press('Enter');
    },
  },
  'content-audience': {
    scenario: mixed,
    act: async (page) => {
      await postText(page).fill('An answer');
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
