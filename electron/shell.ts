import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, clipboard, dialog, nativeTheme } from 'electron';
import type { DemoClock, Speed } from '../core/domain/demo-clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { KeepAwakeState, SaveResult, ShellApi, ShellState } from '../core/rpc/shell-contract.ts';
import type { AccountDesk } from './account-desk.ts';
import type { DesktopDesk } from './desktop-desk.ts';
import type { FileDesk } from './file-desk.ts';
import { linkFor } from './links.ts';
import type { Mishaps } from './mishaps.ts';
import type { NetworkHost } from './network-host.ts';
import type { NoticeDesk } from './notice-desk.ts';
import { openOutside } from './open-outside.ts';
import type { SecretsHost } from './secrets-host.ts';
import type { SettingsFile } from './settings.ts';
import type { Spelling } from './spelling.ts';
import type { StorageHost } from './storage-host.ts';
import type { Updates } from './updates.ts';
import type { WorkerStatus } from './worker-supervision.ts';

export type ShellDeps = {
  readonly home: () => string;
  readonly keyring: Pick<SecretsHost, 'state' | 'retryKeyring' | 'keepSecrets'>;
  readonly settings: SettingsFile;
  readonly spelling: Spelling;
  readonly log: Log;
  readonly workerStatus: () => WorkerStatus;
  readonly hasTray: () => boolean;
  /** Posts go to the sandbox now. */
  readonly inSandbox: () => boolean;
  /** There is an account without a choice in the window. */
  readonly hasAccount: () => boolean;
  /** Resolves when the worker publishes to the sandbox. */
  readonly useSandbox: () => Promise<void>;
  readonly demo: {
    readonly clock: () => DemoClock | undefined;
    readonly setSpeed: (speed: Speed) => Promise<void>;
    /** Nothing of it is left when it resolves. */
    readonly end: () => Promise<void>;
  };
  readonly restartWorker: () => Promise<void>;
  readonly keepAwake: { readonly state: () => KeepAwakeState; readonly setOn: (on: boolean) => void };
  readonly storage: StorageHost;
  readonly network: NetworkHost;
  readonly mishaps: Mishaps;
  readonly updates: Pick<Updates, 'state' | 'api'>;
  readonly files: FileDesk;
  readonly notices: Pick<NoticeDesk, 'state' | 'api'>;
  readonly desktop: Pick<DesktopDesk, 'state' | 'api'>;
  readonly people: AccountDesk;
  readonly onChange: () => void;
};

/** Without what concerns only the window that asks. */
export type CommonShellApi = Omit<ShellApi, keyof OwnShellApi>;
export type OwnShellApi = Pick<ShellApi, 'readWriting' | 'keepWriting' | 'fitHeight' | 'spellingMenu'>;

/** What the window knows of main, read anew each time. */
export function readShellState(deps: ShellDeps): ShellState {
  const { state, message } = deps.workerStatus();
  return {
    version: app.getVersion(),
    home: deps.home(),
    storage: deps.storage.choice(),
    secrets: deps.keyring.state(),
    network: deps.network.view(),
    mishaps: deps.mishaps.list(),
    theme: deps.settings.get('theme'),
    spelling: deps.spelling.isOn(),
    keepAwake: deps.keepAwake.state(),
    started: deps.settings.get('started') || deps.hasAccount(),
    sandbox: deps.inSandbox(),
    tray: deps.hasTray(),
    closeToTray: closeToTrayOf(deps),
    trayHintSeen: deps.settings.get('trayHintSeen'),
    worker: state,
    keptPlan: deps.settings.get('keptPlan'),
    ...demoOf(deps),
    ...fileJobOf(deps),
    ...deps.notices.state(),
    ...deps.updates.state(),
    ...deps.desktop.state(),
    ...deps.people.state(),
    ...(message !== undefined && { workerMessage: message }),
  };
}

const closeToTrayOf = ({ hasTray, settings }: ShellDeps): boolean | null =>
  hasTray() && process.platform !== 'darwin' ? settings.get('closeToTray') : null;

