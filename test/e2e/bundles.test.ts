// What runs in the end, packages included: the sources alone do not show what those bring.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import { callsOf, namesLike, stringsLike } from '../security/ast.ts';

const read = (path: string) => ({ path, text: readFileSync(join(ROOT, 'dist', path), 'utf8') });
const main = [read('electron/main.js')];
const preload = [read('electron/preload.cjs')];
const ASSETS = readdirSync(join(ROOT, 'dist/renderer/assets'));
const scripts = ASSETS.filter((file) => file.endsWith('.js')).map((file) => read(`renderer/assets/${file}`));

const short = ({ callee, args }: { readonly callee: string; readonly args: string }): string =>
  `${callee.replace(/\$\d+/g, '')}(${args.split(',')[0]?.slice(0, 30)})`;

test.each(['electron/main.js', 'electron/worker.js', 'cli/perch.js'])(
  '%s has no character of two bytes, which would double the memory that its text takes',
  (path) => {
    expect(read(path).text.match(/[^\0-\xff]/u)).toBeNull();
  },
);

describe('the bundle of main', () => {
  test('reaches out, and listens, in the places that are known', () => {
    const reach =
      /(^|\.)(openExternal|openPath|trashItem|executeJavaScript|insertCSS|appendSwitch|loadURL|loadFile)$|ipcMain(\$\d+)?\./;
    expect(callsOf(main, reach).map(short).toSorted()).toEqual([
      'ipcMain.on("electron-store-get-data")',
      'ipcMain.on("rpc:connect")',
      'ipcMain.removeAllListeners("electron-store-get-data")',
      'shell.openExternal(link)',
      // Of electron-store's `openInEditor`, which nothing calls.
      'shell.openPath(this.path)',
      'window.loadURL(PAGES[name])',
    ]);
    expect(namesLike(main, /^openInEditor$/)).toHaveLength(1);
  });

  test('has no word for what would weaken a window, and starts no other program', () => {
    expect(
      namesLike(main, /^(webSecurity|allowRunningInsecureContent|experimentalFeatures|bypassCSP)$/),
    ).toEqual([]);
    expect(stringsLike(main, /^(node:)?child_process$/)).toEqual([]);
    // The pack that tests drive is another bundle.
    expect(namesLike(main, /^__DEBUG_PORTS__$/)).toEqual([]);
    expect(main[0]?.text).toContain('if (!app.isPackaged || false) return;');
  });
});

test('the bundle of the bridge is the bridge', () => {
  expect(callsOf(preload, /require|ipcRenderer|contextBridge|postMessage/).map(short)).toEqual([
    'require("electron")',
    'electron.ipcRenderer.on("rpc:port")',
    'window.postMessage({ perch: message.which })',
    'electron.ipcRenderer.send("rpc:connect")',
    'electron.contextBridge.exposeInMainWorld("perch")',
  ]);
  expect(preload[0]?.text.length).toBeLessThan(2_000);
});

describe('the pages', () => {
  test('make no code of text', () => {
    const made = callsOf(scripts, /^(new )?(eval|Function)$/).map(short);
    // How a package finds its global; the policy would stop anything else.
    expect(made).toEqual(['Function(`return this`)']);
    expect(
      callsOf(scripts, /(^|\.)set(Timeout|Interval)$/).filter(({ args }) => /^['"`]/.test(args)),
    ).toEqual([]);
    expect(callsOf(scripts, /^new (Shared)?Worker$|serviceWorker|(^|\.)document\.write(ln)?$/)).toEqual([]);
  });

  test('hold no script or style of their own, and load what lies beside them', () => {
    for (const name of ['index', 'quick']) {
      const { text } = read(`renderer/${name}.html`);
      expect(text.match(/<script\b[^>]*>/g)).toEqual([
        expect.stringMatching(/^<script type="module" crossorigin src="\.\/assets\/[\w-]+\.js">$/),
      ]);
      expect(text).toMatch(/<script[^>]*><\/script>/);
      expect(text).not.toMatch(/<style|style=|\bon\w+=|https?:|javascript:/);
    }
  });

  test('come without their sources', () => {
    expect(ASSETS.filter((file) => file.endsWith('.map'))).toEqual([]);
  });
});
