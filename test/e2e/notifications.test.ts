import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSessionBus } from '../../build/display.ts';
import { strings } from '../../renderer/strings.ts';
import {
  type NotificationDaemon,
  type ShownNotice,
  startNotificationDaemon,
} from '../fakes/notification-daemon.ts';
import { closeDisplay, controlSandbox, eventually, launchPerch, openDisplay } from './fixtures.ts';
import { compose, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const REFUSED = {
  method: 'POST',
  path: '/2/tweets',
  kind: 'status',
  code: 403,
  times: 9,
  apply: false,
} as const;
const words = strings.desktop;

const opened = (daemon: NotificationDaemon, title: string): Promise<ShownNotice> =>
  eventually(`a notification “${title}”`, () => daemon.open().find((each) => untold(each.title) === title));

/** Without the name of the account. */
const untold = (title: string): string => title.replace(/@\w+/, '@me');

const gone = (daemon: NotificationDaemon, title: string): Promise<true> =>
  eventually(
    `no notification “${title}”`,
    () => !daemon.open().some((each) => each.title === title) || undefined,
  );

describe.runIf(process.platform === 'linux')('the desktop', () => {
  test('is told of the first post, of what needs a person once, and of nothing else', async () => {
    const bus = await startSessionBus();
    onTestFinished(bus.stop);
    const address = bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const daemon = await startNotificationDaemon(address);
    const perch = await launchPerch({ env: bus.env });
    const page = await perch.window();
    await startWithSandbox(page);
    const sandbox = await controlSandbox(perch);

    await compose(page, 'First & <b>best</b>', 'in 1 second');
    const first = await opened(daemon, 'Your first post is out');
    expect(first.body).toMatch(/^@\w+: “First &amp; &lt;b&gt;best&lt;\/b&gt;” Perch goes on/);
    daemon.click(first);
    const details = page.getByRole('dialog');
    await details.getByText('First & <b>best</b>').first().waitFor();
    await gone(daemon, first.title);
    await page.keyboard.press('Escape');

    await compose(page, 'Second', 'in 1 second');
    await waitForStatus(page, 'Second', 'published');
    await page.keyboard.press('Control+,');
    await page.getByText(words.noticeKinds.published).click();
    await page.keyboard.press('Control+1');
    await compose(page, 'Third', 'in 1 second');
    await opened(daemon, 'Posted as @me');

    await sandbox.setFaults({ ...REFUSED, text: 'Refused' });
    await compose(page, 'Refused 1', 'in 1 second');
    const refused = await opened(daemon, 'A post of @me was not sent');
    expect(refused.body).toMatch(/^“Refused 1” X refuses to post the same text twice/);
    daemon.click(refused);
    await details.getByText('Refused 1').first().waitFor();
    await page.keyboard.press('Escape');
    await compose(page, 'Refused 2', 'in 1 second');
    const together = await opened(daemon, '2 things need you');
    daemon.click(together);
    await page.getByText('Refused 2').first().waitFor();
    await gone(daemon, together.title);
    expect(daemon.shown.map(({ title }) => untold(title))).toEqual([
      'Your first post is out',
      'Posted as @me',
      'A post of @me was not sent',
      '2 things need you',
    ]);

    await perch.killEverything();
    const again = await launchPerch({ home: perch.home, env: bus.env });
    const next = await again.window();
    await waitForStatus(next, 'Refused 1', 'failed');
    await next.keyboard.press('Control+,');
    const testButton = next.getByRole('button', { name: words.testNotice });
    await testButton.click();
    await opened(daemon, 'Perch can reach you');
    expect(daemon.shown).toHaveLength(5);

    daemon.close();
    await testButton.click();
    await next.getByText(/^Perch can reach you\./).waitFor();
    await next.getByText(/^Nothing on this desktop shows notifications\./).waitFor();
  });
});
