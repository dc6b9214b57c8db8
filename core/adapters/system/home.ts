import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { StoreError } from '../../ports/store-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Perch's data folder: PERCH_HOME, or the one that Electron gives an app named "Perch" as `userData`, so that
 * window and CLI share it. Only says where; `ensureHome` makes it.
 */
export function resolveHome(env: Environment, platform: NodeJS.Platform, userHome = homedir()): string {
  if (env['PERCH_HOME']) return resolve(env['PERCH_HOME']);
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] || join(userHome, 'AppData', 'Roaming'), 'Perch');
    case 'darwin':
      return join(userHome, 'Library', 'Application Support', 'Perch');
    default:
      return join(env['XDG_CONFIG_HOME'] || join(userHome, '.config'), 'Perch');
  }
}

/**
 * Makes the folder, readable by its owner only, and sees that it can be written.
 * @throws StoreError `unwritable`
 */
export function ensureHome(home: string): string {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    accessSync(home, constants.W_OK | constants.X_OK);
    return home;
  } catch (cause) {
    const message = `Perch cannot write its data folder ${home} (${reasonOf(cause)}): make it writable, or choose another one with PERCH_HOME.`;
    throw new StoreError('unwritable', message, cause);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'a file is in the way',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the path is too long',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? (code || String(cause));
}
