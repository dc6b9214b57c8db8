import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openSandbox, type Sandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { strings } from '../../renderer/strings.ts';
import { startNetworkLine } from '../fakes/network-line.ts';
import { PATIENCE, type PerchApp } from './fixtures.ts';
import { textField } from './screen.ts';

/** X outside of the app, at the end of a line that can be cut. */
export async function openFarX() {
  const x = await openSandbox({ file: ':memory:' });
  onTestFinished(x.close);
  const line = await startNetworkLine(x.url);
  onTestFinished(line.cut);
  return { x, line, env: { PERCH_X_KEYS: JSON.stringify(x.keys), PERCH_X_API_URL: line.url } };
}

export const textsIn = (x: Sandbox): readonly string[] => x.posts().map(({ text }) => text);

export const waitForStrip = (page: Page, words: RegExp | string): Promise<void> =>
  page.getByRole('region', { name: strings.strip.label }).getByText(words).waitFor({ timeout: PATIENCE });

/** On a busy machine the account comes later than the composer, and a post without one is refused. */
export async function openWindow(perch: PerchApp): Promise<Page> {
  const page = await perch.window();
  await textField(page).waitFor({ timeout: PATIENCE });
  await waitForStrip(page, /^@/);
  return page;
}
