import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { node24 } from '../../build/project.mjs';
import { ENTRY } from '../fakes/perch-entry.ts';
import { findSecret } from '../fakes/storage-scan.ts';
import { createTempHome } from '../fakes/temp-home.ts';

/** What a run of the command line came to. */
export type Run = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Stdout as the one JSON document it has to be. */
  json<T = unknown>(): T;
};

export type RunOptions = {
  /** Default: a home that was never used. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly uid?: number;
  /** What it asks for is typed later. */
  readonly keepsStdin?: true;
};

/** A data folder of its own for the test that runs, removed after it. */
export function tempHome(): string {
  const { home, remove } = createTempHome();
  onTestFinished(remove);
  return home;
}

/** Runs the real command line in a process of its own, to its end. */
export async function perch(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = start(args, { home: tempHome(), ...options });
  child.stdin?.end(options.input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expectNoSecret(stdout, stderr);
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
}

export type Running = {
  readonly child: ChildProcess;
  /** The first line of stdout that matches. */
  line(pattern: RegExp): Promise<string>;
  /** The same of stderr. */
  complaint(pattern: RegExp): Promise<string>;
  /** Its own end. */
  ended(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Sends the signal and waits for the end. */
  stop(
    signal?: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
};

/** Starts a command that runs until it is told to stop; whatever happens, it is gone after the test. */
export function startPerch(
  args: readonly string[],
  options: RunOptions & { readonly home: string },
): Running {
  const child = start(args, options);
  if (!options.keepsStdin) child.stdin?.end();
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await closed;
  });
  const lineOf = async (stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = (stream === 'stdout' ? stdout : stderr)
        .split('\n')
        .slice(0, -1)
        .find((text) => pattern.test(text));
      if (found !== undefined) return found;
      if (child.exitCode !== null)
        throw new Error(`Ended with ${child.exitCode} before ${pattern}: ${stdout}${stderr}`);
      await Promise.race([once(child[stream] ?? child, 'data'), closed]);
    }
  };
  const ended = async () => {
    const [code] = await closed;
    expectNoSecret(stdout, stderr);
    return { code, stdout, stderr };
  };
  return {
    child,
    line: (pattern) => lineOf('stdout', pattern),
    complaint: (pattern) => lineOf('stderr', pattern),
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended();
    },
  };
}

function start(args: readonly string[], { home, env, uid }: RunOptions): ChildProcess {
  const { PATH = '', HOME = '/', TMPDIR = '/tmp' } = process.env;
  return spawn(node24(), ['--disable-warning=DEP0040', ENTRY, ...args], {
    env: { PATH, HOME, TMPDIR, TZ: 'UTC', PERCH_HOME: home, ...env },
    stdio: 'pipe',
    ...(uid !== undefined && { uid }),
  });
}

/** Whatever a command says, it says no secret that a test has given away. */
function expectNoSecret(...said: readonly string[]): void {
  const found = said.map(findSecret).find((secret) => secret !== undefined);
  if (found !== undefined) throw new Error(`A secret (${found}) was printed.`);
}

async function text(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Wall time in UTC, some minutes from now, as people and files write it. */
export function wallFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 16);
}
