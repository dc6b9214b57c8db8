import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { leash } from './leash.ts';
import { ROOT } from './project.mjs';

type Environment = Readonly<Record<string, string>>;

/** Runs a tool of the project in the foreground; it ends when this process does. Gives its exit code. */
export async function runTool(tool: string, args: readonly string[], env: Environment = {}): Promise<number> {
  const child = spawn(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  leash(child);
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
