// What a page is and may do, in the real Electron: items 1 to 11, 18 and 20 of its checklist. What comes in and
// out of a page is in doors.test.ts; that no screen breaks its policy, in walk.test.ts too.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { strings } from '../../renderer/strings.ts';
import { closeDisplay, eventually, openDisplay } from './fixtures.ts';
import { type Guarded, openGuarded, openQuick } from './guarded.ts';
import { addButton } from './screen.ts';

const PAGE = 'app://perch/index.html';
const QUICK_PAGE = 'app://perch/quick.html';

let guarded: Guarded;
let page: Page;
/** Every address that Chromium was asked for, by whomever in the app. */
let requested: () => Promise<readonly string[]>;

beforeAll(async () => {
  await openDisplay();
  guarded = await openGuarded();
  page = guarded.page;
  const { electron } = guarded.perch;
  await electron.evaluate(({ session }) => {
    const all: string[] = [];
    Object.assign(globalThis, { requested: all });
    const { webRequest } = session.defaultSession;
    webRequest.onCompleted(({ url }) => void all.push(url));
    webRequest.onErrorOccurred(({ url }) => void all.push(url));
  });
  requested = () => electron.evaluate(() => (globalThis as unknown as { requested: string[] }).requested);
});

afterAll(async () => {
  await guarded.end();
  await closeDisplay();
});

/** Asks main, past the page's policy. */
const get = (url: string, method = 'GET') =>
  guarded.perch.electron.evaluate(
    async ({ net }, [address, method]) => {
      const answer = await net.fetch(address, { method });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        text: await answer.text(),
      };
    },
    [url, method] as const,
  );

async function openAndClose(name: string, role: 'menu' | 'dialog'): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole(role).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole(role).waitFor({ state: 'hidden' });
}

describe.each([
  ['the window', async () => page],
  ['the quick window', () => openQuick(guarded.perch.electron, guarded.offences)],
])('%s', (_name, open) => {
  test('has nothing of Node and one way to main', async () => {
    const page = await open();
    const preferences = await guarded.perch.electron.evaluate(({ BrowserWindow }, url) => {
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
      enableBlinkFeatures: '',
    });
    const world = await page.evaluate(() => {
      const { perch: bridge = {} } = globalThis as { perch?: object };
      const node = ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis);
      return { bridge: Object.keys(bridge), frozen: Object.isFrozen(bridge), node };
    });
    expect(world).toEqual({ bridge: ['connect'], frozen: true, node: [] });
    expect(guarded.offences).toEqual([]);
  });
});

