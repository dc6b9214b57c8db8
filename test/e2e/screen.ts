import type { Locator, Page } from 'playwright-core';
import { PATIENCE } from './fixtures.ts';

/** First run: the sandbox, in one click. Resolves when the composer is there. */
export async function startWithSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try the sandbox' }).click({ timeout: PATIENCE });
  await textField(page).waitFor({ timeout: PATIENCE });
}

const textField = (page: Page): Locator => page.getByRole('textbox', { name: 'Post text' });

/** Writes a post as a person does and adds it to the queue. */
export async function compose(page: Page, text: string, when: string): Promise<void> {
  await textField(page).fill(text);
  await page.getByRole('textbox', { name: 'When' }).fill(when);
  await page.getByRole('button', { name: 'Add to queue' }).click();
  await rowOf(page, text).waitFor({ timeout: PATIENCE });
}

/** The row of the queue that shows this post. */
export const rowOf = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

/** Resolves when the post's row says this. */
export async function waitForStatus(page: Page, text: string, status: string | RegExp): Promise<void> {
  await rowOf(page, text).filter({ hasText: status }).waitFor({ timeout: PATIENCE });
}
