import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { leash } from '../../build/leash.ts';
import { needsBundles } from './copy.ts';
import { type Catcher, FILES } from './regressions/regression.ts';

/** What became of a test; `missing`: it did not run, or there is none of this name. */
export type Verdict = 'passed' | 'failed' | 'missing';

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
};

/** The bundles that a file gets into; all without one. */
function bundlesOf(file: string | undefined): readonly string[] {
  if (file === undefined) return ['main', 'drivenMain', 'worker', 'speller', 'preload', 'renderer'];
  if (file.startsWith('renderer/')) return ['renderer'];
  return file === 'electron/preload.ts' ? ['preload'] : ['main', 'drivenMain'];
}

/** Runs a script of the copy in silence; what it said is shown when it fails and that matters. */
async function run(root: string, args: readonly string[], loud: boolean): Promise<boolean> {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  leash(child);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data));
  const [code] = await once(child, 'close');
  if (code !== 0 && loud) process.stderr.write(Buffer.concat(said));
  return code === 0;
}

/** Builds and packs in the copy what these tests look at, after a change of one file; false when that fails. */
export async function prepare(root: string, catchers: readonly Catcher[], file?: string): Promise<boolean> {
  const tests = catchers.map(([test]) => test);
  if (!tests.some(needsBundles)) return true;
  if (!(await run(root, ['build/bundle.ts', ...bundlesOf(file)], true))) return false;
  const packed = tests.filter((test) => test.startsWith('test/package/'));
  const editions = new Set(packed.map((test) => (test === FILES.driven ? 'driven' : 'release')));
  return editions.size === 0 || run(root, ['test/security/pack-copy.ts', ...editions], true);
}

/** Runs the named tests, file by file, and says what became of each. */
export async function runTests(root: string, catchers: readonly Catcher[]): Promise<readonly Verdict[]> {
  const files = [...new Set(catchers.map(([file]) => file))];
  const results = new Map<string, Report['testResults'][number]['assertionResults']>();
  for (const file of files) {
    const names = catchers.filter(([each]) => each === file).map(([, name]) => name);
    results.set(file, await runFile(root, file, names));
  }
  return catchers.map(([file, name]) => {
    const statuses = (results.get(file) ?? [])
      .filter(({ fullName }) => fullName.includes(name))
      .map(({ status }) => status);
    if (statuses.includes('failed')) return 'failed';
    return statuses.includes('passed') ? 'passed' : 'missing';
  });
}

async function runFile(root: string, file: string, names: readonly string[]) {
  const report = join(root, 'report.json');
  await rm(report, { force: true });
  const [, folder = ''] = /^test\/(\w+)\//.exec(file) ?? [];
  const project = ['e2e', 'package'].includes(folder) ? folder : 'unit';
  const pattern = names.map((name) => name.replace(/[.*+?^$()[\]{}|\\/]/g, '\\$&')).join('|');
  const options = ['--config=build/vitest.config.ts', `--project=${project}`, '--reporter=json'];
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...options,
    `--outputFile=${report}`,
    `--testNamePattern=${pattern}`,
    file,
  ];
  await run(root, args, false);
  const text = await readFile(report, 'utf8').catch(() => '{"testResults":[]}');
  return (JSON.parse(text) as Report).testResults.flatMap(({ assertionResults }) => assertionResults);
}
