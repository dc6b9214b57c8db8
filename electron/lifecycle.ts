import { app, autoUpdater, powerMonitor } from 'electron';
import { createSystemClock } from '../core/adapters/system/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { askToQuitNow } from './quit-question.ts';
import { onSessionEnd } from './session-end.ts';
import { createShutdown } from './shutdown.ts';

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
  /** Posts on the wire now, as far as is known. */
  readonly inFlight: () => number;
  /** Ends everything in an orderly way; what is on the wire gets so many ms. Perch leaves when it resolves. */
  readonly shutDown: (within: number) => Promise<void>;
  /** Cuts off what is still on the wire. */
  readonly cutShort: () => void;
};

/** A second start with this opens the window for a new post: something to put on a key of the desktop. */
const NEW_POST = '--new-post';

export type Lifecycle = {
  isQuitting(): boolean;
  /** Quits as a person would, and does this in place of leaving. */
  endThen(leave: () => void): void;
};

/** What the system and other instances tell the app. Call before Electron is ready. */
export function installLifecycle(deps: LifecycleDeps): Lifecycle {
  keepRunningOnErrors(deps.log);
  // What another process says is compared or parsed, never used.
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(NEW_POST)) deps.compose();
    else if (!deps.takeLink(argv)) deps.showWindow();
  });
  app.on('activate', () => deps.showWindow());
  app.once('ready', () => watchPower(deps));
  return quitInOrder(deps);
}

/** Quitting waits for the worker, whoever asked: menu, tray, signal, session end, update, last window. */
function quitInOrder(deps: LifecycleDeps): Lifecycle {
  const shutdown = createShutdown({
    clock: createSystemClock(),
    log: deps.log,
    inFlight: deps.inFlight,
    end: deps.shutDown,
    cut: deps.cutShort,
    askToQuitNow,
    leave: () => leave(),
  });
  let leave = (): void => app.quit();
  let isUpdating = false;
  app.on('before-quit', (event) => {
    if (shutdown.isOver()) return;
    event.preventDefault();
    shutdown.begin('person');
  });
  // It closes the windows before it quits: https://www.electronjs.org/docs/latest/api/auto-updater
  autoUpdater.on('before-quit-for-update', () => {
    isUpdating = true;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => shutdown.begin('system'));
  app.once('ready', () => onSystemShutdown(() => shutdown.begin('system')));
  onSessionEnd(() => shutdown.begin('system'));
  return {
    isQuitting: () => isUpdating || shutdown.isQuitting(),
    endThen: (next) => {
      leave = next;
      shutdown.begin('person');
    },
  };
}

/** On Linux and macOS it waits a few seconds for whoever asks it to. */
function onSystemShutdown(listener: () => void): void {
  // The types of Electron know of no argument; the documentation does.
  powerMonitor.on('shutdown', ((event?: { preventDefault(): void }) => {
    event?.preventDefault();
    listener();
  }) as () => void);
}

/** The import keeps the monitor alive for as long as Perch runs: https://nvd.nist.gov/vuln/detail/CVE-2026-34770 */
function watchPower({ suspend, wake }: LifecycleDeps): void {
  powerMonitor.on('suspend', suspend);
  powerMonitor.on('resume', () => wake('resume'));
  powerMonitor.on('unlock-screen', () => wake('unlock'));
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
