import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from './fixtures.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures of the walk are written, if anywhere. */
const SHOTS = process.env['PERCH_WALK_SHOTS'];

export type Size = { readonly width: number; readonly height: number };

/** What must not happen anywhere on the way. */
export type Offences = readonly string[];

/** Notes what breaks the policy, what the console calls an error, and what comes from outside. */
export async function watch(electron: ElectronApplication, page: Page): Promise<Offences> {
  const offences: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') offences.push(`console: ${message.text()}`);
    if (message.text().startsWith('policy: ')) offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(app:\/\/perch\/|data:|blob:)/.test(request.url())) offences.push(`outside: ${request.url()}`);
  });
  await electron.context().addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.info(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  // From its first line on.
  await page.reload();
  return offences;
}

/** Gives the window that shows this page a size. */
export async function resize(electron: ElectronApplication, page: Page, size: Size): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, { url, width, height }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL() === url)
        ?.setContentSize(width, height),
    { url: page.url(), ...size },
  );
  await eventually(`a page of ${size.width} × ${size.height}`, () => hasWidth(page, size.width));
}

/** For `eventually`: of the page, as its styles see it. */
export const hasWidth = async (page: Page, width: number): Promise<true | undefined> =>
  (await page.evaluate(() => innerWidth)) === width || undefined;

/** Resolves when nothing moves or fades any more, but for what turns for ever. */
export async function settled(page: Page): Promise<void> {
  const isStill = () =>
    page.evaluate(
      () =>
        document
          .getAnimations()
          .every(
            ({ playState, effect }) =>
              playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
          ) || undefined,
    );
  await eventually('a page at rest', isStill);
}

/** axe finds nothing in what is shown; a picture of it is written if one is asked for. */
export async function examine(page: Page, name: string): Promise<void> {
  await settled(page);
  if (SHOTS) {
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const violations = await page.evaluate(`axe
    .run({ resultTypes: ['violations'] })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
  expect.soft(violations, name).toEqual([]);
}

/** Something in the page has the focus, so that the next key leads on from there. */
export async function expectFocus(page: Page, after: string): Promise<void> {
  const isLost = () => page.evaluate(() => document.activeElement === document.body);
  await expect.poll(isLost, { message: `the focus is lost after ${after}` }).toBe(false);
}

/** The page itself never scrolls sideways, nor does anything in it that is not made for it. */
export async function expectNoSideways(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const isCut = (one: Element) =>
      one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX);
    const all = [document.documentElement, ...document.querySelectorAll('main, section, [role="dialog"]')];
    return all
      .filter((one) => one.scrollWidth > innerWidth || isCut(one))
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
  expect.soft(wide, name).toEqual([]);
}
