import { app } from 'electron';
import type { Timings } from '../core/domain/timings.ts';
import { announce, type MainLog } from './main-log.ts';
import { createPublishing } from './publishing.ts';
import { serveRpc } from './rpc.ts';
import type { Accounts } from './sandbox-host.ts';
import type { SettingsFile } from './settings.ts';
import { createShellApi, readShellState, type ShellDeps } from './shell.ts';
import { type RunningTray, startTray } from './start-tray.ts';
import { createTrayCommands } from './tray-commands.ts';
import { createMainWindow } from './window.ts';

export type PerchDeps = {
  readonly home: string;
  readonly log: MainLog;
  readonly settings: SettingsFile;
  readonly accounts: Accounts;
  readonly timings: Timings | undefined;
  readonly isQuitting: () => boolean;
};

/** The app: worker, window and tray, which know each other only through what they are given here. */
export function createPerch({ home, log, settings, accounts, timings, isQuitting }: PerchDeps) {
  let tray: RunningTray | undefined;

  const publishing = createPublishing({
    home,
    version: app.getVersion(),
    log,
    accounts: accounts.current,
    timings,
    onReady: () => rpc.workerReady(),
    onStatus: (status) => {
      tray?.setWorker(status);
      stateChanged();
    },
    onSummary: (summary) => tray?.setSummary(summary),
  });

  const shellDeps: ShellDeps = {
    home,
    settings,
    log,
    workerStatus: publishing.status,
    hasTray: () => tray?.isSeen() ?? false,
    hasAccount: () => accounts.current().length > 0,
    inSandbox: accounts.inSandbox,
    useSandbox: async () => {
      await accounts.openSandbox();
      await publishing.useAccounts();
    },
    restartWorker: publishing.restart,
    onChange: () => stateChanged(),
  };

  const window = createMainWindow({
    settings,
    log,
    isQuitting,
    staysOpenWithout: () =>
      process.platform === 'darwin' || (shellDeps.hasTray() && settings.get('closeToTray')),
    onReady: () => announce('Perch is ready (window open).'),
  });

  const rpc = serveRpc({
    ownContents: window.contents,
    shell: createShellApi(shellDeps),
    connectWorker: publishing.connect,
    onRefused: () => log.warn('a port was refused: the sender is not the window'),
  });

  const stateChanged = (): void => rpc.events.stateChanged(readShellState(shellDeps));

  const runCommand = createTrayCommands({
    showWindow: window.show,
    compose: () => {
      window.show();
      rpc.events.compose();
    },
    send: publishing.send,
  });

  return {
    showWindow: window.show,
    startWorker: publishing.start,
    wake: publishing.wake,
    suspend: () => publishing.send({ kind: 'suspend' }),
    isInTray: shellDeps.hasTray,
    startTray: async () => {
      tray = await startTray(runCommand, () => stateChanged());
      tray.setWorker(publishing.status());
      stateChanged();
    },
    shutDown: async () => {
      await publishing.stop();
      await accounts.close();
      tray?.destroy();
    },
  };
}
