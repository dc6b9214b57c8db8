// The first step of every npm script. Plain JavaScript that runs on Node 20 with nothing installed:
// installs packages, builds what the task needs, then hands over to the task under Node 24.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { exitWithParent } from './exit-with-parent.mjs';
import { staleTargets } from './freshness.mjs';
import { rerunUnderNode24, runHere } from './hand-over.mjs';
import { withLock } from './lock.mjs';
import { installPackages, packagesInstalled } from './packages.mjs';
import { node24, ROOT, RUNS_TYPESCRIPT, say } from './project.mjs';

/** @typedef {{ readonly entry: string, readonly args?: readonly string[], readonly targets?: readonly string[] }} Task */

const APP = ['main', 'worker', 'speller', 'updater', 'preload', 'renderer'];

/** @type {Readonly<Record<string, Task>>} */
const TASKS = {
  start: { entry: 'build/start.ts', targets: APP },
  perch: { entry: 'dist/cli/perch.js', targets: ['cli'] },
  test: { entry: 'build/checks.ts', args: ['all'], targets: [...APP, 'cli'] },
  check: { entry: 'build/checks.ts', args: ['fast'] },
  typecheck: { entry: 'build/checks.ts', args: ['types'] },
  fix: { entry: 'build/checks.ts', args: ['fix'] },
  docs: { entry: 'build/docs.ts' },
  audit: { entry: 'build/audit.ts' },
  regress: { entry: 'test/security/regress.ts' },
  crash: { entry: 'test/crash/main.ts', targets: [...APP, 'cli'] },
  soak: { entry: 'test/simulation/soak.ts' },
  package: { entry: 'build/package/main.ts', targets: [...APP, 'drivenMain'] },
  bench: { entry: 'test/bench/main.ts', targets: [...APP, 'cli'] },
};

/** @param {readonly string[]} targets */
function build(targets) {
  const stale = staleTargets(targets);
  if (stale.length === 0) return;
  const bundle = join(ROOT, 'build/bundle.ts');
  // The bundler's own chatter goes to stderr: stdout belongs to the task.
  const { status } = spawnSync(node24(), [bundle, ...stale], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed; the lines above say where.');
}

/** @param {readonly string[]} targets */
async function prepare(targets) {
  if (packagesInstalled() && staleTargets(targets).length === 0) return;
  await withLock(join(ROOT, 'dist/.bootstrap.lock'), () => {
    if (!packagesInstalled()) installPackages();
    build(targets);
  });
}

async function main() {
  const [name = '', ...args] = process.argv.slice(2);
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (task === undefined) {
    say(`Unknown task "${name}". Use one of: ${Object.keys(TASKS).join(', ')}.`);
    process.exit(2);
  }
  exitWithParent();
  try {
    await prepare(task.targets ?? []);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
  if (!RUNS_TYPESCRIPT) return rerunUnderNode24();
  return runHere(join(ROOT, task.entry), [...(task.args ?? []), ...args]);
}

await main();
