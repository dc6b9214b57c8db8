import type { MessagePortMain } from 'electron';
import type { DeepLink } from '../core/domain/deep-link.ts';
import type { Notice } from '../core/domain/needs.ts';
import type { WindowRequest } from '../core/rpc/shell-contract.ts';
import { askToReopen } from './ask-to-reopen.ts';
import { announce } from './main-log.ts';
import { createQuickWindow } from './quick-window.ts';
import { serveRpc } from './rpc.ts';
import { createShellApi, readShellState, type ShellDeps } from './shell.ts';
import { popUpSpelling } from './text-fields.ts';
import { createMainWindow } from './window.ts';
import { createWritingDesk } from './writing-desk.ts';

export type FrontDeps = Omit<ShellDeps, 'onChange'> & {
  readonly isQuitting: () => boolean;
  /** Where what is being written is kept. */
  readonly writingHome: string;
  /** Gives a port to the worker; false when none is ready. */
  readonly connectWorker: (port: MessagePortMain) => boolean;
};

/** What a person sees of the app: its windows, and what is said to them. */
export type Front = {
  showWindow(): void;
  /** Only if there is no main window. */
  showIfClosed(): void;
  /**
   * A new post: in the main window if the person is working in it, or has not chosen yet how to start;
   * otherwise in the quick one, which leaves everything else where it is.
   */
  compose(): void;
  /** Brings the main window to the front and asks it for something. */
  ask(request: WindowRequest): void;
  /** A draft comes where a new post would. */
  openLink(link: DeepLink): void;
  /** Says it in the windows that are open. */
  say(notice: Notice): void;
  /** Tells the window what main knows now. */
  refresh(): void;
  /** A new worker is ready: the windows get a port to it. */
  workerReady(): void;
  /** Resolves when everything that was written in the windows is kept. */
  settled(): Promise<void>;
};

export function createFront({ isQuitting, connectWorker, writingHome, ...shell }: FrontDeps): Front {
  const { settings, log, hasTray, mishaps } = shell;
  const window = createMainWindow({
    settings,
    log,
    isQuitting,
    staysOpenWithout: () => process.platform === 'darwin' || (hasTray() && settings.get('closeToTray')),
    onReady: () => announce('Perch is ready (window open).'),
    onMishap: mishaps.add,
    askToReopen,
  });
  const quick = createQuickWindow({ log, onMishap: mishaps.add });
  const desk = createWritingDesk(writingHome);
  const deps: ShellDeps = { ...shell, onChange: () => refresh() };
  const common = createShellApi(deps);
  const contents = { main: window.contents, quick: quick.contents };
  const rpc = serveRpc({
    ownContents: contents,
    shell: (name) => ({
      ...common,
      ...desk.of(name),
      spellingMenu: (word, at) => popUpSpelling(shell.spelling, contents[name](), word, at),
      fitHeight: async (height) => {
        if (name === 'quick') quick.fit(height);
      },
    }),
    connectWorker,
    onRefused: () => log.warn('a port was refused: the sender is no window of ours'),
  });
  const refresh = (): void => rpc.stateChanged(readShellState(deps));
  const ask = (request: WindowRequest): void => {
    window.show();
    rpc.ask('main', request);
  };
  const isQuickBetter = (): boolean => readShellState(deps).started && !window.isInFront();
  return {
    showWindow: window.show,
    showIfClosed: () => {
      if (!window.contents() && !isQuitting()) window.show();
    },
    compose: () => (isQuickBetter() ? quick.show() : ask({ kind: 'compose' })),
    ask,
    openLink: (link) => {
      if (link.kind !== 'compose' || !isQuickBetter()) return ask(link);
      quick.show();
      rpc.ask('quick', link);
    },
    say: rpc.say,
    refresh,
    workerReady: rpc.workerReady,
    settled: desk.settled,
  };
}
