// Items 2 to 14 and 18 of Electron's checklist, as far as the sources show them; the rest is in test/e2e.
import { describe, expect, test } from 'vitest';
import { sourcesIn } from '../architecture/sources.ts';
import { callsOf, constant, fileOf, namesLike, PRODUCT, productIn, stringsLike } from './ast.ts';

const MAIN = productIn('electron');
const PAGES = productIn('renderer');

describe('what a window may do', () => {
  test('is one literal that nothing can be added to', () => {
    const preferences = constant(fileOf('electron/page-window.ts'), 'PREFERENCES');
    expect(preferences).toMatch(/^Object\.freeze\(\{/);
    expect(preferences).not.toContain('...');
    const entries = [...preferences.matchAll(/^ {2}(\w+): (.*),$/gm)].map(([, key, value]) => [key, value]);
    expect(Object.fromEntries(entries)).toEqual({
      preload: "join(import.meta.dirname, 'preload.cjs')",
      sandbox: 'true',
      contextIsolation: 'true',
      nodeIntegration: 'false',
      nodeIntegrationInWorker: 'false',
      nodeIntegrationInSubFrames: 'false',
      webviewTag: 'false',
      disableBlinkFeatures: "'Auxclick'",
      spellcheck: 'false',
      devTools: '!app.isPackaged',
    });
  });

  test('is the same for every window, and said in one place', () => {
    expect(namesLike(MAIN, /^webPreferences$/)).toEqual(['electron/page-window.ts: webPreferences']);
    const windows = callsOf(MAIN, /^new (BrowserWindow|BrowserView|WebContentsView)$/);
    expect(windows.length).toBeGreaterThan(0);
    expect(windows.filter(({ args }) => !args.includes('...pageOptions()'))).toEqual([]);
  });

  test('has no word for what would weaken it', () => {
    const weak =
      /^(webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups|commandLineSwitches|additionalArguments|nodeIntegrationIn\w+Enabled|enableRemoteModule|affinity)$/i;
    expect(namesLike(PRODUCT, weak)).toEqual([]);
  });

  test('does not include the tools of a developer once it is packed', () => {
    expect(namesLike(MAIN, /^(openDevTools|toggleDevTools|inspectElement|isDevToolsOpened)$/)).toEqual([
      'electron/menu.ts: toggleDevTools',
    ]);
    expect(fileOf('electron/menu.ts').text).toContain('...(isPackaged ? [] : DEVELOPER)');
  });
});

describe('every process of a window', () => {
  test('is in the sandbox, unless the person has said otherwise', () => {
    expect(callsOf(MAIN, /\.enableSandbox$/)).toHaveLength(1);
    expect(fileOf('electron/main.ts').text).toContain(
      "if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();",
    );
  });

  test('gets no switch from Perch itself', () => {
    expect(callsOf(MAIN, /\.append(Switch|Argument)$/)).toEqual([]);
    expect(stringsLike([...PRODUCT, ...sourcesIn('build')], /no-sandbox|disable-web-security/)).toEqual([
      'electron/main.ts: no-sandbox',
      // Root, as in containers and on build machines, cannot have a sandbox.
      'build/electron-runtime.ts: --no-sandbox',
    ]);
  });
});

describe('pages', () => {
  test('come from the app itself', () => {
    const loads = callsOf(MAIN, /\.(loadURL|loadFile)$/).map(({ path, args }) => `${path} ${args}`);
    expect(loads).toEqual(['electron/page-window.ts PAGES[name]']);
    expect(constant(fileOf('electron/protocol.ts'), 'PAGES')).toBe(
      '{ main: `$' + '{ORIGIN}/index.html`, quick: `$' + '{ORIGIN}/quick.html` } as const',
    );
  });

  test('are served by one scheme with the least rights', () => {
    expect(callsOf(MAIN, /^protocol\./).map(({ callee }) => callee)).toEqual([
      'protocol.registerSchemesAsPrivileged',
      'protocol.handle',
    ]);
    expect(constant(fileOf('electron/protocol.ts'), 'privileges')).toBe(
      '{ standard: true, secure: true, supportFetchAPI: true, stream: true }',
    );
    expect(namesLike(PRODUCT, /^(bypassCSP|corsEnabled|allowServiceWorkers|codeCache)$/)).toEqual([]);
  });

  test('get no code from main, and make none of text', () => {
    expect(callsOf(PRODUCT, /(^|\.)(executeJavaScript\w*|insertCSS|executeInMainWorld)$/)).toEqual([]);
    expect(callsOf(PRODUCT, /^(new )?(eval|Function)$/)).toEqual([]);
    expect(
      callsOf(PRODUCT, /(^|\.)set(Timeout|Interval)$/).filter(({ args }) => /^['"`]/.test(args)),
    ).toEqual([]);
    const markup =
      /^(dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment|setHTMLUnsafe|writeln)$/i;
    expect(namesLike(PRODUCT, markup)).toEqual([]);
  });

  test('start no thread, frame or window of their own', () => {
    expect(callsOf(PAGES, /^new (Shared)?Worker$|^(window|globalThis|self)\.open$|serviceWorker/)).toEqual(
      [],
    );
    expect(namesLike(PAGES, /^(iframe|webview|embed)$/)).toEqual([]);
  });

  test('name no address', () => {
    // A redirect to this computer may be shown, to be copied.
    expect(stringsLike(PAGES, /^(?!http:\/\/127\.0\.0\.1)[a-z+]+:\/\//i)).toEqual([]);
  });
});

/** Where an address may begin with `http://`. */
const PLAIN: Readonly<Record<string, string>> = {
  'core/adapters/azure/connection.ts': 'Azurite, on this computer',
  'core/adapters/network/proxy-server.ts': 'a proxy that is named without a scheme',
  'core/adapters/sandbox/auth.ts': 'the address of the sandbox X, which is signed',
  'core/adapters/sandbox/pin.ts': 'as above',
  'core/adapters/sandbox/server.ts': 'the sandbox X, on this computer',
  'core/adapters/sandbox/transform.ts': 'what X makes of a link in a text',
  'core/adapters/system/callback-listener.ts': 'the end of a sign-in, on this computer',
  'electron/security.ts': 'what is cancelled',
};

test('nothing is asked for over plain http but on this computer', () => {
  const LOOPBACK = /: http:\/\/127\.0\.0\.1[:/]/;
  const addresses = stringsLike(PRODUCT, /^http:\/\//i).filter((text) => !LOOPBACK.test(text));
  expect(addresses.filter((text) => !Object.hasOwn(PLAIN, text.split(': ')[0] ?? ''))).toEqual([]);
});

test('no other program is started', () => {
  expect(stringsLike(PRODUCT, /^(node:)?child_process$/)).toEqual([]);
});
