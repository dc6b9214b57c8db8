import { join } from 'node:path';
import { ROOT } from '../../../build/project.mjs';
import { storeKeys } from '../../../core/host/keys.ts';
import { openSecrets } from '../../../core/host/secrets.ts';
import { createTempHome } from '../../fakes/temp-home.ts';
import { type Child, startChild } from './children.ts';
import type { X } from './lab.ts';

export type PerchWorker = {
  /** Resolves when it has told of this many posts in all: their outcomes are stored. */
  readonly published: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type PerchWorkerOptions = {
  readonly connection: string;
  readonly x: X;
  readonly accounts: readonly string[];
};

const CLI = join(ROOT, 'dist/cli/perch.js');

/** Account names that the plain X gives. */
export const accountNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `bench${1_000 + i}`);

/** `perch worker` as people run it, in a process and a home of its own. */
export async function startPerchWorker({
  connection,
  x,
  accounts,
}: PerchWorkerOptions): Promise<PerchWorker> {
  const { home, remove } = createTempHome();
  for (const name of accounts) {
    const accessToken = `${name.replace('bench', '')}-bench`;
    await storeKeys(openSecrets(home), name, {
      appKey: 'app',
      appSecret: 'secret',
      accessToken,
      accessSecret: 'secret',
    });
  }
  const { PATH = '', HOME = '/' } = process.env;
  const env = { PATH, HOME, PERCH_HOME: home, PERCH_STORAGE: connection, PERCH_X_API_URL: x.url };
  const child = startChild([...profiling(), CLI, 'worker'], { env });
  await child.until((lines) => lines.some((line) => line.startsWith('Perch publishes')));
  return {
    published: (count) => child.until((lines) => countPublished(lines) >= count),
    stop: async () => {
      await child.stop();
      remove();
    },
  };
}

const countPublished = (lines: Child['lines']): number =>
  lines.filter((line) => line.includes(' published ')).length;

/** PERCH_BENCH_PROFILE names a folder for CPU profiles of the worker. */
function profiling(): readonly string[] {
  const folder = process.env['PERCH_BENCH_PROFILE'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}
