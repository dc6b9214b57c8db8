import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSessionBus } from '../../build/display.ts';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { acquireWorkerLock } from '../../core/adapters/sqlite/worker-lock.ts';
import type { TrayCommand } from '../../electron/tray-menu.ts';
import { SHORTCUTS } from '../../renderer/shortcuts.ts';
import { strings } from '../../renderer/strings.ts';
import { type FakeTrayHost, startFakeTrayHost } from '../fakes/tray-host.ts';
import {
  closeDisplay,
  eventually,
  launchPerch,
  newHome,
  openDisplay,
  PATIENCE,
  type PerchApp,
  runToEnd,
} from './fixtures.ts';
import { compose, rowOf, textField, waitForStatus } from './screen.ts';
import { choose, labelsOf, shows, tooltipSays } from './tray-panel.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const isLinux = process.platform === 'linux';
/** Signs that menus read as marks of the next letter. */
const NEXT = 'Next_in line & more';
const SEND = { method: 'POST', path: '/2/tweets' } as const;

type AtEnd = (cleanUp: () => Promise<void> | void) => void;

async function openBus(atEnd: AtEnd = onTestFinished) {
  const bus = await startSessionBus();
  atEnd(bus.stop);
  const startHost = () => startFakeTrayHost(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  return { env: bus.env, startHost };
}

const toast = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: strings.toasts }).getByText(words);

const windowCount = ({ electron }: PerchApp): Promise<number> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

const setOnline = ({ electron }: PerchApp, online: boolean): Promise<void> =>
  electron.evaluate(({ net }, is) => {
    net.isOnline = () => is;
  }, online);

/** The window that doing this opens. */
async function opened({ electron }: PerchApp, act: () => Promise<void>): Promise<Page> {
  const opening = electron.waitForEvent('window', { timeout: PATIENCE });
  await act();
  return opening;
}

describe.runIf(isLinux)('a panel', () => {
  const cleanUps: (() => Promise<void> | void)[] = [];
  const atEnd: AtEnd = (cleanUp) => cleanUps.push(cleanUp);
  let perch: PerchApp;
  let env: Readonly<Record<string, string>>;
  let host: FakeTrayHost;
  let x: Awaited<ReturnType<typeof openSandbox>>;

  beforeAll(async () => {
    x = await openSandbox({ file: ':memory:' });
    atEnd(x.close);
    const bus = await openBus(atEnd);
    host = await bus.startHost();
    env = bus.env;
    const keys = { PERCH_X_KEYS: JSON.stringify(x.keys), PERCH_X_API_URL: x.url };
    x.setFaults([{ path: '/2/users/me', kind: 'delay', ms: 1_500, apply: true }]);
    perch = await launchPerch({ env: { ...env, ...keys }, atEnd });
  });
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  });

  test('shows every state by its pixels, its words and its menu', async () => {
    await expect.poll(host.icons, { timeout: PATIENCE, interval: 20 }).toBe(1);
    await shows(host, 'starting');
    expect(await host.item().tooltip()).toBe('Perch — starting');
    await shows(host, 'healthy');
    await tooltipSays(host, /^Perch — nothing queued$/);

    const page = await perch.window();
    x.setFaults([{ ...SEND, kind: 'delay', ms: 1_900, apply: true }]);
    await compose(page, 'Out and about', 'in 1 second');
    await shows(host, 'publishing');
    await tooltipSays(host, /^Perch — publishing 1, nothing queued/);
    await waitForStatus(page, 'Out and about', 'published');
    await shows(host, 'healthy');
    await tooltipSays(host, /, last post just now$/);

    await choose(host, 'For 1 hour');
    await shows(host, 'paused');
    await tooltipSays(host, /^Perch — paused until (tomorrow )?\d\d:\d\d/);
    expect(labelsOf(await host.item().menu())).not.toContain('Pause publishing');
    await choose(host, 'Resume publishing');
    await choose(host, 'Until tomorrow 08:00');
    await tooltipSays(host, /^Perch — paused until tomorrow 08:00/);
    await choose(host, 'Resume publishing');
    await shows(host, 'healthy');
    // Nobody can pull the cable of a test machine. It is looked at with every report of the worker.
    await setOnline(perch, false);
    await choose(host, 'Until I resume');
    await shows(host, 'offline');
    await tooltipSays(host, /^Perch — offline, posts wait for the network, paused, nothing queued/);
    await setOnline(perch, true);
    await choose(host, 'Resume publishing');
    await shows(host, 'healthy');

    x.setFaults([{ ...SEND, kind: 'status', code: 400, apply: false }]);
    await compose(page, 'Not like this', 'in 1 second');
    await shows(host, 'attention');
    await tooltipSays(host, /^Perch — 1 post needs you/);
    expect((await host.item().menu())[0]).toMatchObject({
      label: 'Perch — 1 post needs you',
      enabled: false,
    });

    const release = await takeOver(perch);
    await shows(host, 'error');
    await tooltipSays(host, /^Perch — not publishing\. Another Perch/);
    expect(labelsOf(await host.item().menu()).slice(1)).toEqual([
      '-',
      'New post…',
      '-',
      'Needs attention (1)…',
      '-',
      'Open Perch',
      'Settings…',
      'Quit Perch',
    ]);
    release();
    await page.getByRole('button', { name: strings.strip.restart }).first().click();
    await shows(host, 'attention');
  });

  test('does what is chosen from its menu, and the window can do the same', async () => {
    await (await perch.window()).close();
    await expect.poll(() => windowCount(perch)).toBe(0);
    const quick = await opened(perch, () => choose(host, 'New post…'));
    await textField(quick).waitFor({ timeout: PATIENCE });
    await quick.close();
    const clicked = await opened(perch, () => host.item().activate());
    await textField(clicked).waitFor({ timeout: PATIENCE });
    await clicked.close();

    const page = await opened(perch, () => choose(host, 'Open Perch'));
    await compose(page, NEXT, 'in 2 hours');
    await choose(host, `Next: “${NEXT}” `);
    await page.getByRole('dialog').getByText(NEXT).first().waitFor({ timeout: PATIENCE });
    await page.keyboard.press('Escape');

    await choose(host, 'Publish next now');
    await toast(page, strings.done.sentSoon).waitFor({ timeout: PATIENCE });
    await page.getByRole('button', { name: strings.actions.undo }).click();
    await toast(page, strings.undo.undone(strings.done.sentSoon)).waitFor({ timeout: PATIENCE });
    const labels = async () => labelsOf(await host.item().menu()).join('\n');
    await expect.poll(labels, { timeout: PATIENCE }).toContain(`Next: “${NEXT}” `);
    await expectInPalette(page);

    await page.close();
    const sending = await opened(perch, () => choose(host, 'Publish next now'));
    await toast(sending, strings.done.sentSoon).waitFor({ timeout: PATIENCE });
    expect(x.posts().map(({ text }) => text)).toEqual(['Out and about']);

    // It leaves in ten seconds; meanwhile there is more to choose.
    await choose(host, 'Settings…');
    await sending
      .getByRole('heading', { name: strings.nav.settings, level: 1 })
      .waitFor({ timeout: PATIENCE });
    await choose(host, 'Needs attention (1)…');
    await rowOf(sending, 'Not like this').waitFor({ timeout: PATIENCE });
    expect(await rowOf(sending, NEXT).count()).toBe(0);
    await sending.close();
    await perch.waitForLine(/^Published "Next_in/);
    expect(await windowCount(perch)).toBe(0);
    expect(x.posts().map(({ text }) => text)).toEqual(['Out and about', NEXT]);

    const again = await opened(perch, async () => expect(await runToEnd(perch.home, env)).toBe(0));
    await waitForStatus(again, NEXT, 'published');
    await choose(host, 'Quit Perch');
    expect(await perch.exited()).toBe(0);
  });
});

