import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND } from '../../core/domain/time.ts';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, controlSandbox, launchPerch, openDisplay, PATIENCE } from './fixtures.ts';
import { addButton, rowOf, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

/** As it is for a person, with the time that the protocol has in life. */
const env = { PERCH_DEMO: '', PERCH_TIMINGS: '' };
const WALNUT = 'Walnut bread today, until it is gone.';

test('a first post is queued within a minute of the first launch', async () => {
  const launched = performance.now();
  const page = await (await launchPerch({ env })).window();
  await page.getByRole('button', { name: strings.welcome.sandbox }).click({ timeout: PATIENCE });
  await addButton(page).click({ timeout: PATIENCE });
  await rowOf(page, strings.compose.suggestion).waitFor({ timeout: PATIENCE });
  const took = performance.now() - launched;
  console.log(`First post queued ${(took / SECOND).toFixed(1)} s after the first launch.`);
  expect(took).toBeLessThan(60 * SECOND);
});

test('the demo has two weeks of posts, runs fast, and leaves nothing behind', async () => {
  const perch = await launchPerch({ env });
  const page = await perch.window();
  await startWithSandbox(page);
  await waitForStatus(page, WALNUT, 'scheduled');
  await waitForStatus(page, 'We are looking for an apprentice', 'failed');
  const sandbox = await controlSandbox(perch);
  const before = (await sandbox.posts()).map(({ text }) => text);
  expect(before).toContain('Rye on Tuesdays and Fridays from now on. You asked for it often enough.');
  expect(before).not.toContain(WALNUT);

  await page.getByRole('button', { name: strings.demo.badge, exact: true }).click();
  await page.getByRole('menuitem', { name: strings.demo.speeds[60] }).click();
  await page.getByRole('button', { name: strings.demo.fast(60) }).waitFor({ timeout: PATIENCE });
  await waitForStatus(page, WALNUT, 'published');
  const after = (await sandbox.posts()).filter(({ text }) => text === WALNUT);
  expect(after).toHaveLength(1);
  expect(after[0]?.createdAt ?? 0).toBeGreaterThan(Date.now() + 5 * 60 * SECOND);

  await page.getByRole('button', { name: strings.demo.fast(60) }).click();
  await page.getByRole('menuitem', { name: strings.demo.leave }).click();
  await page.getByRole('button', { name: strings.demo.leaveGo }).click();
  await page.getByRole('button', { name: strings.welcome.sandbox }).waitFor({ timeout: PATIENCE });
  expect(existsSync(join(perch.home, 'demo'))).toBe(false);
  expect(existsSync(join(perch.home, 'sandbox.db'))).toBe(false);
});

test('the demo is as it was left when Perch starts again, and is filled only once', async () => {
  const first = await launchPerch({ env });
  const page = await first.window();
  await startWithSandbox(page);
  await waitForStatus(page, WALNUT, 'scheduled');
  const count = await page.getByRole('row').count();
  await first.killEverything();
  const again = await (await launchPerch({ home: first.home, env })).window();
  await waitForStatus(again, WALNUT, 'scheduled');
  await expect.poll(() => again.getByRole('row').count(), { timeout: PATIENCE }).toBe(count);
});
