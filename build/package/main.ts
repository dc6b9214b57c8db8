// `npm run package`: the packages of this system, or only those that are named: `npm run package -- dir deb`.
// With `--test` also the twin that tests drive, and then the tests of what was packed.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withDisplay } from '../display.ts';
import { say } from '../project.mjs';
import { problemsOfElectron } from '../supported-electron.ts';
import { runTool } from '../tool.ts';
import { OUT } from './config.ts';
import { copyElectron } from './electron-dist.ts';
import { makeIcons } from './icons.ts';
import { pack, unpacked } from './pack.ts';
import { chooseTargets, TARGETS } from './targets.ts';

const MB = 1_000_000;

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => sizeOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function report(files: readonly string[], electron: string): Promise<void> {
  const { folder } = unpacked('release');
  console.log(`\nPacked with Electron ${electron} into ${join(OUT, 'release')}:`);
  for (const file of [folder, ...files]) {
    const size = ((await sizeOf(file)) / MB).toFixed(1).padStart(6);
    console.log(`${size} MB  ${basename(file)}`);
  }
}

const runTests = (): Promise<number> =>
  withDisplay((env) =>
    runTool('vitest', ['run', '--config=build/vitest.config.ts', '--project=package'], { env }),
  );

async function main(args: readonly string[]): Promise<number> {
  const named = args.filter((arg) => arg !== '--test');
  const unknown = named.find((arg) => !TARGETS.includes(arg));
  if (unknown !== undefined) {
    say(`Unknown package "${unknown}". This system makes: ${TARGETS.join(', ')}; or --test.`);
    return 2;
  }
  const { made, leftOut } = await chooseTargets(named.length > 0 ? named : TARGETS);
  await makeIcons(join(OUT, 'icons'));
  const electron = await copyElectron(join(OUT, 'electron'));
  const files = await pack('release', made, electron);
  await report(files, electron.version);
  for (const [target, why] of leftOut) console.log(`Not made: ${target}: ${why}`);
  for (const problem of problemsOfElectron(electron.version)) console.log(`Not for release: ${problem}`);
  if (!args.includes('--test')) return 0;
  await pack('driven', ['dir'], electron);
  return runTests();
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
