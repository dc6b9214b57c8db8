import type { ElectronApplication, Page } from 'playwright-core';
import { launchPerch, type PerchApp } from './fixtures.ts';
import { addButton, startWithSandbox } from './screen.ts';

/** One app for many tests that only look, or try what must have no effect. */
export type Guarded = {
  readonly perch: PerchApp;
  readonly page: Page;
  /** What broke the policy of a page so far. */
  readonly offences: string[];
  /** How often the log says this. */
  count(words: string): number;
  contentsCount(): Promise<number>;
  end(): Promise<void>;
};

/** Notes what breaks the policy of the page from now on. */
export function noteOffences(page: Page, offences: string[]): void {
  page.on('console', (message) => {
    if (/content security policy|trusted ?type/i.test(message.text())) offences.push(message.text());
  });
}

export async function openGuarded(): Promise<Guarded> {
  const cleanUps: (() => unknown)[] = [];
  const perch = await launchPerch({ atEnd: (cleanUp) => cleanUps.push(cleanUp) });
  const page = await perch.window();
  const offences: string[] = [];
  noteOffences(page, offences);
  await startWithSandbox(page);
  return {
    perch,
    page,
    offences,
    count: (words) => perch.log().split(words).length - 1,
    contentsCount: () => perch.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length),
    end: async () => {
      for (const cleanUp of cleanUps.toReversed()) await cleanUp();
    },
  };
}

/** The window for a post in between, opened as a second start of the app would. */
export async function openQuick(electron: ElectronApplication, offences: string[]): Promise<Page> {
  const next = electron.waitForEvent('window');
  await electron.evaluate(({ app, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    app.emit('second-instance', {}, ['--new-post']);
  });
  const quick = await next;
  noteOffences(quick, offences);
  await quick.reload();
  await addButton(quick).waitFor();
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.show();
  });
  return quick;
}
