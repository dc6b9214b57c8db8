import { app, dialog, session } from 'electron';
import { pacHops } from '../core/adapters/network/system-proxy.ts';
import { DEFAULT_NETWORK, type NetworkSettings, type NetworkView } from '../core/domain/network.ts';
import { createNetwork, type Network } from '../core/host/network.ts';
import { chooseCaFile, chooseProxy, networkSettings, networkView } from '../core/host/network-choice.ts';
import type { Log } from '../core/ports/log.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { SettingResult } from '../core/rpc/machinery.ts';
import type { ShellApi } from '../core/rpc/shell-contract.ts';
import type { ExamineOrder } from '../core/rpc/worker-messages.ts';
import { examineInProcess } from './worker-host.ts';

export type NetworkHostDeps = {
  readonly home: string;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** What an examination needs to know besides the network. */
  readonly place: () => Omit<ExamineOrder, 'what' | 'network'>;
  /** The worker is to use them from now on. */
  readonly onChange: (settings: NetworkSettings) => void;
};

/** How the app gets out, and how that is changed. The password comes in here and goes to the worker only. */
export type NetworkHost = Pick<ShellApi, 'useProxy' | 'addCaFile' | 'dropCaFile' | 'examine'> & {
  view(): NetworkView;
  settings(): NetworkSettings;
  /** For what main itself asks of X. */
  readonly network: Network;
};

export function createNetworkHost({ home, secrets, log, place, onChange }: NetworkHostDeps): NetworkHost {
  const settings = (): NetworkSettings => {
    try {
      return networkSettings(home, secrets);
    } catch (error) {
      log.error('the network settings cannot be read', { error: String(error) });
      return DEFAULT_NETWORK;
    }
  };

  /** Does it, and tells the worker when it worked. */
  async function change(choose: () => Promise<string | undefined>): Promise<SettingResult> {
    const problem = await choose().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (problem !== undefined) return { kind: 'refused', message: problem };
    const now = settings();
    log.info('the network settings were changed', { proxy: now.mode, authorities: now.caFile !== '' });
    onChange(now);
    return { kind: 'ok' };
  }

  return {
    settings,
    network: createNetwork({
      settings,
      system: async ({ origin }) => pacHops(await session.defaultSession.resolveProxy(origin)),
    }),
    view: () => networkView(settings()),
    useProxy: (mode, server, user, password) =>
      change(() => chooseProxy(home, secrets, { mode, server, user, password })),
    addCaFile: async () => {
      const file = await askForFile();
      return file === undefined ? { kind: 'cancelled' } : change(async () => chooseCaFile(home, file));
    },
    dropCaFile: () => change(async () => chooseCaFile(home, '')),
    examine: (what) => examineInProcess({ what, ...place(), network: settings() }),
  };
}

async function askForFile(): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    defaultPath: app.getPath('documents'),
    filters: [
      { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'der'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}
