import type { Locator, Page } from 'playwright-core';
import type { Status } from '../../core/domain/status.ts';
import { strings } from '../../renderer/strings.ts';
import { eventually, PATIENCE } from './fixtures.ts';

/** First run: the sandbox, in one click. Resolves when the composer is there. */
export async function startWithSandbox(page: Page): Promise<void> {
  await page.getByRole('button', { name: strings.welcome.sandbox }).click({ timeout: PATIENCE });
  await textField(page).waitFor({ timeout: PATIENCE });
  // On a busy machine the account comes later than the composer, and a post without one is refused.
  await page
    .getByRole('region', { name: strings.strip.label })
    .getByText(/^@/)
    .waitFor({ timeout: PATIENCE });
}

/** The app of a test has no keyring, so it asks before it keeps its first secret. */
export async function keepUnprotected(page: Page): Promise<void> {
  await page.getByRole('button', { name: strings.secrets.usePlain }).click({ timeout: PATIENCE });
}

/** The text of the post, while it has one part. */
export const textField = (page: Page): Locator =>
  page.getByRole('textbox', { name: strings.compose.part(1, 1) });

export const addButton = (page: Page): Locator => page.getByRole('button', { name: strings.compose.add });

/** Writes a post as a person does and adds it to the queue. */
export async function compose(page: Page, text: string, when: string): Promise<void> {
  await textField(page).fill(text);
  await page.getByRole('textbox', { name: strings.when.label }).fill(when);
  await addButton(page).click();
  await rowOf(page, text).waitFor({ timeout: PATIENCE });
}

/** The row of the queue that shows this post. */
export const rowOf = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

/** Resolves when this is what is being written. */
export async function waitForText(page: Page, text: string): Promise<void> {
  await eventually(
    `“${text}” in the composer`,
    async () => (await textField(page).inputValue()) === text || undefined,
  );
}

/** Resolves when the post's row says this. */
export async function waitForStatus(page: Page, text: string, status: Status): Promise<void> {
  const words = strings.statuses[status];
  await rowOf(page, text).filter({ hasText: words }).waitFor({ timeout: PATIENCE });
}
