import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { ACCOUNT_SHOTS } from './account-shots.ts';
import { CALENDAR_SHOTS } from './calendar-shots.ts';
import { COMPOSER_SHOTS } from './composer-shots.ts';
import { CONTENT_SHOTS } from './content-shots.ts';
import { HEALTH_SHOTS } from './health-shots.ts';
import { startHarness } from './open-window.ts';
import { QUEUE_SHOTS } from './queue-shots.ts';
import type { Scenario } from './scenario.ts';
import { SECRETS_SHOTS } from './secrets-shots.ts';
import { SETTINGS_SHOTS } from './settings-shots.ts';
import { TRANSFER_SHOTS } from './transfer-shots.ts';
import { WHEN_SHOTS } from './when-shots.ts';

// Walks the screens in both themes and two sizes: pictures into a folder, axe and the policy on each.
// node test/renderer/harness/screenshots.ts [folder] [only]

const [folder = '/tmp/perch-shots', only = ''] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 720, height: 520 },
] as const;
const QUICK = { width: 520, height: 520 } as const;

export type Shot = {
  readonly scenario: Scenario;
  readonly act?: (page: Page) => Promise<unknown>;
  /** Of the quick window, which has one size. */
  readonly quick?: true;
};

const mixed: Scenario = { posts: 'mixed' };
const composer = (page: Page) => page.getByRole('textbox', { name: 'Post text' });

