// `npm start`: opens the built app and ends with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { withDisplay } from './display.ts';
import { type ElectronRuntime, ensureElectron } from './electron-runtime.ts';
import { leash } from './leash.ts';
import { ROOT, say } from './project.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SAME_REQUEST_MS = 1000;
/** Chromium's own complaints (no system bus, no GPU) would bury the one line that matters. */
const QUIET = ['--log-level=3'];

/**
 * Passes signals on, once per request: a Ctrl-C arrives from the terminal and again from npm, and Electron takes
 * the second one for "at once" and skips its shutdown.
 */
function forwardSignals(app: ChildProcess): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - last > SAME_REQUEST_MS) app.kill(signal);
      last = now;
    });
  }
}

async function openApp(runtime: ElectronRuntime, env: Readonly<Record<string, string>>): Promise<number> {
  const args = [...runtime.args, ...QUIET, ROOT, ...process.argv.slice(2)];
  const app = spawn(runtime.executable, args, {
    stdio: 'inherit',
    // A process group of its own: its signals come from here only.
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  });
  leash(app);
  forwardSignals(app);
  const [code, signal] = await once(app, 'exit');
  if (signal !== null) say(`Perch was ended by ${signal}.`);
  return code ?? 1;
}

try {
  const runtime = await ensureElectron();
  process.exitCode = await withDisplay((env) => openApp(runtime, env));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
