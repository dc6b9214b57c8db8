import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECOND } from '../../core/domain/time.ts';
import { openFarX, openWindow, textsIn } from './far-x.ts';
import { closeDisplay, launchPerch, openDisplay, type PerchApp } from './fixtures.ts';
import { compose, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const SEND = { method: 'POST', path: '/2/tweets' } as const;

/** Quits as a person does, who answers the question with the button of this number. */
const quit = ({ electron }: PerchApp, answer: number): Promise<void> =>
  electron.evaluate(({ app, dialog }, response) => {
    dialog.showMessageBox = (async () => ({
      response,
      checkboxChecked: false,
    })) as typeof dialog.showMessageBox;
    app.quit();
  }, answer);

/** What Linux and macOS say before they go down; whether they were asked to wait. */
const shutDown = ({ electron }: PerchApp): Promise<boolean> =>
  electron.evaluate(({ powerMonitor }) => {
    let isAsked = false;
    powerMonitor.emit('shutdown', {
      preventDefault: () => {
        isAsked = true;
      },
    });
    return isAsked;
  });

test('quitting with a post on its way: finished, cut off or shut down, it is there once at the end', async () => {
  const { x, env } = await openFarX();
  const start = (home?: string) => launchPerch({ env, ...(home !== undefined && { home }) });
  const sendSlowly = async (perch: PerchApp, text: string, ms: number): Promise<void> => {
    const page = await openWindow(perch);
    x.setFaults([{ ...SEND, text, kind: 'delay', ms, apply: true }]);
    await compose(page, text, 'in 1 second');
    await waitForStatus(page, text, 'publishing');
  };

  const first = await start();
  await sendSlowly(first, 'Worth waiting for', 3 * SECOND);
  await quit(first, 0);
  expect(await first.exited()).toBe(0);
  expect(textsIn(x)).toEqual(['Worth waiting for']);

  const second = await start(first.home);
  await waitForStatus(await second.window(), 'Worth waiting for', 'published');
  await sendSlowly(second, 'Cut off', 60 * SECOND);
  const asked = performance.now();
  await quit(second, 1);
  expect(await second.exited()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(15 * SECOND);

  const third = await start(first.home);
  await waitForStatus(await third.window(), 'Cut off', 'published');
  await sendSlowly(third, 'Shut down', 60 * SECOND);
  expect(await shutDown(third)).toBe(true);
  expect(await third.exited()).toBe(0);

  const last = await start(first.home);
  await waitForStatus(await last.window(), 'Shut down', 'published');
  expect(textsIn(x)).toEqual(['Worth waiting for', 'Cut off', 'Shut down']);
}, 240_000);
