// Item 16: what ships is current, and known holes are looked for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AuditReport, findingsIn, type Lock } from '../../build/audit-report.ts';
import { ROOT } from '../../build/project.mjs';
import { problemsOfElectron } from '../../build/supported-electron.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as Lock;

describe('the Electron that ships', () => {
  test('gets fixes, and has those that concern Perch', () => {
    expect(problemsOfElectron(lock.packages['node_modules/electron']?.version ?? '0.0.0')).toEqual([]);
  });

  test.each([
    ['41.2.2', 43, []],
    ['40.9.2', 43, ['gets no fixes']],
    ['41.2.1', 43, ['CVE-2026-70610']],
    ['38.0.0', 40, ['CVE-2026-70610']],
    ['33.2.1', 45, ['gets no fixes', 'CVE-2026-70610', 'CVE-2025-55305']],
  ] as const)('%s, when %i is the newest, is wrong by %j', (version, newest, wrong) => {
    const problems = problemsOfElectron(version, newest);
    expect(problems).toHaveLength(wrong.length);
    for (const [i, part] of wrong.entries()) expect(problems[i]).toContain(part);
  });
});

describe('the look for known holes', () => {
  const hole = (...nodes: readonly string[]) => ({ severity: 'high', range: '<2', nodes });
  const packages: Lock['packages'] = {
    'node_modules/shipped': { version: '1.0.0' },
    'node_modules/tool': { version: '1.0.0', dev: true },
    'node_modules/electron': { version: '1.0.0', dev: true },
  };
  const find = (report: AuditReport) => findingsIn(report, { packages });

  test('counts what ships, Electron too, and no tool', () => {
    const vulnerabilities = {
      shipped: hole('node_modules/shipped'),
      tool: hole('node_modules/tool'),
      electron: { ...hole('node_modules/electron'), severity: 'low' },
    };
    expect(find({ vulnerabilities })).toEqual([
      { line: 'high      shipped <2', grave: true },
      { line: 'low       electron <2', grave: false },
    ]);
    expect(find({ vulnerabilities: {} })).toEqual([]);
  });

  test('never takes silence for an all-clear', () => {
    expect(find({ message: '405 Method Not Allowed' })).toBeUndefined();
    expect(find({})).toBeUndefined();
  });

  test('is part of every hosted run, and must get an answer there', () => {
    expect(read('.github/workflows/test.yml')).toContain('npm run audit -- --must-reach');
  });
});

test('packages are fixed by their digests', () => {
  const loose = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && !('link' in entry) && !('integrity' in entry) && !('inBundle' in entry),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});
