import { app, powerMonitor } from 'electron';
import type { Log } from '../core/ports/log.ts';

export type LifecycleDeps = {
  readonly log: Log;
  readonly showWindow: () => void;
  /** A new post, wherever the person is. */
  readonly compose: () => void;
  /** Opens the link that a second start brings; false when it brings none. */
  readonly takeLink: (argv: readonly string[]) => boolean;
  /** The machine goes to sleep. */
  readonly suspend: () => void;
  /** The machine, or the person, is back. */
  readonly wake: (why: string) => void;
  /** Ends everything in an orderly way; Perch leaves when it resolves. */
  readonly shutDown: () => Promise<void>;
};

/** A second start with this opens the window for a new post: something to put on a key of the desktop. */
const NEW_POST = '--new-post';

export type Lifecycle = { isQuitting(): boolean };

/** What the system and other instances tell the app. Call before Electron is ready. */
export function installLifecycle(deps: LifecycleDeps): Lifecycle {
  keepRunningOnErrors(deps.log);
  // What another process says is compared or parsed, never used.
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(NEW_POST)) deps.compose();
    else if (!deps.takeLink(argv)) deps.showWindow();
  });
  app.on('activate', () => deps.showWindow());
  app.on('child-process-gone', (_event, { type, reason, name = '' }) => {
    if (reason !== 'clean-exit') deps.log.warn('a process of the app is gone', { type, reason, name });
  });
  app.once('ready', () => watchPower(deps));
  return quitInOrder(deps);
}

/** Quitting waits for the worker, whoever asked: menu, signal, session end, last window. */
function quitInOrder({ log, shutDown }: LifecycleDeps): Lifecycle {
  let phase: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase === 'stopping') return;
    phase = 'stopping';
    shutDown()
      .catch((error: unknown) => log.error('the shutdown failed', { error: String(error) }))
      .finally(() => {
        phase = 'stopped';
        app.quit();
      });
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return { isQuitting: () => phase !== 'running' };
}

/** The import keeps the monitor alive for as long as Perch runs: https://nvd.nist.gov/vuln/detail/CVE-2026-34770 */
function watchPower({ suspend, wake }: LifecycleDeps): void {
  powerMonitor.on('suspend', suspend);
  powerMonitor.on('resume', () => wake('resume'));
  powerMonitor.on('unlock-screen', () => wake('unlock'));
  powerMonitor.on('shutdown', () => app.quit());
}

/**
 * Without a listener Electron shows a modal dialog, and main, the worker's supervisor, stands still behind it.
 * Main holds no post, so going on is safe.
 */
function keepRunningOnErrors(log: Log): void {
  process.on('uncaughtException', (error) =>
    log.error('an error was not caught', { error: error.stack ?? String(error) }),
  );
  process.on('unhandledRejection', (reason) => {
    const error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    log.error('a rejection was not handled', { error });
  });
  // Nobody may be reading any more.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
