import { app, net } from 'electron';
import { simulatedAt } from '../core/domain/demo-clock.ts';
import type { NetworkSettings } from '../core/domain/network.ts';
import type { Instant } from '../core/domain/time.ts';
import type { Timings } from '../core/domain/timings.ts';
import { LOCAL_STORAGE } from '../core/host/storage-choice.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { FileResult, FileTask } from '../core/rpc/file-jobs.ts';
import { clearKeys } from '../core/rpc/worker-messages.ts';
import { type AccountDesk, createAccountDesk } from './account-desk.ts';
import type { Demo } from './demo.ts';
import type { DesktopDesk } from './desktop-desk.ts';
import { createFileDesk, type FileDesk } from './file-desk.ts';
import { createFront, type Front } from './front.ts';
import { withKeyring } from './keyring-worry.ts';
import type { MainLog } from './main-log.ts';
import { createMishaps } from './mishaps.ts';
import { createNetworkHost, type NetworkHost } from './network-host.ts';
import { createOwnKeepAwake } from './own-keep-awake.ts';
import { createOwnNotices, sleepOf } from './own-notices.ts';
import { createOwnTray } from './own-tray.ts';
import { createOwnUpdates } from './own-updates.ts';
import { createPublishing, type Publishing } from './publishing.ts';
import type { Accounts } from './sandbox-host.ts';
import type { SecretsHost } from './secrets-host.ts';
import type { SettingsFile } from './settings.ts';
import type { ShellDeps } from './shell.ts';
import type { Spelling } from './spelling.ts';
import { createStorageHost, type StorageHost } from './storage-host.ts';
import { createTrayCommands } from './tray-commands.ts';
import { fileInProcess, probeInProcess } from './worker-host.ts';

export type PerchDeps = {
  readonly home: string;
  readonly secrets: SecretStore;
  readonly keyring: SecretsHost;
  readonly log: MainLog;
  readonly settings: SettingsFile;
  readonly spelling: Spelling;
  readonly accounts: Accounts;
  readonly vault: KeyVault;
  readonly demo: Demo;
  readonly desktop: DesktopDesk;
  /** The sandbox is to be empty, and in the home itself. */
  readonly plainSandbox: boolean;
  readonly timings: Timings | undefined;
  /** Where the real X is. */
  readonly apiBaseUrl: string;
  readonly isQuitting: () => boolean;
  /** Ends everything in an orderly way, then does this. */
  readonly endThen: (leave: () => void) => void;
};

/** The app: worker, window and tray, which know each other only through what they are given here. */
export function createPerch(deps: PerchDeps) {
  const { accounts, demo } = deps;
  const now = (): number => nowIn(demo);
  const tray = createOwnTray({ inSandbox: accounts.inSandbox, now });
  const keepAwake = createOwnKeepAwake({ settings: deps.settings, now, onChange: () => front.refresh() });
  const mishaps = createMishaps(deps.log, Date.now, () => front.refresh());
  const network = openNetworkHost(deps, () => ({ storage, publishing }));
  const storage = openStorageHost(deps, network, () => publishing.restart());

  const publishing = createPublishing({
    ...deps,
    home: demo.home,
    demo: demo.seed,
    version: app.getVersion(),
    storage: storage.forWorker,
    network: network.settings,
    onReady: () => front.workerReady(),
    onMessage: (message) => notices.hear(message),
    isOnline: () => net.isOnline(),
    onStatus: (status) => {
      for (const told of [notices, tray, mishaps, keepAwake]) told.setWorker(status);
      front.refresh();
    },
    onSummary: (summary) => {
      for (const each of [tray, keepAwake]) each.setSummary(withKeyring(summary, deps.keyring.state()));
    },
    onPublished: () => tray.setLastPost(now()),
  });
  const notices = createOwnNotices({ ...deps, isDemo: demo.isOn }, () => front);
  const files = openFileDesk(deps, () => ({ storage, network, publishing, front }));

  const people = openAccountDesk(deps, network, publishing, () => front.refresh());
  const updates = createOwnUpdates({ ...deps, now }, publishing, () => front.refresh());
  const hosts = { storage, network, notices, mishaps, keepAwake, updates };
  const parts = { people, hasTray: tray.isSeen, files, ...hosts };
  const front = createFront({ ...peopleOf(deps, publishing), ...parts });
  followKeyring(deps, publishing, front.refresh);
  const onCommand = createTrayCommands({ ...front, send: publishing.send, quit: () => app.quit(), now });
  return {
    /** Worker, window, tray. Hidden means in the tray; where none can be seen there would be no way in. */
    open: async ({ hidden }: { readonly hidden: boolean }) => {
      publishing.start();
      updates.start();
      if (!hidden) front.showWindow();
      await tray.open({ onCommand, onSeenChange: front.refresh, onUnseen: front.showIfClosed });
    },
    ...front,
    secrets: people.secrets,
    ...sleepOf(publishing, notices),
    inFlight: publishing.inFlight,
    cutShort: publishing.cutShort,
    shutDown: async (within: number) => {
      await Promise.all([publishing.stop(within), front.settled(), people.settle(within)]);
      await letGo(deps);
      for (const each of [keepAwake, tray]) each.destroy();
    },
  };
}

