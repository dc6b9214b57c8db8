import { type Catcher, FILES, type Regression } from './regression.ts';

const BUILT: Catcher = [FILES.boundary, 'whoever built an address, it is opened only when'];
const ASKED: Catcher = [FILES.boundary, 'whatever the window asks for, only a page of X comes out'];
const NOT_OPENED = (link: string): Catcher => [FILES.guards, `${JSON.stringify(link)} is not opened`];
const NOBODY: Catcher = [FILES.guards, 'nobody else'];
const CHANNEL: Catcher = [FILES.boundary, 'there is one channel, and who uses it is looked at'];
const LISTENS: Catcher = [FILES.page, 'main listens on one channel'];

const link = (what: string, find: string, replace: string, ...caughtBy: readonly Catcher[]): Regression => ({
  item: 'links',
  what,
  file: 'electron/links.ts',
  find,
  replace,
  caughtBy,
});

const sender = (what: string, find: string, ...caughtBy: readonly Catcher[]): Regression => ({
  item: '17',
  what,
  file: 'electron/own-page.ts',
  find: ` && ${find}`,
  replace: '',
  caughtBy: [NOBODY, ...caughtBy],
});

const leaving = (event: string, listener: string, words: string): Regression => ({
  item: '17',
  what: `ports outlive ${event}`,
  file: 'electron/own-page.ts',
  find: `contents.on('${event}', ${listener});`,
  replace: '',
  caughtBy: [[FILES.boundary, `are closed once when it ${words}`]],
});

