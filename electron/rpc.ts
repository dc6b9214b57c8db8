import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { openChannel, type PortLike } from '../core/rpc/channel.ts';
import type { ShellApi, ShellEvents } from '../core/rpc/contract.ts';
import { SHELL_ARGUMENTS } from '../core/rpc/schemas.ts';
import { isOwnPage } from './own-page.ts';

type Page = {
  readonly contents: WebContents;
  readonly events: ShellEvents;
  /** The ends that are still ours to close; the page holds the others. */
  readonly ports: Set<MessagePortMain>;
};

export type RpcDeps = {
  /** The one window's contents, if there is a window. */
  readonly ownContents: () => WebContents | undefined;
  readonly shell: ShellApi;
  /** Gives one end to the worker; false when no worker is ready. It will be asked again. */
  readonly connectWorker: (port: MessagePortMain) => boolean;
  readonly onRefused: () => void;
};

export type Rpc = {
  /** A new worker is ready: the page gets a port to it. */
  workerReady(): void;
  readonly events: ShellEvents;
};

/** The one channel between page and main: the page asks, and gets its two ports if it is ours. */
export function serveRpc(deps: RpcDeps): Rpc {
  // electron-store opens a channel of its own, for pages that have Node; ours have not.
  ipcMain.removeAllListeners('electron-store-get-data');
  let page: Page | undefined;
  let composeLater = false;

  ipcMain.on('rpc:connect', (event) => {
    if (!isOwnPage(event.senderFrame, event.sender, deps.ownContents()?.id)) return deps.onRefused();
    disconnect(page);
    const connected = connectShell(event.sender, deps.shell);
    page = connected;
    giveWorkerPort(connected, deps);
    onLeaving(event.sender, () => {
      disconnect(connected);
      if (page === connected) page = undefined;
    });
    if (composeLater) connected.events.compose();
    composeLater = false;
  });

  return {
    workerReady: () => {
      if (page) giveWorkerPort(page, deps);
    },
    events: {
      stateChanged: (state) => page?.events.stateChanged(state),
      compose: () => {
        composeLater = page === undefined;
        page?.events.compose();
      },
    },
  };
}

function connectShell(contents: WebContents, shell: ShellApi): Page {
  const { port1, port2 } = new MessageChannelMain();
  const remote = openChannel<ShellEvents, ShellApi>(asPort(port1), shell, SHELL_ARGUMENTS);
  contents.postMessage('rpc:port', { which: 'shell' }, [port2]);
  const events: ShellEvents = {
    stateChanged: (state) => void remote.stateChanged.asEvent(state),
    compose: () => void remote.compose.asEvent(),
  };
  return { contents, events, ports: new Set([port1]) };
}

function giveWorkerPort(page: Page, deps: RpcDeps): void {
  if (page.contents.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  if (deps.connectWorker(port1)) page.contents.postMessage('rpc:port', { which: 'worker' }, [port2]);
}

/** A port is a bearer capability: it ends with the document it was given to. */
function onLeaving(contents: WebContents, leave: () => void): void {
  const onNavigation = (details: {
    readonly isMainFrame: boolean;
    readonly isSameDocument: boolean;
  }): void => {
    if (details.isMainFrame && !details.isSameDocument) end();
  };
  const end = (): void => {
    contents.off('did-start-navigation', onNavigation);
    contents.off('render-process-gone', end);
    contents.off('destroyed', end);
    leave();
  };
  contents.on('did-start-navigation', onNavigation);
  contents.on('render-process-gone', end);
  contents.on('destroyed', end);
}

function disconnect(page: Page | undefined): void {
  for (const port of page?.ports ?? []) port.close();
  page?.ports.clear();
}

function asPort(port: MessagePortMain): PortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
  };
}
