import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { CALENDAR_SHOTS } from './calendar-shots.ts';
import { COMPOSER_SHOTS } from './composer-shots.ts';
import { startHarness } from './open-window.ts';
import { QUEUE_SHOTS } from './queue-shots.ts';
import type { Scenario } from './scenario.ts';
import { TRANSFER_SHOTS } from './transfer-shots.ts';

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

const TICKS = [
  { service: 'connection', ok: true, problem: '' },
  { service: 'tables', ok: true, problem: '' },
  {
    service: 'queues',
    ok: false,
    problem:
      'Azure Storage did not accept the key or signature (403 AuthorizationPermissionMismatch): copy the connection string anew, and if it is a signature, check what it allows and until when.',
  },
  { service: 'blobs', ok: true, problem: '' },
] as const;

const SHOTS: Readonly<Record<string, Shot>> = {
  ...TRANSFER_SHOTS,
  ...CALENDAR_SHOTS,
  ...COMPOSER_SHOTS,
  welcome: { scenario: { posts: 'none', shell: { started: false, sandbox: false } } },
  'welcome-connect': {
    scenario: { posts: 'none', shell: { started: false, sandbox: false } },
    act: (page) => page.getByRole('button', { name: 'Connect X' }).click(),
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
      await page.getByRole('textbox', { name: 'Find' }).fill('no such words');
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
  settings: { scenario: mixed, act: (page) => page.keyboard.press('Control+,') },
  'settings-shared': {
    scenario: { ...mixed, storage: 'shared' },
    act: (page) => page.keyboard.press('Control+,'),
  },
  'settings-fixed': {
    scenario: {
      ...mixed,
      storage: 'shared',
      shell: { storage: { use: 'azure', account: 'perchposts', fixed: true } },
    },
    act: (page) => page.keyboard.press('Control+,'),
  },
  'settings-test': {
    scenario: { ...mixed, ticks: TICKS },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('radio', { name: /Azure/ }).press(' ');
      await page
        .getByRole('textbox', { name: 'Connection string' })
        .or(page.locator('input[type=password]'))
        .fill('AccountName=perchposts;AccountKey=x');
      await page.getByRole('button', { name: 'Test connection' }).press('Enter');
      await page.getByText('Queues').waitFor();
    },
  },
  'settings-refused': {
    scenario: {
      ...mixed,
      refuse:
        'This is neither a connection string nor a URL of Azure Storage. Copy it again from the storage account (Security + networking, Access keys).',
    },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('radio', { name: /Azure/ }).press(' ');
      await page.locator('input[type=password]').fill('hello');
      await page.getByRole('button', { name: 'Use this storage' }).press('Enter');
      await page.getByText('neither a connection').waitFor();
    },
  },
  'settings-processors': {
    scenario: mixed,
    act: async (page) => {
      await page.keyboard.press('Control+,');
      await page.getByRole('textbox', { name: 'At once' }).fill('99');
      await page.keyboard.press('Enter');
      await page.getByText('must be a whole number').first().scrollIntoViewIfNeeded();
    },
  },
  paused: {
    scenario: { ...mixed, health: 'paused' },
    act: (page) => page.getByRole('button', { name: 'Health' }).click(),
  },
  'composer-errors': {
    scenario: { ...mixed, accounts: 2, refuse: 'There is no account “sandbox”. Known accounts: none yet.' },
    act: async (page) => {
      await composer(page).fill(`${'Far too long. '.repeat(22)} See README.md $ABC $DEF`);
      await page.getByRole('textbox', { name: 'When' }).fill('the day after never');
    },
  },
  'composer-thread': {
    scenario: { ...mixed, refuse: 'The publisher said no. Everything is kept.' },
    act: async (page) => {
      await composer(page).fill('A thread, first part');
      await page.getByRole('button', { name: 'Add part' }).click();
      await page.keyboard.type('Second part with a link https://example.com');
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
      await page.keyboard.press('Control+Enter');
      await page.waitForTimeout(200);
    },
  },
  'posting-default': { scenario: mixed, act: (page) => page.keyboard.press('Control+,') },
  'posting-plan': {
    scenario: {
      ...mixed,
      accounts: 2,
      plans: { sandbox: { zone: 'Asia/Tokyo', slots: [{ weekday: 6, time: '10:00' }], lateWindow: 300_000 } },
    },
    act: async (page) => {
      await page.keyboard.press('Control+,');
      const card = page.getByRole('region', { name: 'Slots of @sandbox' });
      await card.getByRole('textbox', { name: 'New slot' }).fill('5:30pm');
      await page.keyboard.press('Enter');
      await card.getByRole('button', { name: 'Remove Mon 17:30' }).waitFor();
      await card.getByRole('textbox', { name: 'New slot' }).fill('half past');
      await page.keyboard.press('Enter');
      await page.getByText('Give a time of day').waitFor();
    },
  },
  'when-empty': { scenario: mixed },
  'when-series': {
    scenario: { posts: 'none' },
    act: async (page) => {
      await composer(page).fill('Office hour');
      await page.getByRole('button', { name: /Does not repeat/ }).press('Enter');
      await page.getByRole('option', { name: 'Weekly' }).press('Enter');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('row', { name: /Office hour/ }).focus();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Only this one' }).waitFor();
    },
  },
  'when-unknown': {
    scenario: mixed,
    act: (page) => page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am London or so'),
  },
  'when-gap': {
    scenario: mixed,
    act: (page) => page.getByRole('textbox', { name: 'When' }).fill('2027-03-28T01:30'),
  },
  'when-twice': {
    scenario: mixed,
    act: (page) => page.getByRole('textbox', { name: 'When' }).fill('2027-10-31T01:30'),
  },
  'when-past': {
    scenario: mixed,
    act: (page) => page.getByRole('textbox', { name: 'When' }).fill('today 00:01'),
  },
  'when-far': {
    scenario: mixed,
    act: (page) => page.getByRole('textbox', { name: 'When' }).fill('1 march 2031 9am'),
  },
  'when-menu': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('button', { name: 'Other times' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  'when-picker': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
      await page.getByRole('button', { name: 'Choose date and time' }).press('Enter');
      await page.getByRole('grid').first().waitFor();
    },
  },
  'when-zone': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('button', { name: /^Time zone/ }).press('Enter');
      await page.keyboard.type('tok');
      await page.getByRole('menuitem', { name: 'Asia/Tokyo' }).waitFor();
    },
  },
  'when-moved': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('textbox', { name: 'When' }).fill('tomorrow 9am');
      await page.getByRole('button', { name: /^Time zone/ }).press('Enter');
      await page.keyboard.type('tokyo');
      await page.getByRole('menuitem', { name: 'Asia/Tokyo' }).click();
      await page.getByRole('button', { name: /^Keep the moment/ }).waitFor();
    },
  },
  'when-repeat': {
    scenario: mixed,
    act: async (page) => {
      await page.getByRole('textbox', { name: 'When' }).fill('24 march 2027 01:30');
      await page.getByRole('button', { name: /Does not repeat/ }).press('Enter');
      await page.getByRole('option', { name: 'Weekly' }).press('Enter');
      await page.getByRole('button', { name: 'Sun', exact: true }).press(' ');
      await page.getByText('clocks skip').waitFor();
    },
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
