import { type Catcher, FILES, type Regression } from './regression.ts';

const LITERAL: Catcher = [FILES.window, 'is one literal that nothing can be added to'];
const WORDS: Catcher = [FILES.window, 'has no word for what would weaken it'];
const WORLD: Catcher = [FILES.page, 'has nothing of Node and one way to main'];
const PERMISSIONS: Catcher = [FILES.page, 'the page gets no permission'];
const EVENTS: Catcher = [FILES.doors, 'stops every event by which any page would leave'];

/** A preference of windows that is another than it should be. */
const preference = (
  item: string,
  find: string,
  replace: string,
  ...caughtBy: readonly Catcher[]
): Regression => ({
  item,
  what: `windows with ${replace}`,
  file: 'electron/page-window.ts',
  find: `  ${find},\n`,
  replace: `  ${replace},\n`,
  caughtBy: [LITERAL, ...caughtBy],
});

/** A preference of windows that should not be there. */
const added = (item: string, extra: string): Regression => ({
  item,
  what: `windows with ${extra}`,
  file: 'electron/page-window.ts',
  find: '  webviewTag: false,\n',
  replace: `  webviewTag: false,\n  ${extra},\n`,
  caughtBy: [LITERAL, WORDS, WORLD],
});

const unguarded = (item: string, event: string, words: string): Regression => ({
  item,
  what: `nobody listens to ${event}`,
  file: 'electron/security.ts',
  find: `contents.on('${event}', deny('${words}'));`,
  replace: '',
  caughtBy: [EVENTS],
});

/** What a window is, may do and where it may go. */
export const WINDOW: readonly Regression[] = [
  preference('2', 'nodeIntegration: false', 'nodeIntegration: true', WORLD),
  preference('2', 'nodeIntegrationInWorker: false', 'nodeIntegrationInWorker: true'),
  preference('2', 'nodeIntegrationInSubFrames: false', 'nodeIntegrationInSubFrames: true', WORLD),
  preference('3', 'contextIsolation: true', 'contextIsolation: false'),
  preference('4', 'sandbox: true', 'sandbox: false', WORLD),
  {
    item: '4',
    what: 'the sandbox is not enforced',
    file: 'electron/main.ts',
    find: "if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();",
    replace: '',
    caughtBy: [[FILES.window, 'is in the sandbox, unless the person has said otherwise']],
  },
  {
    item: '4',
    what: 'Perch gives itself a switch',
    file: 'electron/main.ts',
    find: 'refuseDebugPorts(app);',
    replace: "refuseDebugPorts(app); app.commandLine.appendSwitch('no-sandbox');",
    caughtBy: [
      [FILES.window, 'gets no switch from Perch itself'],
      [FILES.sandbox, 'the window is in the sandbox of Chromium'],
    ],
  },
  {
    item: '5',
    what: 'permissions are granted when asked for',
    file: 'electron/security.ts',
    find: 'answer(false);',
    replace: 'answer(true);',
    caughtBy: [PERMISSIONS],
  },
  {
    item: '5',
    what: 'permissions are there without asking',
    file: 'electron/security.ts',
    find: 'setPermissionCheckHandler(() => false)',
    replace: 'setPermissionCheckHandler(() => true)',
    caughtBy: [PERMISSIONS],
  },
  added('6', 'webSecurity: false'),
  added('8', 'allowRunningInsecureContent: true'),
  added('9', 'experimentalFeatures: true'),
  added('10', "enableBlinkFeatures: 'CSSVariables'"),
  preference('11', 'webviewTag: false', 'webviewTag: true', WORLD),
  unguarded('12', 'will-attach-webview', 'webview'),
  unguarded('13', 'will-navigate', 'navigation'),
  unguarded('13', 'will-frame-navigate', 'frame navigation'),
  unguarded('13', 'will-redirect', 'redirect'),
  {
    item: '13',
    what: 'leaving is noted and not stopped',
    file: 'electron/security.ts',
    find: '      event.preventDefault();\n',
    replace: '',
    caughtBy: [EVENTS, [FILES.doors, 'by a link']],
  },
  {
    item: '14',
    what: 'pages open windows',
    file: 'electron/security.ts',
    find: "return { action: 'deny' };",
    replace: "return { action: 'allow' };",
    caughtBy: [[FILES.doors, 'opens no window, by whatever name or click']],
  },
  {
    item: '20',
    what: 'the bridge hands out ipcRenderer',
    file: 'electron/preload.ts',
    find: "exposeInMainWorld('perch', bridge)",
    replace: "exposeInMainWorld('perch', { ...bridge, send: (name: string) => ipcRenderer.send(name) })",
    caughtBy: [
      [FILES.boundary, 'there is a bridge with one function'],
      [FILES.bundles, 'the bundle of the bridge is the bridge'],
      WORLD,
    ],
  },
  {
    item: '20',
    what: 'ports go to whatever page is there',
    file: 'electron/preload.ts',
    find: 'PAGE, [...event.ports]',
    replace: "'*', [...event.ports]",
    caughtBy: [[FILES.boundary, 'the bridge is made of two things of Electron']],
  },
  preference('DevTools', 'devTools: !app.isPackaged', 'devTools: true', [
    FILES.driven,
    'has no tools of a developer',
  ]),
  {
    item: 'DevTools',
    what: 'the menu of the release has them',
    file: 'electron/menu.ts',
    find: '...(isPackaged ? [] : DEVELOPER)',
    replace: '...DEVELOPER',
    caughtBy: [
      [FILES.window, 'does not include the tools of a developer'],
      [FILES.driven, 'has no tools of a developer'],
    ],
  },
];
