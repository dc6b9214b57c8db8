import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { leash } from './leash.ts';
import { ROOT } from './project.mjs';

export type ToolOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints comes in one piece when it has ended: something else prints meanwhile. */
  readonly held?: boolean;
};

/** Runs a tool of the project and waits for its exit code; it ends when this process does. */
export async function runTool(
  tool: string,
  args: readonly string[],
  { env = {}, held = false }: ToolOptions = {},
): Promise<number> {
  const child = spawn(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: ROOT,
    stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  });
  leash(child);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  }
  const [code] = await once(child, 'close');
  process.stdout.write(Buffer.concat(printed));
  return code ?? 1;
}
