import { app } from 'electron';
import type { Timings } from '../core/domain/timings.ts';
import { createFront } from './front.ts';
import { createLateTray } from './late-tray.ts';
import type { MainLog } from './main-log.ts';
import { createPublishing } from './publishing.ts';
import type { Accounts } from './sandbox-host.ts';
import type { SettingsFile } from './settings.ts';
import type { Spelling } from './spelling.ts';
import { createStorageHost } from './storage-host.ts';
import { createTrayCommands } from './tray-commands.ts';
import { probeInProcess } from './worker-host.ts';

export type PerchDeps = {
  readonly home: string;
  readonly log: MainLog;
  readonly settings: SettingsFile;
  readonly spelling: Spelling;
  readonly accounts: Accounts;
  readonly timings: Timings | undefined;
  readonly isQuitting: () => boolean;
};

/** The app: worker, window and tray, which know each other only through what they are given here. */
export function createPerch({ home, log, settings, spelling, accounts, timings, isQuitting }: PerchDeps) {
  const tray = createLateTray();
  const storage = createStorageHost({
    home,
    env: process.env,
    log,
    probe: probeInProcess,
    restart: () => publishing.restart(),
  });

  const publishing = createPublishing({
    home,
    version: app.getVersion(),
    log,
    accounts,
    timings,
    storage: storage.forWorker,
    onReady: () => front.workerReady(),
    onStatus: (status) => {
      tray.setWorker(status);
      front.refresh();
    },
    onSummary: tray.setSummary,
  });

  const front = createFront({
    home,
    settings,
    spelling,
    log,
    isQuitting,
    workerStatus: publishing.status,
    connectWorker: publishing.connect,
    hasTray: tray.isSeen,
    hasAccount: () => accounts.current().length > 0,
    inSandbox: accounts.inSandbox,
    useSandbox: () => accounts.openSandbox().then(publishing.useAccounts),
    restartWorker: publishing.restart,
    storage,
  });

  const runCommand = createTrayCommands({ ...front, send: publishing.send });
  return {
    /** Worker, window, tray. Hidden means in the tray; without one there would be no way in. */
    open: async ({ hidden }: { readonly hidden: boolean }) => {
      publishing.start();
      if (!hidden) front.showWindow();
      await tray.open(runCommand, front.refresh);
      if (hidden && !tray.isSeen()) front.showWindow();
    },
    ...front,
    wake: publishing.wake,
    suspend: () => publishing.send({ kind: 'suspend' }),
    shutDown: async () => {
      await Promise.all([publishing.stop(), front.settled()]);
      await accounts.close();
      tray.destroy();
    },
  };
}