const PAUSES = [strings.strip.pauseHour, strings.strip.pauseMorning, strings.strip.pauseForever];

/** By what the palette of the window has all that the tray can do; the rest is there without a palette. */
const IN_PALETTE: Readonly<Record<TrayCommand['kind'], readonly string[]>> = {
  open: [],
  quit: [],
  compose: [SHORTCUTS.newPost.label],
  settings: [SHORTCUTS.showSettings.label],
  health: [SHORTCUTS.showHealth.label],
  attention: [strings.palette.attention],
  post: [strings.palette.showNext],
  postNow: [strings.palette.publishNext],
  pause: PAUSES.map((each) => `${strings.strip.pause}: ${each}`),
  resume: [SHORTCUTS.pause.label],
};

async function expectInPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  for (const name of Object.values(IN_PALETTE).flat())
    await page.getByRole('menuitem', { name }).first().waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Escape');
}

/** Another worker publishes from the home before the app's own is back. */
async function takeOver({ home, killWorker }: PerchApp): Promise<() => void> {
  await killWorker();
  return eventually('a lock', () => {
    const me = { pid: process.pid, kind: 'cli', startedAt: Date.now(), host: 'here' } as const;
    const lock = acquireWorkerLock(home, me);
    return lock.ok ? lock.release : undefined;
  });
}

test.runIf(isLinux)('a panel that comes late or goes away never leaves Perch out of reach', async () => {
  const { env, startHost } = await openBus();
  const home = newHome();
  writeFileSync(join(home, 'settings.json'), '{"started": true, "sandbox": true}');
  const perch = await launchPerch({ home, env, args: ['--hidden'] });
  const host = await startHost();
  await expect.poll(host.icons, { timeout: PATIENCE }).toBe(1);
  await shows(host, 'sandbox');
  await tooltipSays(host, /^Perch \(sandbox\) — nothing goes to X/);
  expect(await windowCount(perch)).toBe(0);

  const page = await opened(perch, async () => host.close());
  await textField(page).waitFor({ timeout: PATIENCE });
  const back = await startHost();
  await expect.poll(back.icons, { timeout: PATIENCE }).toBe(1);
  await page.close();
  expect(await windowCount(perch)).toBe(0);

  const settings = await opened(perch, () => choose(back, 'Settings…'));
  await settings.getByText(strings.closing.label).click({ timeout: PATIENCE });
  const chosen = () => readFileSync(join(home, 'settings.json'), 'utf8');
  await expect.poll(chosen).toMatch(/"closeToTray": false/);
  await settings.close();
  expect(await perch.exited()).toBe(0);
});
