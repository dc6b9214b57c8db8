// Items 15, 17 and 20: what crosses between a page, main and the system.
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowed, linkFor } from '../../electron/links.ts';
import { isOwnOrigin, type Leaving, onLeaving } from '../../electron/own-page.ts';
import { countLines } from '../architecture/measure.ts';
import { callsOf, constant, fileOf, PRODUCT, productIn, stringsLike } from './ast.ts';

describe('between a page and main', () => {
  test('there is one channel, and who uses it is looked at', () => {
    const uses = callsOf(PRODUCT, /(^|\.)ipcMain\./).map(
      ({ path, callee, args }) => `${path} ${callee} ${args.slice(0, 26).trim()}`,
    );
    expect(uses).toEqual([
      "electron/rpc.ts ipcMain.removeAllListeners 'electron-store-get-data'",
      "electron/rpc.ts ipcMain.on 'rpc:connect', (event) =>",
    ]);
    const [connect] = callsOf(PRODUCT, /^ipcMain\.on$/);
    expect(connect?.args).toMatch(
      /^'rpc:connect', \(event\) => \{ const name = nameOf\(event\); if \(name === undefined\) return deps\.onRefused\(\);/,
    );
    expect(callsOf(PRODUCT, /\.ipc\.(on|handle|once)$/)).toEqual([]);
  });

  const preload = productIn('electron/preload.ts');
  const bridge = fileOf('electron/preload.ts');

  test('there is a bridge with one function, which takes and gives nothing', () => {
    expect(countLines(bridge.text)).toBeLessThanOrEqual(40);
    expect(callsOf(preload, /contextBridge/).map(({ callee, args }) => `${callee}(${args})`)).toEqual([
      "contextBridge.exposeInMainWorld('perch', bridge)",
    ]);
    expect(constant(bridge, 'bridge').replace(/\s+/g, ' ')).toBe(
      "Object.freeze({ connect(): void { ipcRenderer.send('rpc:connect'); }, })",
    );
    const ipc = callsOf(preload, /ipcRenderer/).map(({ callee }) => callee);
    expect(ipc).toEqual(['ipcRenderer.on', 'ipcRenderer.send']);
  });

  test('the bridge is made of two things of Electron, and hands no event on', () => {
    expect(bridge.text.match(/^import .*$/gm)).toEqual([
      "import { contextBridge, ipcRenderer } from 'electron';",
    ]);
    expect(callsOf(preload, /postMessage$/).map(({ args }) => args)).toEqual([
      '{ perch: message.which }, PAGE, [...event.ports]',
    ]);
    expect(stringsLike(preload, /^app:/)).toEqual(['electron/preload.ts: app://perch']);
  });
});

describe('the ports of a page', () => {
  const navigation = { isMainFrame: true, isSameDocument: false };

  function page() {
    const contents = new EventEmitter();
    let closed = 0;
    onLeaving(contents as Leaving, () => closed++);
    return { contents, closed: () => closed };
  }

  test.each([
    ['navigates', 'did-start-navigation', navigation],
    ['crashes', 'render-process-gone', {}],
    ['is destroyed', 'destroyed', {}],
  ])('are closed once when it %s', (_what, event, details) => {
    const { contents, closed } = page();
    contents.emit(event, details);
    expect(closed()).toBe(1);
    for (const later of ['did-start-navigation', 'render-process-gone', 'destroyed'])
      contents.emit(later, navigation);
    expect(closed()).toBe(1);
    expect(contents.eventNames()).toEqual([]);
  });

  test.each([
    ['moves within itself', { isMainFrame: true, isSameDocument: true }],
    ['has a frame that navigates', { isMainFrame: false, isSameDocument: false }],
  ])('stay open when it %s', (_what, details) => {
    const { contents, closed } = page();
    contents.emit('did-start-navigation', details);
    expect(closed()).toBe(0);
  });
});

describe('out of the app', () => {
  test('one place hands an address to the system, after a look at it', () => {
    const places = callsOf(PRODUCT, /(^|\.)openExternal$/).map(({ path, args }) => `${path} ${args}`);
    expect(places).toEqual(['electron/open-outside.ts link']);
    expect(fileOf('electron/open-outside.ts').text).toMatch(
      /if \(!isAllowed\(link\)\) throw .*\n\s*await shell\.openExternal\(link\);/,
    );
  });

  test('no path of a file is', () => {
    expect(callsOf(PRODUCT, /^shell\.(openPath|trashItem|writeShortcutLink)$/)).toEqual([]);
  });

  test('a start by a link can never be taken for switches', () => {
    const calls = callsOf(PRODUCT, /\.setAsDefaultProtocolClient$/);
    expect(calls.filter(({ args }) => !/'--',?\s*\]\)?$/.test(args))).toEqual([]);
  });

  const nasty = fc.constantFrom(
    ...['javascript:', 'file://', 'smb://', 'data:text/html,', 'ms-msdt:', 'x.com', '@', '\\', '//', '/..'],
    ...['\u0000', '\r\n', '\u202E', '．', '%00', '%2e%2e', '#', '?', ':8443', 'https://', '１', '\u200B'],
    ...['__proto__', 'constructor', 'toString', 'post'],
  );
  const address = fc
    .array(fc.oneof(nasty, fc.string(), fc.webUrl()), { maxLength: 6 })
    .map((all) => all.join(''));
  const hosts = ['x.com', 'docs.x.com', 'console.x.com'];

  test('whatever the window asks for, only a page of X comes out', () => {
    const kind = fc.oneof(fc.constantFrom('post', 'x', 'help', 'x-console'), nasty, fc.string());
    fc.assert(
      fc.property(kind, address, (asked, id) => {
        const link = linkFor(asked as 'post', id);
        if (link === undefined) return;
        expect(link).toMatch(/^https:\/\/(docs\.|console\.)?x\.com\/[\w/-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('whoever built an address, it is opened only when it is https to X, written as it is read', () => {
    const built = fc.oneof(
      address,
      fc
        .tuple(
          fc.constantFrom(
            'https://x.com',
            'https://x.com/',
            'https://a@x.com/',
            'http://x.com/',
            'ftp://x.com/',
          ),
          address,
        )
        .map(([a, b]) => a + b),
    );
    fc.assert(
      fc.property(built, (link) => {
        if (!isAllowed(link)) return;
        const { protocol, hostname, username, port } = new URL(link);
        expect([protocol, hosts.includes(hostname), username, port]).toEqual(['https:', true, '', '']);
        expect(link).toMatch(/^[!-~]+$/);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each(['app://perch.evil/', 'app://perch@evil/', 'app:/perch/', 'APP://perch/', 'https://perch/', ''])(
    '%j is no page of ours',
    (url) => {
      expect(isOwnOrigin(url)).toBe(false);
    },
  );
});
