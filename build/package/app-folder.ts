import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readRecord } from '../freshness.mjs';
import { ROOT } from '../project.mjs';
import { collectLicences } from './licences.ts';
import { HOMEPAGE } from './publisher.ts';

/** What is in an app: the bundles of these targets. */
const TARGETS = ['main', 'worker', 'speller', 'updater', 'preload', 'renderer'];
const MAIN = 'dist/electron/main.js';

/** The one native module. Its loader looks for the prebuild of the system by its folder's name. */
const SQLITE = 'node_modules/@photostructure/sqlite';
const LOADER = 'node_modules/node-gyp-build';
const MODULE_FILES = [
  `${SQLITE}/package.json`,
  `${LOADER}/package.json`,
  `${LOADER}/index.js`,
  `${LOADER}/node-gyp-build.js`,
];

export type AppFolderOptions = {
  /** May be driven over a debug port; never released. */
  readonly driven: boolean;
  /** As Node names it. */
  readonly arch: string;
};

/** Its module for ES imports, without what is experimental; the chunk's name changes with every release. */
async function sqliteModules(): Promise<readonly string[]> {
  const files = await readdir(join(ROOT, SQLITE, 'dist'));
  return files
    .filter((file) => /^(index|chunk-\w+)\.mjs$/.test(file))
    .map((file) => `${SQLITE}/dist/${file}`);
}

/** What goes into app.asar, as paths from the root. */
async function filesToPack({ arch }: AppFolderOptions): Promise<readonly string[]> {
  const outputs = TARGETS.flatMap((target) => readRecord(target)?.outputs ?? []);
  return [
    ...outputs.filter((file) => !file.endsWith('.map')).map((file) => file.replaceAll('\\', '/')),
    ...MODULE_FILES,
    ...(await sqliteModules()),
    `${SQLITE}/prebuilds/${process.platform}-${arch}/@photostructure+sqlite.glibc.node`,
  ];
}

/** Tools, scripts and dependencies are the repository's business, not the app's. */
async function writeManifest(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { name, version, description, license, type, main, desktopName } = manifest;
  const kept = { name, productName: 'Perch', version, description, license, type, main, desktopName };
  const text = JSON.stringify({ ...kept, homepage: HOMEPAGE, author: 'Perch maintainers' }, null, 2);
  await writeFile(join(folder, 'package.json'), `${text}\n`);
}

/** Lays out the app as it will be packed, and `licences.txt` beside the folder. */
export async function makeAppFolder(folder: string, options: AppFolderOptions): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const file of await filesToPack(options)) {
    const target = join(folder, file);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(ROOT, file === MAIN && options.driven ? 'dist/driven/main.js' : file), target);
  }
  await writeManifest(folder);
  await writeFile(join(dirname(folder), 'licences.txt'), await collectLicences(TARGETS));
}