test('main listens on one channel, whatever the packages in it would like', async () => {
  const channels = await guarded.perch.electron.evaluate(({ ipcMain }) => ({
    on: ipcMain.eventNames().filter((name) => name !== 'error'),
    handle: (ipcMain as unknown as { _invokeHandlers: ReadonlyMap<string, unknown> })._invokeHandlers.size,
  }));
  expect(channels).toEqual({ on: ['rpc:connect'], handle: 0 });
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

  test('anything else is not there', async () => {
    const hash = 'a'.repeat(64);
    const addresses = [
      ...[`${PAGE}?query`, 'app://perch/', 'app://other/index.html', 'app://perch/INDEX.html'],
      ...['app://perch/../package.json', 'app://perch/..%2f..%2fpackage.json', 'app://perch/%2e%2e/main.js'],
      ...[
        'app://perch/assets/..%5c..%5cpackage.json',
        'app://perch/index.html%00.js',
        'app://perch//etc/passwd',
      ],
      ...['app://perch/media/', `app://perch/media/${hash}`, `app://perch/media/${hash.toUpperCase()}`],
      ...['app://perch/media/..%2f..%2fsecrets.json', 'app://perch/media/../settings.json'],
      ...[
        `app://other/media/${hash}`,
        `app://perch/media/${hash}/../../perch.db`,
        'app://perch/media/perch.db',
      ],
    ];
    for (const url of addresses) {
      const { status, text, headers } = await get(url);
      expect([url, status, text]).toEqual([url, 404, '']);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
    expect((await get(PAGE, 'POST')).status).toBe(404);
  });

  test('shows nothing that offends its policy, and asks for nothing that is not in the app', async () => {
    for (const screen of ['calendar', 'activity', 'transfer', 'settings', 'health'] as const) {
      await page.getByRole('button', { name: strings.nav[screen], exact: true }).click();
      await page.locator('h1, h2').first().waitFor();
    }
    await openAndClose(strings.nav.theme, 'menu');
    await openAndClose(strings.nav.shortcuts, 'dialog');
    await page.getByRole('button', { name: strings.nav.posts, exact: true }).click();
    await addButton(page).waitFor();
    expect(guarded.offences).toEqual([]);
    await page.reload();
    await addButton(page).waitFor();
    const addresses = await requested();
    expect(addresses).toContain(PAGE);
    expect(addresses.filter((url) => !url.startsWith('app://perch/'))).toEqual([]);
  });
});

/** `effectiveDirective` of what each act breaks; strings are run as code by the page, not by the test. */
const BREACHES: readonly (readonly [act: string, directive: string])[] = [
  ['setTimeout("window.ran = 1")', 'require-trusted-types-for'],
  ['document.body.insertAdjacentHTML("beforeend", "<b onclick=0>text</b>")', 'require-trusted-types-for'],
  ['new Worker("app://perch/index.html")', 'require-trusted-types-for'],
  ['trustedTypes.createPolicy("own", {})', 'trusted-types'],
  ['add("a", { href: "javascript:window.ran = 2" }).click()', 'script-src-elem'],
  ['import("https://example.com/a.js").catch(() => {})', 'script-src-elem'],
  ['new Image().src = "https://example.com/a.png"', 'img-src'],
  ['new Audio().src = "https://example.com/a.mp3"', 'media-src'],
  ['new FontFace("a", "url(https://example.com/a.woff)").load().catch(() => {})', 'font-src'],
  ['add("style", { textContent: "body { color: red }" })', 'style-src-elem'],
  ['add("link", { rel: "stylesheet", href: "https://example.com/a.css" })', 'style-src-elem'],
  ['add("link", { rel: "prefetch", href: "https://example.com/a.json" })', 'default-src'],
  ['add("base", { href: "https://example.com/" })', 'base-uri'],
  ['fetch("https://example.com/").catch(() => {})', 'connect-src'],
  ['fetch("app://perch/index.html").catch(() => {})', 'connect-src'],
  ['navigator.sendBeacon("https://example.com/")', 'connect-src'],
  ['new WebSocket("wss://example.com/")', 'connect-src'],
  ['add("iframe", { src: "https://example.com/" })', 'frame-src'],
  ['add("iframe", { src: "app://perch/index.html" })', 'frame-src'],
  ['add("form", { action: "https://example.com/", method: "post" }).submit()', 'form-action'],
];

test('every act against its policy is stopped, and seen', async () => {
  await page.evaluate(`window.breaches = [];
    window.add = (tag, fields) => {
      const element = Object.assign(document.createElement(tag), fields);
      document.body.append(element);
      return element;
    };
    document.addEventListener('securitypolicyviolation', (event) => breaches.push(event.effectiveDirective));`);
  for (const [act, directive] of BREACHES) {
    await page.evaluate(`breaches.length = 0; try { ${act} } catch {} undefined`);
    const first = await eventually(`a breach by ${act}`, async () =>
      page.evaluate<string | undefined>('breaches[0]'),
    );
    expect([act, first]).toEqual([act, directive]);
  }
  expect(await page.evaluate('[window.ran ?? null, location.href]')).toEqual([null, PAGE]);
  expect(guarded.count('a request off the app was cancelled')).toBe(0);
  expect((await requested()).filter((url) => url.includes('example.com'))).toEqual([]);
});

test('the page gets no permission, no device, no file and no screen', async () => {
  const answers = await page.evaluate(async () => {
    const nameOf = (asked: Promise<unknown>) =>
      asked.then(
        () => 'granted',
        (error: DOMException) => error.name,
      );
    const names = 'geolocation notifications camera microphone clipboard-read clipboard-write local-fonts';
    const states = await Promise.all(
      names.split(' ').map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    const browser = navigator as unknown as Record<
      'usb' | 'hid' | 'serial',
      Record<string, () => Promise<never>>
    >;
    return {
      states: [...new Set(states.map(({ state }) => state))],
      notifications: Notification.permission,
      // 1 is "denied", 2 would be "not to be had".
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
          { timeout: 5_000 },
        ),
      ),
      camera: await nameOf(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await nameOf(navigator.mediaDevices.getDisplayMedia({ video: true })),
      clipboard: await nameOf(navigator.clipboard.readText()),
      wakeLock: await nameOf(navigator.wakeLock.request()),
      keeps: await navigator.storage.persist(),
      usb: await nameOf(browser.usb['requestDevice']?.() ?? Promise.reject()),
    };
  });
  expect(answers).toMatchObject({
    states: ['denied'],
    notifications: 'denied',
    place: 1,
    camera: expect.stringMatching(/^Not(Allowed|Found)Error$/),
    screen: 'NotAllowedError',
    clipboard: 'NotAllowedError',
    wakeLock: 'NotAllowedError',
    keeps: false,
    usb: expect.stringMatching(/Error$/),
  });
  for (const permission of ['geolocation', 'media', 'clipboard-read'])
    expect(guarded.count(`a permission was denied permission=${permission}`)).toBeGreaterThan(0);
});

test('no file is to be had from the page, with or without its policy', async () => {
  const reached = await page.evaluate(async () => {
    const image = (src: string) =>
      new Promise((resolve) => {
        const shown = new Image();
        shown.onload = () => resolve('loaded');
        shown.onerror = () => resolve('failed');
        shown.src = src;
      });
    const text = await fetch('file:///etc/passwd').then(
      () => 'loaded',
      () => 'failed',
    );
    return [text, await image('file:///usr/share/pixmaps/debian-logo.png')];
  });
  expect(reached).toEqual(['failed', 'failed']);
});
