import { type Catcher, FILES, type Regression } from './regression.ts';

const WIRE: Catcher = [FILES.fuses, 'the release has every fuse as configured'];

const fuse = (name: string, is: boolean): Regression => ({
  item: '19',
  what: `the fuse ${name} is ${is ? 'off' : 'on'}`,
  file: 'build/package/config.ts',
  find: `  ${name}: ${is},\n`,
  replace: `  ${name}: ${!is},\n`,
  caughtBy: [WIRE],
});

/** What ships. */
export const PACK: readonly Regression[] = [
  {
    item: '16',
    what: 'an Electron without fixes',
    file: 'build/supported-electron.json',
    find: '"newest": 45',
    replace: '"newest": 48',
    caughtBy: [[FILES.supply, 'gets fixes, and has those that concern Perch']],
  },
  {
    item: '16',
    what: 'an Electron with a hole that concerns Perch',
    file: 'build/supported-electron.json',
    find: '"41.2.2", "42.0.0"',
    replace: '"41.2.2", "45.99.0"',
    caughtBy: [[FILES.supply, 'gets fixes, and has those that concern Perch']],
  },
  {
    item: '16',
    what: 'no answer counts as a good one',
    file: 'build/audit-report.ts',
    find: 'if (!report.vulnerabilities) return undefined;',
    replace: 'if (!report.vulnerabilities) return [];',
    caughtBy: [[FILES.supply, 'never takes silence for an all-clear']],
  },
  {
    item: '16',
    what: 'nobody looks for known holes',
    file: '.github/workflows/test.yml',
    find: 'run: npm run audit -- --must-reach',
    replace: "run: 'true'",
    caughtBy: [[FILES.supply, 'is part of every hosted run']],
  },
  fuse('runAsNode', false),
  {
    item: '19',
    what: 'the fuse enableCookieEncryption is the other way round',
    file: 'build/package/config.ts',
    find: "enableCookieEncryption: process.platform !== 'linux'",
    replace: "enableCookieEncryption: process.platform === 'linux'",
    caughtBy: [WIRE],
  },
  fuse('enableNodeOptionsEnvironmentVariable', false),
  {
    item: '19',
    what: 'the fuse enableNodeCliInspectArguments is on',
    file: 'build/package/config.ts',
    find: 'enableNodeCliInspectArguments: driven',
    replace: 'enableNodeCliInspectArguments: true',
    caughtBy: [WIRE, [FILES.packConfig, 'has every fuse set, and none that lets somebody else in']],
  },
  fuse('enableEmbeddedAsarIntegrityValidation', true),
  fuse('onlyLoadAppFromAsar', true),
  fuse('loadBrowserProcessSpecificV8Snapshot', false),
  fuse('grantFileProtocolExtraPrivileges', false),
  {
    item: 'debug ports',
    what: 'the release is built like its twin for tests',
    file: 'build/targets.ts',
    find: "'dist/electron/main.js', {",
    replace: "'dist/electron/main.js', { debugPorts: true,",
    caughtBy: [
      [FILES.bundles, 'has no word for what would weaken a window'],
      [FILES.release, 'refuses --remote-debugging-port=0'],
    ],
  },
  {
    item: 'debug ports',
    what: 'nobody looks at how Perch is started',
    file: 'electron/main.ts',
    find: 'refuseDebugPorts(app);',
    replace: '',
    caughtBy: [[FILES.release, 'refuses --remote-debugging-port=0']],
  },
  {
    item: 'debug ports',
    what: 'a way to open one is forgotten',
    file: 'electron/debug-ports.ts',
    find: "  'remote-debugging-pipe',\n",
    replace: '',
    caughtBy: [[FILES.ports, '--remote-debugging-pipe would open a debug port']],
  },
];
