import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT, say } from './project.mjs';

const LOCKFILE = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules/.perch-stamp');

/** @typedef {Record<string, { version?: string, optional?: boolean }>} LockedPackages */

/** @param {string} path */
function readOptional(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Identifies the set of packages the lockfile asks for. */
export function lockfileHash() {
  return createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
}

/** @param {string} path @returns {LockedPackages | undefined} */
function lockedPackages(path) {
  const text = readOptional(path);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/** True when npm's record of what it last installed has everything the lockfile asks for. */
function installedByHand() {
  const wanted = lockedPackages(LOCKFILE) ?? {};
  const installed = lockedPackages(join(ROOT, 'node_modules/.package-lock.json'));
  if (installed === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** True when node_modules is what package-lock.json asks for. */
export function packagesInstalled() {
  const hash = lockfileHash();
  if (readOptional(STAMP) === hash) return true;
  if (!installedByHand()) return false;
  writeFileSync(STAMP, hash);
  return true;
}

/** Without our own node_modules/.bin: npm must not run on the very Node that it is about to replace. */
function pathWithoutProject() {
  const entries = (process.env['PATH'] ?? '').split(delimiter);
  return entries.filter((entry) => !entry.startsWith(join(ROOT, 'node_modules'))).join(delimiter);
}

/**
 * Installs what the lockfile names. Not with `npm ci`: it insists on an entry for every platform's optional
 * package, and a lockfile written against a registry that carries only some of them cannot have those.
 * Electron's binary is not fetched here: the machine may reach the package registry only.
 */
export function installPackages() {
  say('Installing packages…');
  const args = ['install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'];
  const { status, error } = spawnSync('npm', args, {
    cwd: ROOT,
    env: { ...process.env, PATH: pathWithoutProject(), ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    const cause = error === undefined ? `npm ended with ${status}` : error.message;
    throw new Error(`The packages could not be installed (${cause}). Check the network, then try again.`);
  }
  writeFileSync(STAMP, lockfileHash());
}
