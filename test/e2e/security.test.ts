import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, launchPerch, openDisplay, type PerchApp } from './fixtures.ts';
import { addButton, startWithSandbox } from './screen.ts';

const PAGE = 'app://perch/index.html';
const QUICK_PAGE = 'app://perch/quick.html';

// One app for all: these tests only look, or try what must have no effect.
let perch: PerchApp;
let page: Page;
const offences: string[] = [];
const cleanUps: (() => unknown)[] = [];

beforeAll(async () => {
  await openDisplay();
  perch = await launchPerch({ atEnd: (cleanUp) => cleanUps.push(cleanUp) });
  page = await perch.window();
  page.on('console', (message) => {
    if (/content security policy|trusted ?type/i.test(message.text())) offences.push(message.text());
  });
  await startWithSandbox(page);
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  await closeDisplay();
});

/** Asks main, past the page's policy. */
const get = (url: string) =>
  perch.electron.evaluate(async ({ net }, address) => {
    const answer = await net.fetch(address);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  }, url);

const contentsCount = (): Promise<number> =>
  perch.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

const deniedLeaves = (): number => perch.log().split('kept from leaving').length - 1;

async function openAndClose(name: string, role: 'menu' | 'dialog'): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole(role).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole(role).waitFor({ state: 'hidden' });
}

/** The window for a post in between, opened as a second start of the app would. */
async function openQuick(): Promise<Page> {
  const next = perch.electron.waitForEvent('window');
  await perch.electron.evaluate(({ app, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    app.emit('second-instance', {}, ['--new-post']);
  });
  const quick = await next;
  quick.on('console', (message) => {
    if (/content security policy|trusted ?type/i.test(message.text())) offences.push(message.text());
  });
  await quick.reload();
  await addButton(quick).waitFor();
  await perch.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.show();
  });
  return quick;
}

describe.each([
  ['the window', async () => page],
  ['the quick window', openQuick],
])('%s', (_name, open) => {
  test('has nothing of Node and one way to main', async () => {
    const page = await open();
    const preferences = await perch.electron.evaluate(({ BrowserWindow }, url) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url);
      // Not in Electron's types, but what its own security tests use.
      const contents = window?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    }, page.url());
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    const world = await page.evaluate(() => {
      const { perch: bridge = {} } = globalThis as { perch?: object };
      const node = ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis);
      return { bridge: Object.keys(bridge), frozen: Object.isFrozen(bridge), node };
    });
    expect(world).toEqual({ bridge: ['connect'], frozen: true, node: [] });
    expect(offences).toEqual([]);
  });
});

describe('the page of', () => {
  test.each([
    ['the window', PAGE],
    ['the quick window', QUICK_PAGE],
  ])('%s is served with the strict policy, byte for byte, and a new nonce each time', async (_name, url) => {
    const answer = await get(url);
    const nonce = /csp-nonce" content="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(answer.headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; ` +
        "media-src 'self'; " +
        "font-src 'self'; connect-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        "trusted-types 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect((await get(url)).text).not.toContain(nonce);
  });

  test.each([
    `${PAGE}?query`,
    'app://perch/',
    'app://other/index.html',
    'app://perch/../package.json',
    'app://perch/..%2f..%2fpackage.json',
    'app://perch/%2e%2e/%2e%2e/package.json',
    'app://perch/assets/..%5c..%5cpackage.json',
    'app://perch/index.html%00.js',
    'app://perch/INDEX.html',
  ])('%s is not there', async (url) => {
    const { status, text, headers } = await get(url);
    expect([status, text]).toEqual([404, '']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('shows nothing that offends its policy', async () => {
    await page.getByRole('button', { name: strings.nav.health }).click();
    await page.getByRole('heading', { name: strings.health.title }).waitFor();
    await openAndClose(strings.nav.theme, 'menu');
    await openAndClose(strings.nav.shortcuts, 'dialog');
    await page.getByRole('button', { name: strings.nav.posts, exact: true }).click();
    await addButton(page).waitFor();
    expect(offences).toEqual([]);
  });
});

describe('the page itself', () => {
  test.each([
    ['a window', "window.open('https://example.com/') === null"],
    ['a named window', "window.open('https://example.com/', 'named', 'nodeIntegration=yes') === null"],
    ['an empty window', 'window.open() === null'],
  ])('does not open %s', async (_name, script) => {
    const before = await contentsCount();
    expect(await page.evaluate(script)).toBe(true);
    expect(await contentsCount()).toBe(before);
  });

  test('cannot embed a page', async () => {
    const before = await contentsCount();
    await page.evaluate(() => {
      const webview = document.createElement('webview');
      webview.setAttribute('src', 'https://example.com/');
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(webview, frame);
    });
    await expect.poll(() => offences.some((text) => text.includes('frame-src'))).toBe(true);
    expect(await contentsCount()).toBe(before);
    expect(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.url()),
    ).not.toContain('https://example.com/');
  });

  test('gets no permission', async () => {
    const answers = await page.evaluate(async () => ({
      notifications: Notification.permission,
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      ),
    }));
    expect(Object.values(answers)).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  test('has no network and no files', async () => {
    const reached = await page.evaluate(() =>
      Promise.all(
        ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://perch/index.html'].map(
          (url) =>
            fetch(url).then(
              () => url,
              () => undefined,
            ),
        ),
      ),
    );
    expect(reached.filter(Boolean)).toEqual([]);
  });

  test('runs no text as code', async () => {
    const outcome = await page.evaluate(() => {
      try {
        document.body.insertAdjacentHTML('beforeend', '<b>text</b>');
        return 'ran';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(outcome).toBe('TypeError');
  });
});

test('no port is given to a window that is not ours', async () => {
  const got = await perch.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL('app://perch/index.html');
      // Its page asks for ports as soon as it runs; one more time to be sure.
      const ports = await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
      addEventListener('message', (event) => event.ports.length && resolve('got a port'));
      perch.connect();
      setTimeout(() => resolve('got nothing'), 500);
    })`);
      stranger.destroy();
      return ports as string;
    },
    new URL('../../dist/electron/preload.cjs', import.meta.url).pathname,
  );
  expect(got).toBe('got nothing');
  expect(perch.log()).toContain('a port was refused');
});

// Last: Playwright takes a navigation that was refused for one that goes on, and waits.
describe('the page', () => {
  test.each([
    ['another site', "location.href = 'https://example.com/'"],
    ['a file', "location.href = 'file:///etc/passwd'"],
    ['another page of its own', "location.href = 'app://perch/other.html'"],
    ['a link', "Object.assign(document.createElement('a'), { href: 'https://example.com/' }).click()"],
  ])('does not go to %s', async (_name, script) => {
    const before = deniedLeaves();
    await page.evaluate(`window.here = 1; ${script}; undefined`);
    // Chromium itself keeps a page from going to a file, and says so in the console only.
    if (!script.includes('file:')) await expect.poll(deniedLeaves).toBeGreaterThan(before);
    expect(await page.evaluate('[window.here, location.href]')).toEqual([1, PAGE]);
  });
});
