import { type Catcher, FILES, type Regression } from './regression.ts';

const HEADERS: Catcher = [FILES.page, 'the window is served with the strict policy, byte for byte'];
const BREACHES: Catcher = [FILES.page, 'every act against its policy is stopped, and seen'];
const NOT_THERE: Catcher = [FILES.page, 'anything else is not there'];

const policy = (find: string, replace: string, ...more: readonly Catcher[]): Regression => ({
  item: '7',
  what: `a policy with ${replace === '' ? `no ${find}` : replace}`,
  file: 'electron/protocol.ts',
  find,
  replace,
  caughtBy: [HEADERS, ...more],
});

/** What is loaded, and from where. */
export const CONTENT: readonly Regression[] = [
  {
    item: '1',
    what: 'requests to the network go out',
    file: 'electron/security.ts',
    find: 'answer({ cancel: true });',
    replace: 'answer({});',
    caughtBy: [[FILES.doors, 'cancels what goes off the app']],
  },
  {
    item: '1',
    what: 'an address with plain http',
    file: 'electron/links.ts',
    find: "x: () => 'https://x.com/',",
    replace: "x: () => 'http://x.com/',",
    caughtBy: [[FILES.window, 'nothing is asked for over plain http']],
  },
  policy("script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval'"),
  policy("default-src 'none'", "default-src 'self' https:", BREACHES),
  policy("connect-src 'none'", 'connect-src *', BREACHES),
  policy("frame-src 'none'", "frame-src 'self'", BREACHES),
  policy("img-src 'self' data: blob:", "img-src 'self' data: blob: https:", BREACHES),
  policy("form-action 'none'", 'form-action *', BREACHES),
  policy("base-uri 'none'", 'base-uri *', BREACHES),
  policy('"require-trusted-types-for \'script\'",', '', BREACHES),
  policy("'nonce-$" + "{nonce}'", "'unsafe-inline'", BREACHES),
  {
    item: '7',
    what: 'a nonce that is always the same',
    file: 'electron/protocol.ts',
    find: "randomBytes(16).toString('base64')",
    replace: "'AAAAAAAAAAAAAAAAAAAAAA=='",
    caughtBy: [HEADERS],
  },
  {
    item: '7',
    what: 'types of files are guessed',
    file: 'electron/protocol.ts',
    find: "    'X-Content-Type-Options': 'nosniff',\n",
    replace: '',
    caughtBy: [HEADERS],
  },
  {
    item: '7',
    what: 'markup is set from a text',
    file: 'renderer/ui/marked.tsx',
    find: '  return (\n',
    replace: '  document.body.innerHTML = String(parts);\n  return (\n',
    caughtBy: [[FILES.window, 'get no code from main, and make none of text']],
  },
  {
    item: '18',
    what: 'a page from a file',
    file: 'electron/page-window.ts',
    find: '.loadURL(PAGES[name])',
    replace: '.loadFile(name)',
    caughtBy: [[FILES.window, 'come from the app itself']],
  },
  {
    item: '18',
    what: 'a scheme that is above the policy',
    file: 'electron/protocol.ts',
    find: 'standard: true,',
    replace: 'standard: true, bypassCSP: true,',
    caughtBy: [
      [FILES.window, 'are served by one scheme with the least rights'],
      [FILES.bundles, 'has no word for what would weaken a window'],
    ],
  },
  {
    item: '18',
    what: 'paths are made of addresses',
    file: 'electron/protocol.ts',
    find: "method === 'GET' ? files.get(url) : undefined",
    replace: "method === 'GET' ? join(folder, decodeURIComponent(new URL(url).pathname)) : undefined",
    caughtBy: [NOT_THERE],
  },
  {
    item: '18',
    what: 'files are given to every method',
    file: 'electron/protocol.ts',
    find: "method === 'GET' ? files.get(url) : undefined",
    replace: 'files.get(url)',
    caughtBy: [NOT_THERE],
  },
  {
    item: '18',
    what: 'media by any name',
    file: 'electron/media-files.ts',
    find: '([0-9a-f]{64})',
    replace: '(.+)',
    caughtBy: [[FILES.media, 'no path leads out of the folder']],
  },
  {
    item: '18',
    what: 'what is no media is shown',
    file: 'electron/media-files.ts',
    find: 'if (size === undefined || type === undefined) return undefined;',
    replace: 'if (size === undefined) return undefined;',
    caughtBy: [[FILES.media, 'no path leads out of the folder']],
  },
];
