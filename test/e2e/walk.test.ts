import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, launchPerch, openDisplay, PATIENCE, type PerchApp } from './fixtures.ts';
import { addButton, rowOf, startWithSandbox, textField, waitForStatus } from './screen.ts';
import { examine, expectFocus, expectNoSideways, hasWidth, type Offences, resize, watch } from './walker.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 720, height: 520 },
] as const;
const QUICK = { width: 520, height: 520 } as const;
const [LARGE] = SIZES;

// One app for all, as a person sees it: filled by the demo, in the order of the rail.
let perch: PerchApp;
let page: Page;
let offences: Offences;
const cleanUps: (() => unknown)[] = [];

beforeAll(async () => {
  await openDisplay();
  const env = { PERCH_DEMO: '', PERCH_TIMINGS: '' };
  perch = await launchPerch({ env, atEnd: (cleanUp) => cleanUps.push(cleanUp) });
  page = await perch.window();
  page.setDefaultTimeout(10_000);
  offences = await watch(perch.electron, page);
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  await closeDisplay();
});

const button = (name: string, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: true });
const rail = (): Locator => page.getByRole('navigation', { name: strings.nav.label });
const dialog = (): Locator => page.getByRole('dialog');

/** By the rail; the screen has its heading. */
async function goTo(screen: 'posts' | 'calendar' | 'activity' | 'health' | 'transfer' | 'settings') {
  // Its name goes on with a number when something needs the person.
  await rail()
    .getByRole('button', { name: new RegExp(`^${strings.nav[screen]}`) })
    .click();
  await page.locator('h1, h2').first().waitFor();
}

async function openDialog(open: () => Promise<unknown>): Promise<void> {
  await open();
  await dialog().waitFor();
}

async function closeDialog(name: string): Promise<void> {
  // The first one may close the hint of the button under the pointer.
  await eventually('an end of the dialog', async () => {
    await page.keyboard.press('Escape');
    return (await dialog().count()) === 0 || undefined;
  });
  await expectFocus(page, name);
}

type Stop = {
  readonly name: string;
  readonly go: () => Promise<unknown>;
  readonly leave?: () => Promise<unknown>;
  /** What the screen is for must be there for the mouse at any size and zoom. */
  readonly primary: () => Locator;
};

const THREAD = [
  'Thanks @ada: what we learned about $RYE and $SPELT flour this year, as README.md says.',
  'More at https://example.com/bread',
];

/** A thread with links, cashtags and a file's name that would become a link. */
async function writeThread(): Promise<void> {
  await textField(page).fill(THREAD[0] ?? '');
  await button(strings.compose.addPart).click();
  await page.getByRole('textbox', { name: strings.compose.part(2, 2) }).fill(THREAD[1] ?? '');
}

async function clearThread(): Promise<void> {
  await button(strings.compose.removePart).last().click();
  await textField(page).fill('');
}

const filter = (name: string): Promise<void> =>
  page
    .getByRole('radio', { name: new RegExp(`^${name}`) })
    .first()
    .click();

const STOPS: readonly Stop[] = [
  { name: 'queue', go: () => goTo('posts'), primary: () => addButton(page) },
  {
    name: 'queue-attention',
    go: () => filter(strings.queue.filters.attention),
    leave: () => filter(strings.queue.filters.all),
    primary: () => addButton(page),
  },
  {
    name: 'queue-none',
    go: async () => {
      await page.getByRole('searchbox', { name: strings.queue.find }).fill('no such words');
      await page.getByText(strings.queue.noMatch).waitFor();
    },
    leave: () => page.getByRole('searchbox', { name: strings.queue.find }).fill(''),
    primary: () => button(strings.queue.clearFilters),
  },
  { name: 'composer', go: writeThread, leave: clearThread, primary: () => addButton(page) },
  {
    name: 'details',
    go: () =>
      openDialog(async () => {
        await rowOf(page, 'apprentice').focus();
        await page.keyboard.press('Enter');
      }),
    leave: () => closeDialog('details'),
    primary: () => button(strings.actions.edit, dialog()),
  },
  {
    name: 'calendar-month',
    go: async () => {
      await goTo('calendar');
      await page.getByRole('radio', { name: strings.calendar.views.month }).click();
    },
    primary: () => button(strings.calendar.today),
  },
  {
    name: 'calendar-week',
    go: () => page.getByRole('radio', { name: strings.calendar.views.week }).click(),
    primary: () => button(strings.calendar.today),
  },
  { name: 'activity', go: () => goTo('activity'), primary: () => button(strings.activity.export) },
  { name: 'health', go: () => goTo('health'), primary: () => button(strings.machinery.runSelfTest) },
  { name: 'transfer', go: () => goTo('transfer'), primary: () => button(strings.transfer.backup) },
  { name: 'settings', go: () => goTo('settings'), primary: () => button(strings.posting.add) },
  {
    name: 'palette',
    go: () => openDialog(() => page.keyboard.press('Control+k')),
    leave: () => closeDialog('palette'),
    primary: () =>
      dialog()
        .getByRole('combobox')
        .or(dialog().getByRole('searchbox'))
        .or(dialog().getByRole('textbox'))
        .first(),
  },
  {
    name: 'shortcuts',
    go: () => openDialog(() => button(strings.nav.shortcuts).click()),
    leave: () => closeDialog('shortcuts'),
    primary: () => button(strings.actions.close, dialog()),
  },
];

