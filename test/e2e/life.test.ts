import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { textParts } from '../../core/domain/content.ts';
import { freshPost } from '../../core/domain/fresh-post.ts';
import type { Status } from '../../core/domain/status.ts';
import { HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { openHome } from '../../core/host/home.ts';
import type { Log } from '../../core/ports/log.ts';
import { strings } from '../../renderer/strings.ts';
import { openFarX, openWindow, textsIn, waitForStrip } from './far-x.ts';
import {
  closeDisplay,
  eventually,
  isGone,
  launchPerch,
  newHome,
  openDisplay,
  PATIENCE,
  type PerchApp,
} from './fixtures.ts';
import { rowOf, textField } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The store of a home from outside, as the command line sees it. */
async function openStore(path: string) {
  const home = await openHome({ path, version: 'test', log: quiet, by: 'cli' });
  onTestFinished(home.close);
  const { posts, accounts } = home.store;
  const entry = { event: 'added', part: 0, detail: '', by: 'test' } as const;
  return {
    /** `at`: by the clock of the worker. */
    add: async (text: string, at: number) => {
      const account = (await accounts.list())[0]?.name ?? '';
      const given = {
        id: text,
        account,
        status: 'scheduled',
        dueAt: at,
        zone: 'UTC',
        lateWindow: HOUR,
      } as const;
      const none = { repeat: null, replyTo: null, replySettings: null } as const;
      const post = freshPost({ ...given, ...none, parts: textParts([text]) }, Date.now(), text);
      await posts.insert([post], { ...entry, at: Date.now() });
    },
    statusOf: async (text: string): Promise<Status | undefined> => (await posts.get(text))?.status,
    until: (text: string, status: Status) =>
      eventually(`"${text}" ${status}`, async () => (await posts.get(text))?.status === status || undefined),
  };
}

const show = (page: Page, screen: 'health' | 'activity' | 'settings' | 'posts'): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${strings.nav[screen]}`) })
    .first()
    .click();

/** The worker's clock is wrong by `wall` more, and it was asleep for `uptime`. */
const shift = ({ electron }: PerchApp, wall: number, uptime = 0): Promise<void> =>
  electron.evaluate(({ app }, [wall, uptime]) => void app.emit('perch-shift', wall, uptime), [wall, uptime]);

const power = ({ electron }: PerchApp, event: 'suspend' | 'resume'): Promise<void> =>
  electron.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), event);

/** A home on a disk of its own, where the system lets us make one. */
function smallDisk() {
  const disk = join(tmpdir(), `perch-disk-${process.pid}`);
  mkdirSync(disk);
  const mount = ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk];
  const isThere =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', mount).status === 0;
  onTestFinished(() => {
    if (isThere) spawnSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  const filler = join(disk, 'filler');
  return {
    home: isThere ? join(disk, 'home') : newHome(),
    isThere,
    fill: () => {
      try {
        writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024));
      } catch {
        // It is as full as it gets.
      }
    },
    free: () => rmSync(filler),
  };
}

test('a night, a clock that is set, a network that is gone, a graphics process that dies, a disk that is full', async () => {
  const { x, line, env } = await openFarX();
  const disk = smallDisk();
  const perch = await launchPerch({ home: disk.home, env: { ...env, PERCH_TEST_CLOCK: '1' } });
  const page = await openWindow(perch);
  const store = await openStore(perch.home);
  let now = Date.now();

  await show(page, 'settings');
  await page.getByText(strings.keepAwake.label).click();
  await show(page, 'health');
  await page.getByText(strings.keepAwake.states.on).waitFor({ timeout: PATIENCE });
  await store.add('in ten minutes', now + 10 * MINUTE);
  await page.getByText(strings.keepAwake.states.holding).waitFor({ timeout: PATIENCE });

  await store.add('in the evening', now + 2 * HOUR);
  await store.add('before breakfast', now + 7.5 * HOUR);
  await store.add('tomorrow', now + 20 * HOUR);
  await power(perch, 'suspend');
  await shift(perch, 8 * HOUR, 8 * HOUR);
  await power(perch, 'resume');
  now += 8 * HOUR;
  await store.until('in the evening', 'missed');
  await store.until('before breakfast', 'published');
  await show(page, 'activity');
  await page.getByText(strings.machine.slept(8 * HOUR, 1, 2)).waitFor({ timeout: PATIENCE });

  await store.add('in half an hour', now + 30 * MINUTE);
  await shift(perch, HOUR);
  await store.until('in half an hour', 'published');
  await page.getByText(strings.machine.clockSet(HOUR)).waitFor({ timeout: PATIENCE });
  await shift(perch, -HOUR);
  await page.getByText(strings.machine.clockSet(-HOUR)).waitFor({ timeout: PATIENCE });
  expect(await store.statusOf('tomorrow')).toBe('scheduled');

  const gpu = await perch.electron.evaluate(
    ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0,
  );
  expect(gpu).toBeGreaterThan(0);
  process.kill(gpu, 'SIGKILL');
  await isGone(gpu);

  await line.cut();
  await store.add('without a network', now + SECOND);
  await waitForStrip(page, /^Offline since/);
  await show(page, 'health');
  await page.getByText(/^This computer does not reach X/).waitFor();
  await store.until('without a network', 'retrying');
  await line.mend();
  await store.until('without a network', 'published');
  await waitForStrip(page, strings.strip.running);

  const before = ['before breakfast', 'in half an hour', 'without a network'];
  if (disk.isThere) {
    disk.fill();
    await show(page, 'posts');
    await textField(page).fill('On a full disk');
    await page.getByRole('textbox', { name: strings.when.label }).fill('in 9 hours');
    await page.getByRole('button', { name: strings.compose.add }).click();
    await page
      .getByText(/no space left/i)
      .first()
      .waitFor({ timeout: PATIENCE });
    expect(await textField(page).inputValue()).toBe('On a full disk');
    expect(textsIn(x)).toEqual(before);
    disk.free();
    await page.getByRole('button', { name: strings.compose.add }).click();
    await rowOf(page, 'On a full disk').waitFor({ timeout: PATIENCE });
  }
  expect(textsIn(x)).toEqual(before);
  expect(x.requests().filter(({ method, status }) => method === 'POST' && status === 201)).toHaveLength(3);
}, 180_000);
