import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { ensureDisplay, type Service } from '../../build/display.ts';
import { ensureElectron } from '../../build/electron-runtime.ts';
import { ROOT } from '../../build/project.mjs';
import type { SandboxKnobsPatch } from '../../core/adapters/sandbox/knobs.ts';
import type { MediaRecord } from '../../core/adapters/sandbox/media.ts';
import type { Fault, SandboxPost, SandboxRequest } from '../../core/adapters/sandbox/sandbox.ts';
import { SECOND } from '../../core/domain/time.ts';
import { TIMINGS, type Timings } from '../../core/domain/timings.ts';

/** The protocol's timings, in their order but short. */
const QUICK: Timings = {
  ...TIMINGS,
  armToSend: 1 * SECOND,
  deadline: 2 * SECOND,
  quiet: 3 * SECOND,
  readGap: 1 * SECOND,
  earlyRead: 1 * SECOND,
  lease: 4 * SECOND,
};

/** Longest wait for a state to be reached; two cores may be busy with other suites. */
export const PATIENCE = 45 * SECOND;

/** Longest wait for a start, and how many are tried. */
const LAUNCH = 30 * SECOND;
const LAUNCHES = 3;

/** Longest wait for one answer of main. */
const ANSWER = 3 * SECOND;

export type LaunchOptions = {
  /** Of an earlier launch, to go on from there. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The executable of a packed app, instead of the bundles as they are. */
  readonly packed?: string;
  /** Where the clean-up is left; by default it follows the test. An app for many tests passes its own. */
  readonly atEnd?: (cleanUp: CleanUp) => void;
};

type CleanUp = () => Promise<void> | void;

/** The running app. */
export type PerchApp = {
  readonly home: string;
  readonly electron: ElectronApplication;
  /** Of the main process. */
  readonly pid: number;
  /** What it wrote to stdout. */
  readonly lines: readonly string[];
  waitForLine(pattern: RegExp): Promise<string>;
  /** Its log so far. */
  log(): string;
  window(): Promise<Page>;
  workerPid(): Promise<number>;
  killWorker(): Promise<void>;
  /** As a power cut would. Resolves when main and worker are gone. */
  killEverything(): Promise<void>;
  /** Resolves with the exit code when the app has ended by itself. */
  exited(): Promise<number | null>;
};

let display: Service | undefined;

/** For `beforeAll`: a display and a session bus, when the caller has none. */
export async function openDisplay(): Promise<void> {
  display = await ensureDisplay();
}

/** For `afterAll`. */
export async function closeDisplay(): Promise<void> {
  await display?.stop();
}

export function newHome(atEnd: (cleanUp: CleanUp) => void = onTestFinished): string {
  const home = mkdtempSync(join(tmpdir(), 'perch-e2e-'));
  atEnd(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));
  return home;
}

/** What a second start of the same app would be, for tests that start it by hand. */
export async function commandFor(home: string, { env = {}, args = [], packed }: LaunchOptions = {}) {
  const runtime = await ensureElectron();
  const { PERCH_X_KEYS: _keys, PERCH_X_API_URL: _url, ...inherited } = process.env;
  return {
    executable: packed ?? runtime.executable,
    // The keyring of whoever runs the tests is left alone.
    args: [...runtime.args, ...(packed === undefined ? [ROOT] : []), '--password-store=basic', ...args],
    env: {
      ...(inherited as Record<string, string>),
      ...display?.env,
      PERCH_HOME: home,
      PERCH_SANDBOX_CONTROL: '1',
      PERCH_DEMO: 'off',
      PERCH_TIMINGS: JSON.stringify(QUICK),
      ...env,
    },
  };
}

