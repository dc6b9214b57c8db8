import { ipcMain, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { Notice } from '../core/domain/needs.ts';
import { openChannel, type PortLike } from '../core/rpc/channel.ts';
import { SHELL_ARGUMENTS } from '../core/rpc/schemas.ts';
import type { ShellApi, ShellEvents, ShellState, WindowRequest } from '../core/rpc/shell-contract.ts';
import { isOwnPage, onLeaving } from './own-page.ts';
import type { WindowName } from './page-window.ts';

type Page = {
  readonly contents: WebContents;
  readonly events: ShellEvents;
  /** The ends that are still ours to close; the page holds the others. */
  readonly ports: Set<MessagePortMain>;
};

export type RpcDeps = {
  /** The contents of each window that is open. */
  readonly ownContents: Readonly<Record<WindowName, () => WebContents | undefined>>;
  readonly shell: (window: WindowName) => ShellApi;
  /** Gives one end to the worker; false when no worker is ready. It will be asked again. */
  readonly connectWorker: (port: MessagePortMain) => boolean;
  readonly onRefused: () => void;
};

export type Rpc = {
  /** A new worker is ready: the pages get a port to it. */
  workerReady(): void;
  /** All windows hear of a new state. */
  stateChanged(state: ShellState): void;
  /** All windows say it. */
  say(notice: Notice): void;
  /** One window is asked for something, now or when it is there. */
  ask(window: WindowName, request: WindowRequest): void;
};

/** The one channel between a page and main: the page asks, and gets its two ports if it is ours. */
export function serveRpc(deps: RpcDeps): Rpc {
  // electron-store opens a channel of its own, for pages that have Node; ours have not.
  ipcMain.removeAllListeners('electron-store-get-data');
  const pages = new Map<WindowName, Page>();
  const later = new Map<WindowName, readonly WindowRequest[]>();

  const nameOf = ({ senderFrame, sender }: Electron.IpcMainEvent): WindowName | undefined =>
    (Object.keys(deps.ownContents) as WindowName[]).find((name) =>
      isOwnPage(senderFrame, sender, deps.ownContents[name]()?.id),
    );

  ipcMain.on('rpc:connect', (event) => {
    const name = nameOf(event);
    if (name === undefined) return deps.onRefused();
    disconnect(pages.get(name));
    const connected = connectShell(event.sender, deps.shell(name));
    pages.set(name, connected);
    giveWorkerPort(connected, deps);
    onLeaving(event.sender, () => {
      disconnect(connected);
      if (pages.get(name) === connected) pages.delete(name);
    });
    for (const request of later.get(name) ?? []) connected.events.asked(request);
    later.delete(name);
  });

  return {
    workerReady: () => {
      for (const page of pages.values()) giveWorkerPort(page, deps);
    },
    stateChanged: (state) => {
      for (const page of pages.values()) page.events.stateChanged(state);
    },
    say: (notice) => {
      for (const page of pages.values()) page.events.noticed(notice);
    },
    ask: (window, request) => {
      const page = pages.get(window);
      if (page) page.events.asked(request);
      else later.set(window, [...(later.get(window) ?? []), request]);
    },
  };
}

function connectShell(contents: WebContents, shell: ShellApi): Page {
  const { port1, port2 } = new MessageChannelMain();
  const remote = openChannel<ShellEvents, ShellApi>(asPort(port1), shell, SHELL_ARGUMENTS);
  contents.postMessage('rpc:port', { which: 'shell' }, [port2]);
  const events: ShellEvents = {
    stateChanged: (state) => void remote.stateChanged.asEvent(state),
    noticed: (notice) => void remote.noticed.asEvent(notice),
    asked: (request) => void remote.asked.asEvent(request),
  };
  return { contents, events, ports: new Set([port1]) };
}

function giveWorkerPort(page: Page, deps: RpcDeps): void {
  if (page.contents.isDestroyed()) return;
  const { port1, port2 } = new MessageChannelMain();
  if (deps.connectWorker(port1)) page.contents.postMessage('rpc:port', { which: 'worker' }, [port2]);
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
