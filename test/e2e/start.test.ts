import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSandbox } from '../../core/adapters/sandbox/sandbox.ts';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, commandFor, launchPerch, newHome, openDisplay } from './fixtures.ts';
import { addButton, compose, startWithSandbox, waitForStatus } from './screen.ts';

beforeAll(openDisplay);
afterAll(closeDisplay);

describe('a home that', () => {
  test('cannot be made: one sentence, exit 1', async () => {
    const file = join(newHome(), 'file');
    writeFileSync(file, '');
    const { executable, args, env } = await commandFor(join(file, 'home'));
    const app = spawn(executable, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    app.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(app, 'exit');
    expect(code).toBe(1);
    expect(stderr).toContain('Perch cannot write its data folder');
  });

  test('has unusable settings: they are kept aside and Perch starts anew', async () => {
    const home = newHome();
    writeFileSync(join(home, 'settings.json'), '{"theme": "pur');
    const perch = await launchPerch({ home });
    await startWithSandbox(await perch.window());
    const aside = readdirSync(home).filter((name) => name.startsWith('settings.unusable-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(home, aside[0] ?? ''), 'utf8')).toBe('{"theme": "pur');
    expect(perch.log()).toContain('settings were unusable');
  });

  test('has a corrupt store: the window says so and the file is not touched', async () => {
    const home = newHome();
    writeFileSync(join(home, 'perch.db'), 'This is not a database. '.repeat(100));
    writeFileSync(join(home, 'settings.json'), '{"started": true, "sandbox": true}');
    const perch = await launchPerch({ home });
    const page = await perch.window();
    await page.getByText(strings.away.failedTitle).first().waitFor();
    const kept = readdirSync(home).filter((name) => name.startsWith('perch'));
    const contents = kept.map((name) => readFileSync(join(home, name), 'latin1'));
    expect(contents.some((content) => content.startsWith('This is not a database.'))).toBe(true);
  });
});

test('settings last: the theme, the sandbox, the size of the window', async () => {
  const first = await launchPerch();
  const page = await first.window();
  await startWithSandbox(page);
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(900, 600));
  await page.getByRole('button', { name: strings.nav.theme }).click();
  await page.getByRole('menuitem', { name: strings.themes.dark }).click();
  await expect.poll(() => first.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await first.exited();

  const second = await launchPerch({ home: first.home });
  await addButton(await second.window()).waitFor();
  const now = await second.electron.evaluate(({ BrowserWindow, nativeTheme }) => ({
    theme: nativeTheme.themeSource,
    size: BrowserWindow.getAllWindows()[0]?.getSize(),
  }));
  expect(now).toEqual({ theme: 'dark', size: [900, 600] });
});

test('keys in the environment make an account, and are not to be found anywhere', async () => {
  const x = await openSandbox({ file: ':memory:' });
  onTestFinished(x.close);
  const env = { PERCH_X_KEYS: JSON.stringify(x.keys), PERCH_X_API_URL: x.url };
  const perch = await launchPerch({ env });
  const page = await perch.window();
  await page.getByText(`@${x.account.username}`).waitFor();
  await compose(page, 'With keys of my own', 'in 2 seconds');
  await waitForStatus(page, 'With keys of my own', 'published');
  expect(x.posts().map(({ text }) => text)).toEqual(['With keys of my own']);

  const secrets = [x.keys.appSecret, x.keys.accessSecret];
  const files = readdirSync(perch.home, { recursive: true, encoding: 'utf8' })
    .map((name) => join(perch.home, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  const holding = files.filter((file) => {
    const content = readFileSync(file, 'latin1');
    return secrets.some((secret) => content.includes(secret));
  });
  expect(holding).toEqual([]);
  if (process.platform === 'linux') {
    const environment = readFileSync(`/proc/${await perch.workerPid()}/environ`, 'latin1');
    expect(environment).not.toContain('PERCH_X_KEYS');
  }
});
