import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archFromString, build, Platform } from 'electron-builder';
import { ROOT } from '../project.mjs';
import { makeAppFolder } from './app-folder.ts';
import { EXECUTABLE, OUT, packConfig } from './config.ts';
import type { ElectronDist } from './electron-dist.ts';

const run = promisify(execFile);

/** The folder of the unpacked app below its output folder, and the executable in it. */
const UNPACKED: Readonly<Record<string, { readonly folder: string; readonly executable: string }>> = {
  'linux-x64': { folder: 'linux-unpacked', executable: EXECUTABLE },
  'linux-arm64': { folder: 'linux-arm64-unpacked', executable: EXECUTABLE },
  'win32-x64': { folder: 'win-unpacked', executable: 'Perch.exe' },
  'win32-arm64': { folder: 'win-arm64-unpacked', executable: 'Perch.exe' },
  'darwin-x64': { folder: 'mac', executable: 'Perch.app/Contents/MacOS/Perch' },
  'darwin-arm64': { folder: 'mac-arm64', executable: 'Perch.app/Contents/MacOS/Perch' },
};

/** The app as a person gets it, and its twin that tests may drive over a debug port. */
export type Edition = 'release' | 'driven';

/** Paths of what was packed last. */
export function unpacked(edition: Edition): { readonly folder: string; readonly executable: string } {
  const place = UNPACKED[`${process.platform}-${process.arch}`];
  if (place === undefined) throw new Error(`Perch is not packed for ${process.platform}-${process.arch}.`);
  const folder = join(OUT, edition, place.folder);
  return { folder, executable: join(folder, place.executable) };
}

/** electron-builder's own tar needs a 7-Zip from elsewhere; the system's does. */
async function packTarball(version: string): Promise<string> {
  const { folder } = unpacked('release');
  const name = `perch-${version}-linux-${process.arch}`;
  const file = join(OUT, 'release', `${name}.tar.gz`);
  const asRoot = ['--owner=0', '--group=0', '--sort=name', `--transform=s,^\\.,${name},`];
  await run('tar', [...asRoot, '-C', folder, '-czf', file, '.']);
  return file;
}

/**
 * Packs one edition. @param targets as electron-builder names them
 * @returns the files that were made, besides the unpacked app
 */
export async function pack(
  edition: Edition,
  targets: readonly string[],
  electron: ElectronDist,
): Promise<readonly string[]> {
  const app = join(OUT, edition, 'app');
  const output = join(OUT, edition);
  const driven = edition === 'driven';
  await rm(output, { recursive: true, force: true });
  await makeAppFolder(app, { driven, arch: process.arch });
  process.env['CUSTOM_FPM_PATH'] = join(ROOT, 'build/package/fpm.mjs');
  const theirs = targets.filter((target) => target !== 'tar.gz');
  const files = await build({
    projectDir: ROOT,
    targets: Platform.current().createTarget([...theirs], archFromString(process.arch)),
    publish: 'never',
    config: packConfig({ electron, app, output, driven }),
  });
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const tarball = targets.includes('tar.gz') ? [await packTarball(version)] : [];
  return [...files, ...tarball].filter((file) => existsSync(file));
}
