import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { ROOT } from '../project.mjs';
import type { ElectronDist } from './electron-dist.ts';
import { MAINTAINER, updateFeed } from './publisher.ts';

/** Everything that packing makes lies here. */
export const OUT = join(ROOT, 'dist/package');

/** How the executable is called on Linux; `perch` is the command line's name. */
export const EXECUTABLE = 'perch-desktop';

/** What Electron itself may do in an installed Perch; test/package reads it back. */
export const FUSES = {
  runAsNode: false,
  // Perch keeps no cookie. With it, Electron asks a locked keyring at its start, and hangs until a person answers.
  enableCookieEncryption: process.platform !== 'linux',
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

/** The libraries that Electron names itself, by their Debian packages; renamed ones (t64) first. */
export const DEB_DEPENDS = [
  ...[
    'libasound2',
    'libatk-bridge2.0-0',
    'libatk1.0-0',
    'libatspi2.0-0',
    'libcups2',
    'libglib2.0-0',
    'libgtk-3-0',
  ].map((name) => `${name}t64 | ${name}`),
  ...['libc6', 'libcairo2', 'libdbus-1-3', 'libdrm2', 'libexpat1', 'libgbm1', 'libgcc-s1', 'libnotify4'],
  ...['libnspr4', 'libnss3', 'libpango-1.0-0', 'libudev1', 'libx11-6', 'libxcb1', 'libxcomposite1'],
  ...['libxdamage1', 'libxext6', 'libxfixes3', 'libxkbcommon0', 'libxrandr2', 'xdg-utils'],
];

/** By what they contain: the packages' names differ between distributions, these do not. */
const RPM_DEPENDS = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libnotify.so.4'].map(
  (library) => `${library}()(64bit)`,
);

const LINUX: Configuration = {
  linux: {
    executableName: EXECUTABLE,
    icon: join(OUT, 'icons/linux'),
    category: 'Network',
    synopsis: 'Schedules posts to X and gets every one of them out',
    maintainer: MAINTAINER,
    syncDesktopName: true,
    // An address of a link can never be taken for a switch.
    executableArgs: ['--', '%U'],
    desktop: { entry: { Keywords: 'X;Twitter;post;schedule;', StartupNotify: 'true' } },
  },
  deb: { depends: DEB_DEPENDS, recommends: ['libsecret-1-0'], packageCategory: 'net' },
  rpm: { depends: [...RPM_DEPENDS, 'xdg-utils'], packageCategory: 'Applications/Internet' },
  // Runs without FUSE 2, which distributions no longer install.
  toolsets: { appimage: '1.0.3' },
};

const MAC: Configuration = {
  mac: {
    icon: join(OUT, 'icons/icon.icns'),
    category: 'public.app-category.social-networking',
    // Without a certificate there is no team whose libraries alone may be loaded, and Perch would not start.
    hardenedRuntime: process.env['CSC_LINK'] !== undefined || process.env['CSC_NAME'] !== undefined,
    gatekeeperAssess: false,
    entitlements: join(ROOT, 'build/package/entitlements.mac.plist'),
    entitlementsInherit: join(ROOT, 'build/package/entitlements.mac.plist'),
    // Asks Apple when the key for it is at hand.
    notarize: process.env['APPLE_API_KEY'] !== undefined,
  },
};

const WINDOWS: Configuration = {
  // Updates must be signed by the publisher of the running app.
  win: { icon: join(OUT, 'icons/icon.ico'), verifyUpdateCodeSignature: true },
  nsis: {
    // For one person, without an administrator; posts stay when Perch is removed.
    oneClick: true,
    perMachine: false,
    deleteAppDataOnUninstall: false,
    include: join(ROOT, 'build/package/installer.nsh'),
  },
};

export type PackOptions = {
  readonly electron: ElectronDist;
  /** The laid out app. */
  readonly app: string;
  readonly output: string;
  /** A twin of the release that tests drive over a debug port. */
  readonly driven: boolean;
};

/** How electron-builder packs the app. */
export function packConfig({ electron, app, output, driven }: PackOptions): Configuration {
  return {
    appId: 'com.perch.desktop',
    productName: 'Perch',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'perch-${version}-${os}-${arch}.${ext}',
    directories: { app, output, buildResources: join(ROOT, 'build/package') },
    electronDist: electron.folder,
    electronVersion: electron.version,
    // The window speaks English; Chromium's other languages are 40 MB.
    electronLanguages: ['en-US', 'en'],
    electronFuses: { ...FUSES, enableNodeCliInspectArguments: driven },
    // It leaves a node_modules at the root out, whatever the pattern, unless it is a set of its own.
    files: ['**/*', { from: 'node_modules', to: 'node_modules' }],
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    // The app folder is complete: no look for dependencies, no build of native modules.
    beforeBuild: async () => false,
    extraResources: [
      { from: join(ROOT, 'LICENSE'), to: 'licences/LICENSE.perch.txt' },
      { from: join(app, '../licences.txt'), to: 'licences/LICENSES.packages.txt' },
    ],
    protocols: [{ name: 'Perch', schemes: ['perch'] }],
    publish: updateFeed(),
    ...LINUX,
    ...MAC,
    ...WINDOWS,
  };
}
