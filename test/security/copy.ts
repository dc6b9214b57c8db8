import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../build/project.mjs';
import type { Regression } from './regressions/regression.ts';

/** What the tests need built, and would see changed by a regression. */
const BUNDLES = ['dist/electron', 'dist/renderer', 'dist/driven', 'dist/.records'];

/** A copy of the project as it is now, to break. */
export type Copy = {
  readonly root: string;
  /** Takes one guard away. */
  breakBy(regression: Regression): void;
  /** All that was changed is as before. */
  mend(): void;
  /** The bundles are right now: `mend` brings them back. */
  keepBundles(): void;
  remove(): void;
};

export function copyProject(): Copy {
  const root = mkdtempSync(join(tmpdir(), 'perch-regress-'));
  // The test of the sandbox starts what is packed as somebody else.
  chmodSync(root, 0o755);
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', [...args], { cwd, encoding: 'utf8', maxBuffer: 100_000_000 });
  const files = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const file of files.filter(Boolean)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(ROOT, file), join(root, file));
  }
  // Tests of the sources ask git which there are.
  git(root, 'init', '--quiet');
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');

  const kept = join(root, 'dist/kept');
  const changed = new Map<string, string>();
  let bundlesChanged = false;
  return {
    root,
    breakBy: ({ file, find, replace, caughtBy }) => {
      const path = join(root, file);
      const text = readFileSync(path, 'utf8');
      changed.set(path, text);
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
      bundlesChanged = caughtBy.some(([test]) => needsBundles(test));
    },
    mend: () => {
      for (const [path, text] of changed) writeFileSync(path, text);
      changed.clear();
      if (bundlesChanged) replaceFolders(kept, root);
      bundlesChanged = false;
    },
    keepBundles: () => replaceFolders(root, kept),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** Tests of the whole app run on bundles, those of a package on what was packed of them. */
export const needsBundles = (test: string): boolean => /^test\/(e2e|package)\//.test(test);

function replaceFolders(from: string, to: string): void {
  for (const folder of BUNDLES) {
    rmSync(join(to, folder), { recursive: true, force: true });
    const source = join(from, folder);
    if (existsSync(source)) cpSync(source, join(to, folder), { recursive: true, preserveTimestamps: true });
  }
}
