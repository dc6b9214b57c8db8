// `npm run audit`: known holes in what ships, and whether the Electron that ships still gets fixes. A registry that
// does not answer such questions is said plainly and is no failure; with `--must-reach` it is one.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditReport, findingsIn, type Lock, SHIPPED_ELECTRON } from './audit-report.ts';
import { ROOT } from './project.mjs';
import { NEWEST_KNOWN, problemsOfElectron } from './supported-electron.ts';

/** What npm wrote, also when it ends with an error. */
function npm(...args: readonly string[]): Promise<string> {
  return new Promise((resolve) =>
    execFile(
      'npm',
      [...args],
      { cwd: ROOT, timeout: 60_000, shell: process.platform === 'win32' },
      (_error, stdout) => resolve(stdout),
    ),
  );
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function auditPackages(lock: Lock, mustReach: boolean): Promise<boolean> {
  const report = (parse(await npm('audit', '--json')) ?? {}) as AuditReport;
  const findings = findingsIn(report, lock);
  if (!findings) {
    console.log(
      `Packages: not checked. The registry gave no report${report.message ? `: ${report.message}` : '.'}`,
    );
    return !mustReach;
  }
  for (const { line } of findings) console.log(line);
  const grave = findings.filter((finding) => finding.grave).length;
  console.log(
    grave > 0
      ? `Packages: ${grave} that ship have a known hole. Update them: npm audit fix.`
      : 'Packages: no known hole in what ships.',
  );
  return grave === 0;
}

async function auditElectron(lock: Lock, mustReach: boolean): Promise<boolean> {
  const version = lock.packages[SHIPPED_ELECTRON]?.version ?? '0.0.0';
  const tags = parse(await npm('view', 'electron', 'dist-tags', '--json')) as
    | { readonly latest?: string }
    | undefined;
  const newest = Number.parseInt(tags?.latest ?? '', 10) || undefined;
  const problems = problemsOfElectron(version, newest);
  for (const problem of problems) console.log(problem);
  if (newest === undefined) console.log('Electron: the registry did not say which is the newest.');
  else if (newest > NEWEST_KNOWN)
    console.log(`Electron ${newest} is out: enter it in build/supported-electron.json.`);
  if (problems.length === 0) console.log(`Electron: ${version} gets fixes.`);
  return problems.length === 0 && (newest !== undefined || !mustReach);
}

const mustReach = process.argv.includes('--must-reach');
const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
const sound = [await auditPackages(lock, mustReach), await auditElectron(lock, mustReach)];
process.exitCode = sound.every(Boolean) ? 0 : 1;