/** Starts the built app. What is still running when the test ends is killed. */
export async function launchPerch(options: LaunchOptions = {}): Promise<PerchApp> {
  const { atEnd = onTestFinished } = options;
  const home = options.home ?? newHome(atEnd);
  const { executable, args, env } = await commandFor(home, options);
  const electron = await launchElectron({ executablePath: executable, args, env, timeout: LAUNCH });
  const child = electron.process();
  const lines = collectLines(child);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  atEnd(async () => {
    child.kill('SIGKILL');
    await exit;
  });

  const workerPid = (): Promise<number> =>
    eventually('a worker process', () =>
      answered(
        electron.evaluate(
          ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Perch worker')?.pid ?? null,
        ),
      ),
    );
  return {
    home,
    electron,
    pid: child.pid ?? 0,
    lines,
    waitForLine: (pattern) =>
      eventually(`a line like ${pattern}`, () => lines.find((line) => pattern.test(line))),
    log: () => readFileSync(join(home, 'logs', 'perch.log'), 'utf8'),
    window: () => electron.firstWindow(),
    workerPid,
    killWorker: async () => {
      const pid = await workerPid();
      process.kill(pid, 'SIGKILL');
      await isGone(pid);
    },
    killEverything: async () => {
      const pid = await workerPid();
      child.kill('SIGKILL');
      await exit;
      await isGone(pid);
    },
    exited: () => exit,
  };
}

/**
 * Playwright sometimes waits for ever for an app that is ready and goes on by itself: it is killed, as by a power
 * cut, and started again.
 */
async function launchElectron(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let left = LAUNCHES; ; left--) {
    try {
      return await _electron.launch(options);
    } catch (error) {
      const isStuck = error instanceof Error && error.name === 'TimeoutError' && left > 1;
      if (!isStuck) throw error;
      console.warn(`Playwright did not get hold of the app; it is started again. ${error.message}`);
    }
  }
}

/** Playwright sometimes loses an answer of main, with an error or without one: then there is none, ask again. */
function answered<T>(answer: Promise<T | null>): Promise<T | undefined> {
  const given = answer.then(
    (value) => value ?? undefined,
    () => undefined,
  );
  return Promise.race([given, new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER, undefined))]);
}

/** Starts the app once more on a home; its exit code. */
export async function runToEnd(
  home: string,
  environment: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<unknown> {
  const { executable, args, env } = await commandFor(home, { env: environment, args: more });
  const [code] = await once(spawn(executable, args, { env, stdio: 'ignore' }), 'exit');
  return code;
}

function collectLines({ stdout }: ReturnType<ElectronApplication['process']>): readonly string[] {
  const lines: string[] = [];
  let rest = '';
  stdout?.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return lines;
}

/** Asks again and again until there is an answer. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`There was not ${what} within ${PATIENCE / SECOND} s.`);
}

export async function isGone(pid: number): Promise<void> {
  await eventually(`an end of process ${pid}`, () => {
    try {
      process.kill(pid, 0);
      return undefined;
    } catch {
      return true;
    }
  });
}

/** The sandbox X inside the app, steered from outside. */
export type SandboxControl = {
  posts(): Promise<readonly SandboxPost[]>;
  media(): Promise<readonly MediaRecord[]>;
  requests(): Promise<readonly SandboxRequest[]>;
  setFaults(...faults: readonly Fault[]): Promise<void>;
  /** They live in main: the next one begins with the defaults. */
  setKnobs(patch: SandboxKnobsPatch): Promise<void>;
};

/** Says where the sandbox of the running main is; outlives it when it is killed. */
export const controlFile = (home: string): string => join(home, 'sandbox-control.json');

export async function controlSandbox({ home }: { readonly home: string }): Promise<SandboxControl> {
  const file = controlFile(home);
  await eventually('a control file', () => statSync(file, { throwIfNoEntry: false })?.size || undefined);
  const { url, secret } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; secret: string };
  const ask = async (name: string, body?: unknown): Promise<unknown> => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__sandbox/${name}`, {
      ...request,
      headers: { 'x-sandbox-secret': secret },
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    posts: async () => ((await ask('posts')) as { posts: readonly SandboxPost[] }).posts,
    media: async () => ((await ask('media')) as { media: readonly MediaRecord[] }).media,
    requests: async () => ((await ask('requests')) as { requests: readonly SandboxRequest[] }).requests,
    setFaults: async (...faults) => {
      await ask('faults', { faults });
    },
    setKnobs: async (patch) => {
      await ask('knobs', patch);
    },
  };
}
