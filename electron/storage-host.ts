import {
  type ChosenStorage,
  chooseStorage,
  chosenStorage,
  keptConnection,
  LOCAL_STORAGE,
} from '../core/host/storage-choice.ts';
import type { Log } from '../core/ports/log.ts';
import type { SecretStore } from '../core/ports/secret-store.ts';
import type { SettingResult } from '../core/rpc/contract.ts';
import type { ShellApi, StorageChoice } from '../core/rpc/shell-contract.ts';

export type StorageHostDeps = {
  readonly secrets: SecretStore;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Tries it in a process of its own, which is gone afterwards. */
  readonly probe: (connection: string) => ReturnType<ShellApi['testStorage']>;
  /** The worker is to begin anew with what is chosen now. */
  readonly restart: () => Promise<void>;
  /** A demo keeps its posts in its own folder, whatever is chosen. */
  readonly isDemo: () => boolean;
};

/** Which storage the app uses, and how that is changed. The secret comes in here and goes to the worker only. */
export type StorageHost = Pick<ShellApi, 'testStorage' | 'useStorage'> & {
  choice(): StorageChoice;
  /** For the worker's start; `problem` when it cannot be known. */
  forWorker(): { readonly storage: string } | { readonly problem: string };
};

export function createStorageHost({
  secrets,
  env,
  log,
  probe,
  restart,
  isDemo,
}: StorageHostDeps): StorageHost {
  const read = (): ChosenStorage | { readonly problem: string } => {
    try {
      return chosenStorage(secrets, env);
    } catch (error) {
      log.error('the choice of a storage cannot be read', { error: String(error) });
      return { problem: messageOf(error) };
    }
  };

  async function use(which: 'local' | 'azure', connection: string): Promise<SettingResult> {
    const now = read();
    if ('choice' in now && now.choice.fixed)
      return { kind: 'refused', message: 'PERCH_STORAGE is set, and it wins over what is chosen here.' };
    try {
      const problem = await chooseStorage(secrets, which, connection);
      if (problem !== undefined) return { kind: 'refused', message: problem };
    } catch (error) {
      return { kind: 'refused', message: messageOf(error) };
    }
    log.info('another storage was chosen', { use: which });
    await restart();
    return { kind: 'ok' };
  }

  return {
    choice: () => {
      if (isDemo()) return OF_DEMO;
      const now = read();
      return 'choice' in now ? now.choice : { use: LOCAL_STORAGE, account: '', fixed: false };
    },
    forWorker: () => {
      if (isDemo()) return { storage: LOCAL_STORAGE };
      const now = read();
      return 'problem' in now ? now : { storage: now.storage };
    },
    testStorage: async (connection) => {
      const now = read();
      if (connection !== '') return probe(connection);
      return probe('choice' in now && now.choice.fixed ? now.storage : keptConnection(secrets));
    },
    useStorage: use,
  };
}

const OF_DEMO: StorageChoice = { use: LOCAL_STORAGE, account: '', fixed: true };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