const SHOTS: Readonly<Record<string, Shot>> = {
  ...ACCOUNT_SHOTS,
  ...TRANSFER_SHOTS,
  ...CALENDAR_SHOTS,
  ...COMPOSER_SHOTS,
  ...CONTENT_SHOTS,
  ...HEALTH_SHOTS,
  ...WHEN_SHOTS,
  welcome: { scenario: { posts: 'none', shell: { started: false, sandbox: false } } },
  'welcome-connect': {
    scenario: { posts: 'none', shell: { started: false, sandbox: false } },
    act: (page) => page.getByRole('button', { name: 'Use your X account' }).click(),
  },
  'first-post': {
    scenario: { posts: 'none', shell: { started: false, trayHintSeen: false } },
    act: (page) => page.getByRole('button', { name: 'Try the sandbox' }).click(),
  },
  empty: { scenario: { posts: 'none' } },
  loading: { scenario: { posts: 'none', loading: true }, act: (page) => page.waitForTimeout(400) },
  mixed: { scenario: mixed },
  many: { scenario: { posts: 10_000 }, act: (page) => page.waitForTimeout(2500) },
  attention: { scenario: mixed, act: (page) => page.getByRole('radio', { name: /Needs you/ }).click() },
  missed: {
    scenario: { posts: 'missed' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Spread them' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  away: {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('row').first().waitFor();
      await page.evaluate('host.closeWorker()');
    },
  },
  failed: {
    scenario: {
      ...mixed,
      shell: {
        worker: 'failed',
        workerMessage:
          'The database is damaged. It was kept aside as posts.db.damaged; restore a backup or start anew.',
      },
    },
  },
  palette: { scenario: mixed, act: (page) => page.keyboard.press('Control+k') },
  'palette-search': {
    scenario: mixed,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('th');
    },
  },
  'palette-none': {
    scenario: mixed,
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('zzzz');
    },
  },
  activity: { scenario: mixed, act: (page) => page.getByRole('button', { name: 'Activity' }).click() },
  'activity-empty': {
    scenario: { posts: 'none' },
    act: (page) => page.getByRole('button', { name: 'Activity' }).click(),
  },
  'activity-none': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('button', { name: 'Activity' }).click();
      await page.getByRole('searchbox', { name: 'Find' }).fill('no such words');
    },
  },
  health: { scenario: mixed, act: (page) => page.getByRole('button', { name: 'Health' }).click() },
  'health-bad': {
    scenario: { ...mixed, health: 'bad' },
    act: (page) => page.getByRole('button', { name: 'Health' }).click(),
  },
  'health-shared': {
    scenario: { ...mixed, storage: 'shared' },
    act: (page) => page.getByRole('button', { name: 'Health' }).click(),
  },
  'storage-away': {
    scenario: { ...mixed, storage: 'away' },
    act: async (page) => {
      await composer(page).fill('Written while the storage is away');
      await page.getByRole('textbox', { name: 'When' }).fill('in 1 minute');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Saved here; it goes').first().waitFor();
    },
  },
  'unsynced-only': {
    scenario: { posts: 'none', storage: 'away' },
    act: async (page) => {
      await composer(page).fill('Written while the storage is away');
      await page.getByRole('textbox', { name: 'When' }).fill('in 1 minute');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Saved here, will sync').first().waitFor();
    },
  },
  'health-away': {
    scenario: { ...mixed, storage: 'away' },
    act: (page) => page.getByRole('button', { name: 'Health' }).click(),
  },
  paused: {
    scenario: { ...mixed, health: 'paused' },
    act: (page) => page.getByRole('button', { name: 'Health' }).click(),
  },
  details: {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('row').nth(1).focus();
      await page.keyboard.press('Enter');
      await page.waitForTimeout(200);
    },
  },
  menu: {
    scenario: mixed,
    act: (page) =>
      page
        .getByRole('button', { name: /^Actions for/ })
        .nth(1)
        .click(),
  },
  shortcuts: {
    scenario: mixed,
    act: (page) => page.getByRole('button', { name: 'Shortcuts' }).click(),
  },
  ...QUEUE_SHOTS,
  ...SECRETS_SHOTS,
  ...SETTINGS_SHOTS,
  cancelled: {
    scenario: mixed,
    act: async (page) => {
      const row = page.getByRole('row', { name: /Small joys/ });
      await page.getByRole('row').nth(1).focus();
      for (
        let i = 0;
        i < 20 && !(await row.evaluateAll((rows) => rows.some((one) => one === document.activeElement)));
        i++
      ) {
        await page.keyboard.press('j');
        await page.waitForTimeout(50);
      }
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
};

mkdirSync(folder, { recursive: true });
const harness = await startHarness();
let failures = 0;
for (const [name, { scenario, act, quick }] of Object.entries(SHOTS)) {
  if (only && !name.includes(only)) continue;
  for (const size of quick ? [QUICK] : SIZES) {
    for (const dark of [false, true]) {
      const label = `${name}-${size.width}-${dark ? 'dark' : 'light'}`;
      const page = await harness.open(scenario, { ...size, dark, ...(quick && { file: 'quick.html' }) });
      page.setDefaultTimeout(5_000);
      page.on('pageerror', (error) => console.log(`${label}: page error ${error.message}`));
      page.on(
        'console',
        (message) =>
          message.type() === 'error' &&
          !message.text().includes('404') &&
          console.log(`${label}: ${message.text()}`),
      );
      try {
        await page.waitForTimeout(250);
        await act?.(page);
        await page.waitForTimeout(350);
        await page.screenshot({ path: `${folder}/${label}.png` });
        await page.evaluate(axe);
        const result = (await page.evaluate('axe.run()')) as {
          violations: readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[];
        };
        for (const { id, nodes } of result.violations) {
          failures += 1;
          console.log(
            `${label}: axe ${id} (${nodes.length}) ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary.slice(0, 300)}`,
          );
        }
        for (const violation of await page.violations()) {
          failures += 1;
          console.log(`${label}: policy ${violation}`);
        }
      } catch (error) {
        failures += 1;
        console.log(`${label}: ${error instanceof Error ? error.message : String(error)}`);
        await page.screenshot({ path: `${folder}/${label}.png` });
      }
      await page.close();
    }
  }
}
await harness.close();
console.log(failures === 0 ? 'No axe violation, no policy violation.' : `${failures} problems.`);
process.exitCode = failures === 0 ? 0 : 1;
