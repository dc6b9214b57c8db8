import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { node24 } from '../../../build/project.mjs';

export type Child = {
  readonly process: ChildProcess;
  /** Lines of its stdout so far. */
  readonly lines: readonly string[];
  /** Resolves when `enough` says so; asked with every new line. Throws when the process ends first. */
  readonly until: (enough: (lines: readonly string[]) => boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const running = new Set<ChildProcess>();
// A bench that is interrupted must leave nothing behind, and a signal by itself runs no exit handlers.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A Node process whose stdout is read line by line. */
export function startChild(args: readonly string[], options: SpawnOptions = {}): Child {
  const child = spawn(node24(), ['--disable-warning=DEP0040', ...args], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    lines.push(...pieces);
    for (const listener of listeners) listener();
  });

  async function until(enough: (lines: readonly string[]) => boolean): Promise<void> {
    let listener = (): void => {};
    const heard = new Promise<void>((resolve) => {
      listener = () => {
        if (enough(lines)) resolve();
      };
    });
    listeners.add(listener);
    listener();
    const died = ended.then(([code]) => {
      throw new Error(
        `${args.join(' ')} ended too early with ${String(code)}: ${lines.slice(-5).join('\n')}`,
      );
    });
    died.catch(() => undefined);
    await Promise.race([heard, died]).finally(() => listeners.delete(listener));
  }

  return {
    process: child,
    lines,
    until,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
