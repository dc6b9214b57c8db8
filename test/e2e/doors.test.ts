// Every way in and out of a page, in the real Electron: items 1, 11 to 14 and 17 of its checklist.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebContents } from 'electron';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDisplay, openDisplay } from './fixtures.ts';
import { type Guarded, openGuarded } from './guarded.ts';
import { addButton } from './screen.ts';

const PAGE = 'app://perch/index.html';
const PRELOAD = new URL('../../dist/electron/preload.cjs', import.meta.url).pathname;
const LEFT = 'kept from leaving';
const REFUSED = 'a port was refused';

let guarded: Guarded;
let page: Page;
/** A site that the page must never reach. */
let site: Server;
let visits = 0;

beforeAll(async () => {
  await openDisplay();
  site = createServer((_request, answer) => {
    visits++;
    answer.end('<script>document.title = "reached"</script>');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  guarded = await openGuarded();
  page = guarded.page;
});

afterAll(async () => {
  site.close();
  await guarded.end();
  await closeDisplay();
});

const siteUrl = (): string => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

describe('the page', () => {
  test('opens no window, by whatever name or click', async () => {
    const before = await guarded.contentsCount();
    const said = guarded.count(LEFT);
    const opened = await page.evaluate((url) => {
      const link = (fields: object): HTMLAnchorElement => {
        const anchor = Object.assign(document.createElement('a'), { href: url }, fields);
        document.body.append(anchor);
        return anchor;
      };
      link({ target: '_blank' }).click();
      link({ target: 'named' }).click();
      link({}).dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true }));
      return [
        window.open(url),
        window.open(url, 'named', 'nodeIntegration=yes,webPreferences=sandbox=no'),
        window.open(),
        window.open('about:blank', 'other'),
        window.open('app://perch/quick.html'),
      ];
    }, siteUrl());
    expect(opened).toEqual([null, null, null, null, null]);
    await expect.poll(() => guarded.count(LEFT)).toBeGreaterThanOrEqual(said + 7);
    expect(await guarded.contentsCount()).toBe(before);
  });

  test('embeds no page', async () => {
    const before = await guarded.contentsCount();
    const inert = await page.evaluate((url) => {
      const webview = document.createElement('webview');
      webview.setAttribute('src', url);
      webview.setAttribute('nodeintegration', '');
      document.body.append(webview);
      return webview.constructor.name;
    }, siteUrl());
    expect(inert).toBe('HTMLElement');
    expect(await guarded.contentsCount()).toBe(before);
  });
});

describe('main', () => {
  test('stops every event by which any page would leave, whoever sends it', async () => {
    const outcomes = await guarded.perch.electron.evaluate(({ BrowserWindow }) => {
      const stranger = new BrowserWindow({ show: false });
      const emit = (contents: WebContents, name: string): boolean => {
        let stopped = false;
        const event = {
          preventDefault: () => (stopped = true),
          url: 'https://example.com/',
          isMainFrame: true,
        };
        (contents as unknown as NodeJS.EventEmitter).emit(name, event, 'https://example.com/');
        return stopped;
      };
      const events = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'];
      const all = BrowserWindow.getAllWindows().map(({ webContents }) =>
        events.map((name) => [name, emit(webContents, name)]),
      );
      stranger.destroy();
      return all;
    });
    expect(outcomes.length).toBeGreaterThan(1);
    for (const of of outcomes) expect(of.map(([, stopped]) => stopped)).toEqual([true, true, true, true]);
  });

  test('cancels what goes off the app, also where no policy is in force', async () => {
    const said = guarded.count('a request off the app was cancelled');
    const failures = await guarded.perch.electron.evaluate(async ({ BrowserWindow }, url) => {
      const stranger = new BrowserWindow({ show: false });
      const addresses = [url, url.replace('http:', 'ws:'), 'file:///etc/passwd', 'ftp://127.0.0.1/'];
      const outcomes: string[] = [];
      for (const address of addresses)
        outcomes.push(
          await stranger.loadURL(address).then(
            () => 'loaded',
            () => 'failed',
          ),
        );
      stranger.destroy();
      return outcomes;
    }, siteUrl());
    expect(failures).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(guarded.count('a request off the app was cancelled')).toBeGreaterThanOrEqual(said + 2);
    expect(visits).toBe(0);
  });
});