/** Between a page and main, and from main to the system. */
export const BOUNDARY: readonly Regression[] = [
  {
    item: '15',
    what: 'an address is opened without a look',
    file: 'electron/open-outside.ts',
    find: 'if (!isAllowed(link)) throw',
    replace: 'if (link === undefined) throw',
    caughtBy: [[FILES.boundary, 'one place hands an address to the system']],
  },
  {
    item: '15',
    what: 'a second place opens addresses',
    file: 'electron/shell.ts',
    find: 'await openOutside(link);',
    replace: "await (await import('electron')).shell.openExternal(link);",
    caughtBy: [
      [FILES.boundary, 'one place hands an address to the system'],
      [FILES.bundles, 'reaches out, and listens, in the places that are known'],
    ],
  },
  link('ids that only begin with digits', '/^\\d{1,20}$/', '/^\\d{1,20}/', ASKED),
  link('kinds are looked up in the prototype too', 'Object.hasOwn(BUILDERS, kind)', 'BUILDERS[kind]', ASKED),
  link('any scheme', "protocol === 'https:' && ", '', BUILT, NOT_OPENED('http://x.com/')),
  link(
    'any host that ends like X',
    'HOSTS.includes(hostname)',
    'HOSTS.some((host) => hostname.includes(host))',
    NOT_OPENED('https://x.com.evil.example/'),
  ),
  link('any port', '!port && ', '', NOT_OPENED('https://x.com:8443/')),
  link('names and passwords', '!username && !password && ', '', BUILT),
  link(
    'what is read otherwise than it is written',
    ' && href === link',
    '',
    BUILT,
    NOT_OPENED('https://x.com/\u0000'),
  ),
  sender('any window', 'contents.id === ownId', [FILES.doors, 'is not given to a window that is not ours']),
  sender('any frame', 'frame === contents.mainFrame', [
    FILES.doors,
    'is not given to a frame within the page',
  ]),
  sender('any origin', 'frame.origin === ORIGIN'),
  {
    item: '17',
    what: 'who is refused goes on all the same',
    file: 'electron/rpc.ts',
    find: 'if (name === undefined) return deps.onRefused();',
    replace:
      "if (name === undefined) { deps.onRefused(); return void connectShell(event.sender, deps.shell('main')); }",
    caughtBy: [CHANNEL, [FILES.doors, 'is not given to a window that is not ours']],
  },
  {
    item: '17',
    what: 'a second channel',
    file: 'electron/rpc.ts',
    find: "ipcMain.removeAllListeners('electron-store-get-data');",
    replace: "ipcMain.removeAllListeners('electron-store-get-data'); ipcMain.handle('rpc:any', () => 1);",
    caughtBy: [CHANNEL, LISTENS, [FILES.bundles, 'reaches out, and listens, in the places that are known']],
  },
  {
    item: '17',
    what: "a package's channel stays",
    file: 'electron/rpc.ts',
    find: "ipcMain.removeAllListeners('electron-store-get-data');",
    replace: '',
    caughtBy: [CHANNEL, LISTENS],
  },
  leaving('did-start-navigation', 'onNavigation', 'navigates'),
  leaving('render-process-gone', 'end', 'crashes'),
  leaving('destroyed', 'end', 'is destroyed'),
  {
    item: '17',
    what: 'ports are never closed',
    file: 'electron/rpc.ts',
    find: 'for (const port of page?.ports ?? []) port.close();',
    replace: '',
    caughtBy: [[FILES.doors, 'closes with the document that it was given to']],
  },
  {
    item: 'schemas',
    what: 'more than is known comes along',
    file: 'core/rpc/schemas.ts',
    find: 'const listQuery = z.strictObject({',
    replace: 'const listQuery = z.looseObject({',
    caughtBy: [
      [FILES.schemas, 'list are strict and of limited length'],
      [FILES.schemas, 'is refused by list, in every place'],
    ],
  },
  {
    item: 'schemas',
    what: 'texts of any length',
    file: 'core/rpc/schemas.ts',
    find: 'const connection = z.string().check(z.maxLength(4_000));',
    replace: 'const connection = z.string();',
    caughtBy: [[FILES.schemas, 'are strict and of limited length']],
  },
  {
    item: 'schemas',
    what: 'arguments are checked and passed on as they came',
    file: 'core/rpc/parse-arguments.ts',
    find: 'return result.data as unknown[];',
    replace: 'return args;',
    caughtBy: [[FILES.schemas, 'nothing that a page can send breaks the parser']],
  },
  {
    item: 'schemas',
    what: 'calls are looked up in the prototype too',
    file: 'core/rpc/parse-arguments.ts',
    find: 'Object.hasOwn(schemas, method) ? schemas[method] : undefined',
    replace: 'schemas[method]',
    caughtBy: [[FILES.schemas, 'names no call']],
  },
  {
    item: 'schemas',
    what: 'arguments are not checked',
    file: 'core/rpc/channel.ts',
    find: 'parseArguments(schemas, method, args) as never[]',
    replace: 'args as never[]',
    caughtBy: [[FILES.schemas, 'an answer is only given to calls that have a schema']],
  },
  {
    item: 'sinks',
    what: 'a spreadsheet runs a text',
    file: 'core/domain/escape.ts',
    find: '/^[=+\\-@\\t',
    replace: '/^[=+\\-\\t',
    caughtBy: [[FILES.sinks, 'a spreadsheet runs nothing of']],
  },
  {
    item: 'sinks',
    what: 'a text steers who reads the log',
    file: 'core/adapters/system/log.ts',
    find: 'inert(JSON.stringify(text))',
    replace: 'JSON.stringify(text)',
    caughtBy: [[FILES.sinks, 'in the log']],
  },
  {
    item: 'sinks',
    what: 'a text steers the terminal',
    file: 'electron/main-log.ts',
    find: 'plain(post.text)',
    replace: 'post.text',
    caughtBy: [[FILES.sinks, 'in the terminal that Perch was started from']],
  },
  {
    item: 'sinks',
    what: "a text turns the tray's menu",
    file: 'electron/tray-words.ts',
    find: 'plain(text)',
    replace: 'text',
    caughtBy: [[FILES.sinks, 'in the menu of the tray']],
  },
  {
    item: 'links',
    what: 'a link can be taken for a switch',
    file: 'electron/deep-links.ts',
    find: "['--']",
    replace: '[]',
    caughtBy: [[FILES.boundary, 'a start by a link can never be taken for switches']],
  },
];