async function letGo({ demo, accounts }: PerchDeps): Promise<void> {
  demo.rest();
  await accounts.close();
}

/** The worker's time. */
function nowIn(demo: Demo): Instant {
  const clock = demo.clock();
  return clock ? simulatedAt(clock, Date.now()) : Date.now();
}

/** What of accounts, worker and demo a person has to do with. */
function peopleOf(deps: PerchDeps, publishing: Publishing) {
  const { home, keyring, log, settings, spelling, desktop, accounts, demo, isQuitting } = deps;
  return {
    home: demo.home,
    writingHome: home,
    keyring,
    settings,
    spelling,
    desktop,
    log,
    isQuitting,
    workerStatus: publishing.status,
    connectWorker: publishing.connect,
    hasAccount: () => accounts.hasReal() || accounts.current().length > 0,
    inSandbox: accounts.inSandbox,
    useSandbox: () => enterSandbox(deps, publishing),
    demo: atRest(demo, publishing.rest),
    restartWorker: publishing.restart,
  };
}

function followKeyring(deps: PerchDeps, publishing: Publishing, refresh: () => void): void {
  deps.keyring.onChange(({ opened }) => {
    if (opened) void useOpened(deps, publishing);
    refresh();
  });
}

/** The keyring was unlocked: what waited for it goes on. */
async function useOpened({ accounts }: PerchDeps, publishing: Publishing): Promise<void> {
  accounts.refresh();
  // Anew, as it may lack the connection of its storage or the password of a proxy as well.
  await publishing.restart();
}

function openStorageHost(
  { secrets, log, demo }: PerchDeps,
  network: NetworkHost,
  restart: () => Promise<void>,
): StorageHost {
  return createStorageHost({
    secrets,
    env: process.env,
    log,
    probe: (connection) => probeInProcess(connection, network.settings()),
    restart,
    isDemo: demo.isOn,
  });
}

/** What cannot be known is told of elsewhere. */
const storageOf = (place: ReturnType<StorageHost['forWorker']>): string =>
  'problem' in place ? LOCAL_STORAGE : place.storage;

type Parts = {
  readonly storage: StorageHost;
  readonly network: NetworkHost;
  readonly publishing: Publishing;
  readonly front: Front;
};

/** `parts`: some are made after it. */
function openFileDesk({ log, demo }: PerchDeps, parts: () => Parts): FileDesk {
  return createFileDesk({
    log,
    isDemo: demo.isOn,
    withoutWorker: (work) => parts().publishing.rest(work),
    run: (task, onProgress) => {
      const { storage, network } = parts();
      const order = { task, home: demo.home(), network: network.settings() };
      return runInPlace(order, storage.forWorker(), onProgress);
    },
    onChange: () => parts().front.refresh(),
  });
}

function openAccountDesk(
  deps: PerchDeps,
  { network }: NetworkHost,
  publishing: Publishing,
  onChange: () => void,
): AccountDesk {
  return createAccountDesk({ ...deps, network, publishing, isDemo: deps.demo.isOn, onChange });
}

function openNetworkHost(
  { home, secrets, log, accounts, demo, apiBaseUrl }: PerchDeps,
  parts: () => Pick<Parts, 'storage' | 'publishing'>,
): NetworkHost {
  return createNetworkHost({
    home,
    secrets,
    log,
    place: () => ({
      home: demo.home(),
      version: app.getVersion(),
      accounts: accounts
        .current()
        .filter(({ kind }) => kind === 'x')
        .map(clearKeys),
      apiBaseUrl,
      storage: storageOf(parts().storage.forWorker()),
    }),
    onChange: (settings) => {
      parts().publishing.send({ kind: 'network-settings', network: settings });
      parts().publishing.send({ kind: 'network' });
      parts().publishing.wake('network settings');
    },
  });
}

/** Posts go to the sandbox when it resolves. */
async function enterSandbox(
  { accounts, demo, plainSandbox }: PerchDeps,
  { rest, reported, useAccounts }: Publishing,
): Promise<void> {
  if (plainSandbox) return accounts.openSandbox().then(useAccounts);
  await rest(demo.open);
  await reported();
}

/** A demo changes only while no worker lives in it. */
const atRest = (demo: Demo, rest: Publishing['rest']): ShellDeps['demo'] => ({
  clock: demo.clock,
  setSpeed: (speed) => rest(async () => demo.setSpeed(speed)),
  end: () => rest(demo.end),
});

async function runInPlace(
  order: { readonly task: FileTask; readonly home: string; readonly network: NetworkSettings },
  place: ReturnType<StorageHost['forWorker']>,
  onProgress: (posts: number) => void,
): Promise<FileResult> {
  if ('problem' in place) return { kind: 'failed', message: place.problem };
  return fileInProcess({ kind: 'file', ...order, version: app.getVersion(), ...place }, onProgress);
}
