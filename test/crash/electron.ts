import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { leash } from '../../build/leash.ts';
import { ROOT } from '../../build/project.mjs';

const TEST = 'test/e2e/kills.test.ts';

/** Kills the app's worker so many times, and main with it now and then; whether nothing was lost or sent twice. */
export async function killElectron(kills: number): Promise<boolean> {
  const vitest = join(ROOT, 'node_modules/.bin/vitest');
  const child = spawn(vitest, ['run', '--config=build/vitest.config.ts', '--project=e2e', TEST], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PERCH_KILLS: String(kills) },
  });
  leash(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}