describe('a port', () => {
  test('is not given to a window that is not ours, though it has our bridge and our page', async () => {
    const said = guarded.count(REFUSED);
    const got = await guarded.perch.electron.evaluate(async ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await stranger.loadURL('app://perch/index.html');
      // Its page asks for ports as soon as it runs; one more time to be sure.
      const ports = await stranger.webContents.executeJavaScript(`new Promise((resolve) => {
        addEventListener('message', (event) => event.ports.length && resolve('got a port'));
        perch.connect();
        setTimeout(() => resolve('got nothing'), 300);
      })`);
      stranger.destroy();
      return ports as string;
    }, PRELOAD);
    expect(got).toBe('got nothing');
    expect(guarded.count(REFUSED)).toBeGreaterThan(said);
  });

  test('is not given to a frame within the page, nor to one that is gone', async () => {
    await page.evaluate(() => {
      addEventListener('message', ({ ports }) => Object.assign(globalThis, { ports: ports.length }));
      document.body.append(document.createElement('iframe'));
    });
    await expect.poll(() => page.frames().length).toBeGreaterThan(1);
    expect(await page.frames()[1]?.evaluate('typeof perch')).toBe('undefined');
    const said = guarded.count(REFUSED);
    const origins = await guarded.perch.electron.evaluate(({ BrowserWindow, ipcMain }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const [within] = sender?.mainFrame.frames ?? [];
      const { mainFrame } = sender ?? {};
      const moved = { ...mainFrame, origin: 'https://example.com' };
      for (const senderFrame of [within, null, undefined, moved])
        ipcMain.emit('rpc:connect', { sender, senderFrame: senderFrame ?? null });
      return within?.origin;
    });
    // The same origin as the page: that it is a frame is enough.
    expect(origins).toBe('app://perch');
    await expect.poll(() => guarded.count(REFUSED)).toBe(said + 4);
    expect(await page.evaluate('globalThis.ports')).toBeUndefined();
  });

  test('closes with the document that it was given to: by a reload, a crash, an end', async () => {
    const closed = () =>
      guarded.perch.electron.evaluate(() => (globalThis as unknown as { closed: number }).closed);
    await guarded.perch.electron.evaluate(({ MessageChannelMain }) => {
      const { port1 } = new MessageChannelMain();
      const kind = Object.getPrototypeOf(port1) as { close(): void };
      const { close } = kind;
      Object.assign(globalThis, { closed: 0 });
      kind.close = function (this: unknown) {
        (globalThis as unknown as { closed: number }).closed++;
        return close.call(this);
      };
    });
    await page.reload();
    await addButton(page).waitFor();
    await expect.poll(closed).toBe(1);
    // The window comes back with a page, and ports, of its own.
    const next = guarded.perch.electron.waitForEvent('window');
    await guarded.perch.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    page = await next;
    await addButton(page).waitFor();
    await expect.poll(closed).toBe(2);
    await page.reload();
    await addButton(page).waitFor();
    await expect.poll(closed).toBe(3);
  });
});

// Last: Playwright takes a navigation that was refused for one that goes on, and waits.
describe('the page does not go', () => {
  test('to a file that is dropped on it', async () => {
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 300, y: 8, data });
    await session.detach();
    expect(await page.evaluate('location.href')).toBe(PAGE);
  });

  test.each([
    ['to another site', "location.href = 'SITE'"],
    ['to a file', "location.href = 'file:///etc/passwd'"],
    ['to another page of its own', "location.href = 'app://perch/quick.html'"],
    [
      'to a text that it made',
      "location.href = URL.createObjectURL(new Blob(['<b>'], { type: 'text/html' }))",
    ],
    ['by a link', "Object.assign(document.createElement('a'), { href: 'SITE' }).click()"],
    [
      'by a refresh',
      "document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=SITE' }))",
    ],
  ])('%s', async (_name, script) => {
    const before = guarded.count(LEFT);
    await page.evaluate(`window.here = 1; ${script.replace('SITE', siteUrl())}; undefined`);
    // Chromium itself keeps a page from going to a file, and says so in the console only.
    if (!script.includes('file:')) await expect.poll(() => guarded.count(LEFT)).toBeGreaterThan(before);
    expect(await page.evaluate('[window.here, location.href]')).toEqual([1, PAGE]);
    expect(visits).toBe(0);
  });
});