function demoOf({ demo }: ShellDeps): Pick<ShellState, 'demo'> {
  const clock = demo.clock();
  return clock ? { demo: clock } : {};
}

function fileJobOf({ files }: ShellDeps): Pick<ShellState, 'fileJob'> {
  const fileJob = files.state();
  return fileJob ? { fileJob } : {};
}

/** How a person begins, and begins anew. */
function beginnings(deps: ShellDeps): Pick<ShellApi, 'startSandbox' | 'setSpeed' | 'leaveSandbox' | 'start'> {
  const { settings, demo, onChange } = deps;
  return {
    startSandbox: async () => {
      await deps.useSandbox();
      settings.set('sandbox', true);
      settings.set('started', true);
      onChange();
    },
    setSpeed: async (speed) => {
      if (demo.clock()) await demo.setSpeed(speed);
      onChange();
    },
    leaveSandbox: async (plan) => {
      if (!demo.clock()) return;
      await demo.end();
      settings.set('keptPlan', plan);
      settings.set('sandbox', false);
      settings.set('started', false);
      onChange();
    },
    start: async (plan) => {
      settings.set('keptPlan', plan);
      settings.set('started', true);
      onChange();
    },
  };
}

/** What changes is told to the windows. */
function networkApi({
  network,
  onChange,
}: ShellDeps): Pick<ShellApi, 'useProxy' | 'addCaFile' | 'dropCaFile' | 'examine'> {
  const { useProxy, addCaFile, dropCaFile, examine } = network;
  const told = async <T>(result: Promise<T>): Promise<T> => result.finally(onChange);
  return {
    useProxy: (...choice) => told(useProxy(...choice)),
    addCaFile: () => told(addCaFile()),
    dropCaFile: () => told(dropCaFile()),
    examine,
  };
}

/** What every window may ask of main. */
export function createShellApi(deps: ShellDeps): CommonShellApi {
  const { settings, onChange } = deps;
  return {
    state: async () => readShellState(deps),
    ...beginnings(deps),
    ...deps.notices.api,
    ...deps.updates.api,
    ...deps.desktop.api,
    ...deps.people.api,
    setTheme: async (theme) => {
      settings.set('theme', theme);
      nativeTheme.themeSource = theme;
      onChange();
    },
    setSpelling: async (on) => {
      deps.spelling.setOn(on);
      onChange();
    },
    setCloseToTray: async (on) => {
      settings.set('closeToTray', on);
      onChange();
    },
    setKeepAwake: async (on) => {
      deps.keepAwake.setOn(on);
      onChange();
    },
    checkSpelling: deps.spelling.check,
    dismissTrayHint: async () => {
      settings.set('trayHintSeen', true);
      onChange();
    },
    openLink: async (kind, id) => {
      const link = linkFor(kind, id);
      if (link === undefined) deps.log.warn('a link of no known kind was asked for', { kind });
      else if (kind === 'post' && deps.inSandbox())
        deps.log.info('a link was not opened: sandbox posts are not on X', { link });
      else await openOutside(link);
    },
    copyLink: async (kind, id) => {
      const link = linkFor(kind, id);
      if (link === undefined) deps.log.warn('a link of no known kind was asked for', { kind });
      else clipboard.writeText(link);
    },
    copyText: async (text) => clipboard.writeText(text),
    saveText,
    restartWorker: deps.restartWorker,
    retryKeyring: deps.keyring.retryKeyring,
    keepSecrets: deps.keyring.keepSecrets,
    runFileJob: async (job) => deps.files.start(job),
    ...networkApi(deps),
    testStorage: deps.storage.testStorage,
    useStorage: async (use, connection) => {
      const result = await deps.storage.useStorage(use, connection);
      onChange();
      return result;
    },
  };
}

/** Where, is for the person to say: the window never names a path. */
async function saveText(name: string, text: string): Promise<SaveResult> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), name),
  });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  try {
    await writeFile(filePath, text, { mode: 0o600 });
    return { kind: 'saved' };
  } catch {
    return { kind: 'failed', message: 'The file could not be written there. Choose another folder.' };
  }
}