/** Goes there, looks, and leaves it as it was, also when it does not look well. */
async function visit({ go, leave }: Stop, look: () => Promise<void>): Promise<void> {
  try {
    await go();
    await look();
  } finally {
    await leave?.();
  }
}

/** Both themes, as axe sees them. */
async function inBothThemes(shown: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await shown.emulateMedia({ colorScheme });
    await examine(shown, `${name}-${colorScheme}`);
  }
}

test('the welcome', async () => {
  await button(strings.welcome.sandbox).waitFor({ timeout: PATIENCE });
  for (const size of SIZES) {
    await resize(perch.electron, page, size);
    await inBothThemes(page, `welcome-${size.width}`);
  }
  await resize(perch.electron, page, LARGE);
  await startWithSandbox(page);
  await waitForStatus(page, 'We are looking for an apprentice', 'failed');
  await expectFocus(page, 'the welcome');
});

describe.each(SIZES)('at $width × $height', (size) => {
  test.each(STOPS)('$name is shown well in both themes', async (stop) => {
    await resize(perch.electron, page, size);
    await visit(stop, async () => {
      await inBothThemes(page, `${stop.name}-${size.width}`);
      await expectNoSideways(page, stop.name);
      await stop.primary().click({ trial: true });
    });
  });
});

describe('with less motion, and with the colours of the system', () => {
  test.each(STOPS)('$name', async (stop) => {
    await resize(perch.electron, page, LARGE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce', forcedColors: 'active' });
    await visit(stop, () => examine(page, `${stop.name}-forced`));
  });
});

describe('at 200 %', () => {
  const zoom = (factor: number): Promise<void> =>
    perch.electron.evaluate(
      ({ BrowserWindow }, { url, factor }) => {
        const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url);
        window?.webContents.setZoomFactor(factor);
      },
      { url: page.url(), factor },
    );

  beforeAll(async () => {
    await resize(perch.electron, page, LARGE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: null, forcedColors: null });
    await zoom(2);
    await eventually('a page at 200 %', () => hasWidth(page, LARGE.width / 2));
  });
  afterAll(() => zoom(1));

  test.each(STOPS)('nothing of $name is out of reach', (stop) =>
    visit(stop, async () => {
      await examine(page, `${stop.name}-zoomed`);
      await expectNoSideways(page, stop.name);
      await stop.primary().click({ trial: true });
    }),
  );
});

test('F6 goes through the parts of the window and Shift+F6 back, and Tab begins with the rail', async () => {
  await goTo('posts');
  const part = () => page.evaluate(() => document.activeElement?.closest('[data-part]')?.ariaLabel);
  const parts = [strings.strip.label, strings.compose.title, strings.queue.title, strings.nav.label];
  for (const label of [...parts, ...parts]) {
    await page.keyboard.press('F6');
    expect(await part()).toBe(label);
  }
  for (const label of parts.slice(0, 3).toReversed()) {
    await page.keyboard.press('Shift+F6');
    expect(await part()).toBe(label);
  }
  await page.keyboard.press('Shift+F6');
  const tabbed: unknown[] = [];
  for (let i = 0; i < 20; i++) {
    const label = await part();
    if (tabbed.at(-1) !== label) tabbed.push(label);
    await page.keyboard.press('Tab');
  }
  expect(tabbed.slice(0, 3)).toEqual([strings.nav.label, strings.strip.label, strings.compose.title]);
});

test('the quick window', async () => {
  const next = perch.electron.waitForEvent('window');
  await perch.electron.evaluate(({ app, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    app.emit('second-instance', {}, ['--new-post']);
  });
  const quick = await next;
  const own = await watch(perch.electron, quick);
  await addButton(quick).waitFor({ timeout: PATIENCE });
  await perch.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.show();
  });
  await resize(perch.electron, quick, QUICK);
  await inBothThemes(quick, 'quick');
  await textField(quick).fill(THREAD[0] ?? '');
  await inBothThemes(quick, 'quick-written');
  expect(own).toEqual([]);
});

test('nothing broke the policy, failed in the console or came from outside', () => {
  expect(offences).toEqual([]);
});
