import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, controlSandbox, launchPerch, openDisplay, PATIENCE } from './fixtures.ts';
import { rowOf, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluateAll((found) => found.some((one) => one === document.activeElement));

/** As many times Tab as it takes. */
async function tabTo(page: Page, locator: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await locator.first().waitFor({ timeout: PATIENCE });
  for (let i = 0; i < 40; i++) {
    if (await hasFocus(locator)) return;
    await press(page, key);
  }
  throw new Error('The Tab key does not lead there.');
}

async function write(page: Page, text: string, when: string): Promise<void> {
  await press(page, 'Control+n', 'Control+a');
  await page.keyboard.type(text);
  await press(page, 'Control+l', 'Control+a');
  await page.keyboard.type(when);
  await press(page, 'Control+Enter');
  await rowOf(page, text).waitFor({ timeout: PATIENCE });
  // The composer takes the focus back when it is empty again.
  await expect
    .poll(() => page.getByRole('textbox', { name: strings.compose.part(1, 1) }).inputValue())
    .toBe('');
}

/** The row with the focus: found by searching, as a person does without a mouse. */
async function goToRow(page: Page, text: string): Promise<Locator> {
  await press(page, 'Control+f');
  await page.keyboard.type(text);
  const row = rowOf(page, text).first();
  await expect.poll(() => page.getByRole('row').filter({ hasNotText: text }).count()).toBeLessThanOrEqual(1);
  await press(page, 'Enter');
  await expect.poll(() => hasFocus(row)).toBe(true);
  return row;
}

const clearSearch = (page: Page): Promise<void> => press(page, 'Control+f', 'Control+a', 'Delete');

const says = (row: Locator, words: string): Promise<void> =>
  row.filter({ hasText: words }).waitFor({ timeout: PATIENCE });

test('everything that is done with a post is done without a mouse, and taken back', async () => {
  const perch = await launchPerch();
  const page = await perch.window();
  await tabTo(page, page.getByRole('button', { name: strings.welcome.sandbox }));
  await press(page, 'Enter');
  await page
    .getByRole('region', { name: strings.strip.label })
    .getByText(/^@/)
    .waitFor({ timeout: PATIENCE });
  const sandbox = await controlSandbox(perch);

  await write(page, 'Written by hand', 'tomorrow 9am');
  const row = await goToRow(page, 'Written by hand');
  await says(row, '09:00');

  await press(page, 'r');
  await page.getByRole('dialog').waitFor({ timeout: PATIENCE });
  await press(page, 'Control+a');
  await page.keyboard.type('tomorrow 3pm');
  await press(page, 'Enter');
  await says(row, '15:00');
  await press(page, 'Control+z');
  await says(row, '09:00');
  await press(page, 'Control+Shift+z');
  await says(row, '15:00');

  await press(page, 'n');
  await press(page, 'Control+z');
  await says(row, '15:00');

  await expect.poll(() => hasFocus(row)).toBe(true);
  await press(page, 'Delete');
  await says(row, strings.statuses.cancelled);
  await press(page, 'Control+z');
  await says(row, strings.statuses.scheduled);
  await says(row, '15:00');

  await press(page, 'd');
  await says(rowOf(page, 'Written by hand').filter({ hasNotText: '15:00' }), strings.statuses.draft);
  await press(page, 'Control+a', 'Delete');
  await expect.poll(() => rowOf(page, 'Written by hand').filter({ hasText: 'Cancelled' }).count()).toBe(2);
  await press(page, 'Control+z');
  await expect.poll(() => rowOf(page, 'Written by hand').filter({ hasText: 'Cancelled' }).count()).toBe(0);

  await clearSearch(page);
  await write(page, 'Walk the cat', 'tomorrow 4pm');
  await write(page, 'Walk the dog', 'tomorrow 5pm');
  await goToRow(page, 'Walk the');
  const cat = rowOf(page, 'Walk the cat');
  const dog = rowOf(page, 'Walk the dog');
  await press(page, 'Alt+ArrowDown');
  await says(cat, '17:00');
  await says(dog, '16:00');
  await expect.poll(() => hasFocus(cat)).toBe(true);
  await press(page, 'Alt+ArrowUp');
  await says(cat, '16:00');
  await says(dog, '17:00');

  await press(page, 'x', 'Shift+ArrowDown');
  await page.getByText(strings.bulk.selected(2)).waitFor({ timeout: PATIENCE });
  await tabTo(page, page.getByRole('button', { name: strings.bulk.spread }), 'Shift+Tab');
  await press(page, 'Enter');
  await says(cat, '09:00');
  await says(dog, '13:00');
  await press(page, 'Control+z');
  await says(cat, '16:00');
  await says(dog, '17:00');

  await sandbox.setFaults({
    method: 'POST',
    path: '/2/tweets',
    kind: 'status',
    code: 403,
    apply: false,
  });
  await clearSearch(page);
  await write(page, 'Refused at first', 'in 2 seconds');
  await waitForStatus(page, 'Refused at first', 'failed');
  await goToRow(page, 'Refused at first');
  await press(page, 'y');
  await waitForStatus(page, 'Refused at first', 'published');
  expect((await sandbox.posts()).map(({ text }) => text)).toEqual(['Refused at first']);
});
