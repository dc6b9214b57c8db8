import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECOND } from '../../core/domain/time.ts';
import { strings } from '../../renderer/strings.ts';
import {
  closeDisplay,
  controlSandbox,
  isGone,
  launchPerch,
  openDisplay,
  type PerchApp,
  runToEnd,
  type SandboxControl,
} from './fixtures.ts';
import {
  addButton,
  compose,
  rowOf,
  startWithSandbox,
  textField,
  waitForStatus,
  waitForText,
} from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

const SEND = { method: 'POST', path: '/2/tweets' } as const;

async function launchWithSandbox() {
  const perch = await launchPerch();
  const page = await perch.window();
  await startWithSandbox(page);
  return { perch, page, sandbox: await controlSandbox(perch) };
}

const textsIn = async (sandbox: SandboxControl): Promise<readonly string[]> =>
  (await sandbox.posts()).map(({ text }) => text).toSorted();

describe('a post', () => {
  test('written in the window goes out at its time and is shown as published', async () => {
    const { perch, page, sandbox } = await launchWithSandbox();
    await compose(page, 'Hello from the window', 'in 3 seconds');
    await waitForStatus(page, 'Hello from the window', 'published');
    const line = await perch.waitForLine(/^Published "/);
    expect(line).toMatch(/^Published "Hello from the window" as @\w+ \(id \d+\), \d+ ms after its time\.$/);
    expect(perch.lines.filter((each) => each.startsWith('Perch is ready'))).toEqual([
      'Perch is ready (window open).',
    ]);
    expect(await textsIn(sandbox)).toEqual(['Hello from the window']);
    expect(Number(/, (\d+) ms/.exec(line)?.[1])).toBeLessThan(2 * SECOND);
  });

  test('that X asks to wait with is shown as retrying, then goes out', async () => {
    const { page, sandbox } = await launchWithSandbox();
    await sandbox.setFaults({ ...SEND, kind: 'status', code: 429, resetMs: 4 * SECOND, apply: false });
    await compose(page, 'A little later', 'in 2 seconds');
    await waitForStatus(page, 'A little later', 'retrying');
    await waitForStatus(page, 'A little later', 'published');
    expect(await textsIn(sandbox)).toEqual(['A little later']);
  });

  test('that was made although X answered with an error is found, not sent again', async () => {
    const { page, sandbox } = await launchWithSandbox();
    await sandbox.setFaults({ ...SEND, kind: 'status', code: 503, apply: true });
    await compose(page, 'Once is enough', 'in 2 seconds');
    await waitForStatus(page, 'Once is enough', 'published');
    expect(await textsIn(sandbox)).toEqual(['Once is enough']);
  });
});

describe('a killed process', () => {
  /** Two posts whose requests never get an answer: one is made, the other is not. */
  async function hangInFlight() {
    const launched = await launchWithSandbox();
    const { page, sandbox } = launched;
    await sandbox.setFaults(
      { ...SEND, text: 'made', kind: 'hang', apply: true },
      { ...SEND, text: 'lost', kind: 'hang', apply: false },
    );
    await compose(page, 'This one is made', 'in 4 seconds');
    await compose(page, 'This one is lost', 'in 4 seconds');
    await compose(page, 'This one is for later', 'in 9 seconds');
    await waitForStatus(page, 'This one is made', 'publishing');
    return launched;
  }
  const ALL = ['This one is for later', 'This one is lost', 'This one is made'];

  test('worker: recovered, nothing is lost and nothing is there twice', async () => {
    const { perch, page, sandbox } = await hangInFlight();
    const before = await perch.workerPid();
    await perch.killWorker();
    await expect.poll(perch.workerPid).not.toBe(before);
    for (const text of ALL) await waitForStatus(page, text, 'published');
    expect(await textsIn(sandbox)).toEqual(ALL);
  });

  test('app: started again, nothing is lost and nothing is there twice', async () => {
    const { perch } = await hangInFlight();
    await perch.killEverything();
    const again = await launchPerch({ home: perch.home });
    const page = await again.window();
    for (const text of ALL) await waitForStatus(page, text, 'published');
    expect(await textsIn(await controlSandbox(again))).toEqual(ALL);
  });

  test('window: opened again by itself', async () => {
    const { perch, page } = await launchWithSandbox();
    const pid = await perch.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    const reopened = perch.electron.waitForEvent('window');
    process.kill(pid ?? 0, 'SIGKILL');
    const next = await reopened;
    await addButton(next).waitFor();
    expect(page.isClosed()).toBe(true);
  });
});

describe('the end', () => {
  const quit = ({ electron }: PerchApp): Promise<void> => electron.evaluate(({ app }) => app.quit());

  test('waits for the worker and exits with 0', async () => {
    const { perch } = await launchWithSandbox();
    const worker = await perch.workerPid();
    await quit(perch);
    expect(await perch.exited()).toBe(0);
    await isGone(worker);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s is as orderly', async (signal) => {
    const { perch } = await launchWithSandbox();
    const worker = await perch.workerPid();
    process.kill(perch.pid, signal);
    expect(await perch.exited()).toBe(0);
    await isGone(worker);
  });

  test('comes with the window where there is no tray', async () => {
    const { perch, page } = await launchWithSandbox();
    await page.close();
    expect(await perch.exited()).toBe(0);
  });
});

test.runIf(process.platform === 'linux')(
  'Perch starts hidden and shows itself where there is no tray',
  async () => {
    const perch = await launchPerch({ args: ['--hidden'] });
    const page = await perch.window();
    await startWithSandbox(page);
  },
);

test('a second instance leaves at once, and what it brings is no more than a draft', async () => {
  const { perch, page, sandbox } = await launchWithSandbox();
  await textField(page).fill('Half a thought');
  const began = performance.now();
  expect(await runToEnd(perch.home)).toBe(0);
  expect(performance.now() - began).toBeLessThan(3 * SECOND);

  const opened = perch.electron.waitForEvent('window');
  await perch.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  expect(await runToEnd(perch.home, {}, ['--', 'perch://compose?text=From%20a%20link&at=in+1+second'])).toBe(
    0,
  );
  const quick = await opened;
  await waitForText(quick, 'From a link');
  await quick.getByText(strings.writing.brought).waitFor();
  await quick.close();

  // None of these does anything but bring the window to the front.
  for (const link of ['perch://publish?text=x', 'perch://compose?text=%00', '--inspect=1', 'perch://post/no'])
    await perch.electron.evaluate(
      ({ app }, each) => void app.emit('second-instance', {}, ['perch', each]),
      link,
    );
  expect(await textField(page).inputValue()).toBe('Half a thought');

  await compose(page, 'Still here', 'in 1 second');
  await waitForStatus(page, 'Still here', 'published');
  expect(await rowOf(page, 'Still here').count()).toBe(1);
  expect(await textsIn(sandbox)).toEqual(['Still here']);
});

test('a link that Perch is started with is a new draft; one to a post opens it', async () => {
  const { perch, page: first } = await launchWithSandbox();
  await compose(first, 'Already there', 'tomorrow 9:00');
  await textField(first).fill('Half a thought');
  await first.getByText(strings.writing.kept).waitFor();
  await perch.killEverything();

  const link = 'perch://compose?text=Ha%C3%A4%20%E2%9C%93&at=tomorrow&account=nobody';
  const again = await launchPerch({ home: perch.home, args: ['--', link] });
  const page = await again.window();
  await waitForText(page, 'Haä ✓');
  await page.getByText(/@nobody is no account of this Perch/).waitFor();
  await rowOf(page, 'Half a thought').waitFor();
  await waitForStatus(page, 'Half a thought', 'draft');

  const id = await rowOf(page, 'Already there').getAttribute('data-key');
  await again.electron.evaluate(
    ({ app }, post) => void app.emit('second-instance', {}, ['perch', '--', `perch://post/${post}`]),
    id,
  );
  await page.getByRole('dialog').getByText('Already there').waitFor();
});
