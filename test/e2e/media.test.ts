import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { aPicture } from '../fakes/content.ts';
import { closeDisplay, controlSandbox, launchPerch, openDisplay, PATIENCE } from './fixtures.ts';
import { addButton, startWithSandbox, textField } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const words = strings.content;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Drops a file on the text, or pastes it into it, as the system hands it to the page. */
function hand(page: Page, kind: 'drop' | 'paste', name: string, bytes: Uint8Array): Promise<void> {
  return textField(page).evaluate(
    (field, given) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(given.bytes)], given.name, { type: 'image/png' }));
      const options = { bubbles: true, cancelable: true };
      field.dispatchEvent(
        given.kind === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    { kind, name, bytes: [...bytes] },
  );
}

const marks = (page: Page) => page.getByRole('button', { name: /^Describe picture/ });

test('pictures that were chosen, dropped and pasted reach X byte for byte, in their order, as described, also over a crash', async () => {
  const perch = await launchPerch();
  const page = await perch.window();
  await startWithSandbox(page);
  const sandbox = await controlSandbox(perch);
  const [chosen, dropped, pasted] = ['chosen', 'dropped', 'pasted'].map((seed) => aPicture(2_000, seed));
  if (!chosen || !dropped || !pasted) throw new Error('There are three pictures.');
  await textField(page).fill('Three pictures');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'chosen.png', mimeType: 'image/png', buffer: Buffer.from(chosen) });
  await expect.poll(() => marks(page).count()).toBe(1);
  await hand(page, 'drop', 'dropped.png', dropped);
  await expect.poll(() => marks(page).count()).toBe(2);
  await hand(page, 'paste', 'pasted.png', pasted);
  await expect.poll(() => marks(page).count()).toBe(3);

  // The last becomes the first, by keys.
  await marks(page).nth(2).focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: words.alt }).fill('A “pasted” picture');
  await page.keyboard.press('Escape');
  await page.getByText(strings.writing.kept).waitFor();
  const next = perch.electron.waitForEvent('window');
  await perch.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const again = await next;
  await again.getByText(words.described).waitFor({ timeout: PATIENCE });
  await again.getByRole('textbox', { name: strings.when.label }).fill('in 3 seconds');
  await addButton(again).click();
  await perch.waitForLine(/^Published "Three pictures"/);
  const media = await sandbox.media();
  const [post] = await sandbox.posts();
  const shown = post?.mediaIds?.map((id) => media.find((one) => one.id === id));
  expect(shown?.map((one) => [one?.alt, one?.segments.map(({ sha256 }) => sha256)])).toEqual([
    ['A “pasted” picture', [hashOf(pasted)]],
    ['', [hashOf(chosen)]],
    ['', [hashOf(dropped)]],
  ]);
});
