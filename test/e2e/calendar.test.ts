import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { addDays, dayAt, daysShown } from '../../renderer/state/calendar-days.ts';
import { localZone } from '../../renderer/state/when-words.ts';
import { strings } from '../../renderer/strings.ts';
import { perch } from '../cli/run-perch.ts';
import { closeDisplay, launchPerch, openDisplay, PATIENCE } from './fixtures.ts';
import { compose, rowOf, startWithSandbox } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const TEXT = 'Moved along the calendar';
const words = strings.calendar;

const chipOf = (page: Page): Locator => page.getByRole('button', { name: TEXT });

/** The post in the month that is shown, with the focus. */
async function openCalendar(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  const today = dayAt(Date.now(), localZone());
  if (!daysShown('month', today).includes(addDays(today, 1))) await page.keyboard.press('PageDown');
  await chipOf(page).waitFor({ timeout: PATIENCE });
}

test('a post is moved by keys and by the pointer, undone, and stored where it is shown', async () => {
  const { home, window } = await launchPerch();
  const page = await window();
  await startWithSandbox(page);
  await compose(page, TEXT, 'tomorrow 14:00');
  const stored = async () => {
    const posts = (await perch(['list', '--json'], { home })).json<readonly PostView[]>();
    return Date.parse(posts.find(({ parts }) => parts[0]?.text === TEXT)?.dueAt ?? '');
  };
  const isAt = (instant: number) => expect.poll(stored, { timeout: PATIENCE }).toBe(instant);
  const before = await stored();
  const nextDay = addDays(dayAt(before, localZone()), 1);

  await compose(page, 'Between', 'tomorrow 14:30');
  await compose(page, 'The last of three', 'tomorrow 15:00');
  const goOutAt = (...times: readonly string[]) =>
    Promise.all(
      [TEXT, 'Between', 'The last of three'].map((text, i) =>
        rowOf(page, text)
          .filter({ hasText: times[i] ?? '' })
          .waitFor({ timeout: PATIENCE }),
      ),
    );
  await rowOf(page, TEXT).dragTo(rowOf(page, 'The last of three'));
  await goOutAt('15:00', '14:00', '14:30');
  await page.keyboard.press('Control+z');
  await goOutAt('14:00', '14:30', '15:00');
  await rowOf(page, 'The last of three').dragTo(rowOf(page, 'Between'));
  await goOutAt('14:00', '15:00', '14:30');

  await openCalendar(page);
  await chipOf(page).focus();
  for (const key of ['Enter', 'ArrowRight']) await page.keyboard.press(key);
  expect(await stored(), 'while it is carried').toBe(before);
  await page.keyboard.press('Enter');
  await isAt(before + DAY);
  await page.getByText(/^Moved to .* 14:00\.$/).waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Control+z');
  await isAt(before);

  await page.keyboard.press('w');
  await chipOf(page).focus();
  for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Enter'])
    await page.keyboard.press(key);
  await isAt(before + HOUR + 30 * MINUTE);

  for (const key of ['Enter', 'ArrowUp', 'Escape']) await page.keyboard.press(key);
  await page.getByText(words.gaveUp).waitFor({ timeout: PATIENCE });
  expect(await stored()).toBe(before + HOUR + 30 * MINUTE);

  for (const key of ['Enter', 'Shift+ArrowUp', 'ArrowLeft', 'ArrowLeft', 'Enter'])
    await page.keyboard.press(key);
  await page.getByText(words.inPast).waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Escape');
  expect(await stored()).toBe(before + HOUR + 30 * MINUTE);

  await page.keyboard.press('m');
  const target = page.locator(`[data-cell="${nextDay}"]`);
  if ((await target.count()) === 0) return;
  await chipOf(page).dragTo(target);
  await isAt(before + DAY + HOUR + 30 * MINUTE);
});

test('an empty day is written into and a post is opened by keys', async () => {
  const { window } = await launchPerch();
  const page = await window();
  await startWithSandbox(page);
  await compose(page, TEXT, 'tomorrow 14:00');
  await openCalendar(page);
  await chipOf(page).focus();
  await page.keyboard.press('Space');
  await page.getByRole('dialog').getByText(TEXT).waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

  for (const key of ['PageDown', 'End', 'n']) await page.keyboard.press(key);
  const when = page.getByRole('textbox', { name: strings.when.label });
  await when.waitFor({ timeout: PATIENCE });
  // A Sunday has no slots, so the morning is meant.
  expect(await when.inputValue()).toMatch(/^\d+ \w+ \d{4} 09:00$/);
});
