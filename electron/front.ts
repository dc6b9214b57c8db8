import type { MessagePortMain } from 'electron';
import { announce } from './main-log.ts';
import { serveRpc } from './rpc.ts';
import { createShellApi, readShellState, type ShellDeps } from './shell.ts';
import { createMainWindow } from './window.ts';

export type FrontDeps = Omit<ShellDeps, 'onChange'> & {
  readonly isQuitting: () => boolean;
  /** Gives a port to the worker; false when none is ready. */
  readonly connectWorker: (port: MessagePortMain) => boolean;
};

/** What a person sees of the app: the window, and what is said to it. */
export type Front = {
  showWindow(): void;
  /** Opens the window with the composer ready. */
  compose(): void;
  /** Tells the window what main knows now. */
  refresh(): void;
  /** A new worker is ready: the window gets a port to it. */
  workerReady(): void;
};

export function createFront({ isQuitting, connectWorker, ...shell }: FrontDeps): Front {
  const { settings, log, hasTray } = shell;
  const window = createMainWindow({
    settings,
    log,
    isQuitting,
    staysOpenWithout: () => process.platform === 'darwin' || (hasTray() && settings.get('closeToTray')),
    onReady: () => announce('Perch is ready (window open).'),
  });
  const deps: ShellDeps = { ...shell, onChange: () => refresh() };
  const rpc = serveRpc({
    ownContents: window.contents,
    shell: createShellApi(deps),
    connectWorker,
    onRefused: () => log.warn('a port was refused: the sender is not the window'),
  });
  const refresh = (): void => rpc.events.stateChanged(readShellState(deps));
  return {
    showWindow: window.show,
    compose: () => {
      window.show();
      rpc.events.compose();
    },
    refresh,
    workerReady: rpc.workerReady,
  };
}
