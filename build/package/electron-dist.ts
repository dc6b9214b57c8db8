import { cp, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ensureElectron } from '../electron-runtime.ts';

export type ElectronDist = { readonly folder: string; readonly version: string };

/** How far above the executable the unpacked archive begins: on macOS it is inside Electron.app. */
const ABOVE = process.platform === 'darwin' ? '../../..' : '.';

/** Not part of an app: what runs "the app on the command line", and the note of the version. */
const LEFT_OUT = ['default_app.asar', 'version'];

/**
 * Puts the Electron that this machine has, the one that tests run on, into `folder`, ready to be packed.
 * electron-builder would download one; where nothing can be downloaded this one comes from the npm registry.
 */
export async function copyElectron(folder: string): Promise<ElectronDist> {
  const { executable } = await ensureElectron();
  const source = join(dirname(executable), ABOVE);
  const version = (await readFile(join(source, 'version'), 'utf8')).trim().replace(/^v/, '');
  await rm(folder, { recursive: true, force: true });
  await cp(source, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.includes(basename(path)),
  });
  return { folder, version };
}
