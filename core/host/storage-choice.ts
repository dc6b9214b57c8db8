import { connectionSecrets, parseConnection } from '../adapters/azure/connection.ts';
import { isSealed, type Sealed } from '../domain/sealed.ts';
import type { SecretStore, Secrets } from '../ports/secret-store.ts';
import { StoreError } from '../ports/store-error.ts';
import type { StorageChoice } from '../rpc/shell-contract.ts';

/** Posts are kept in the home folder. */
export const LOCAL_STORAGE = 'local' as const;

type Variables = Readonly<Record<string, string | undefined>>;
type Kept = { readonly use: 'local' | 'azure'; readonly connection: string };

/** Which storage a home uses: PERCH_STORAGE wins over what was chosen in Settings. */
export type ChosenStorage = {
  /** For `openHome`: `local` or a connection. A secret. */
  readonly storage: string;
  readonly choice: StorageChoice;
};

/** What a person chose is in `secrets.json`, beside the other keys of the home. */
export function chosenStorage(secrets: SecretStore, env: Variables): ChosenStorage {
  const forced = env['PERCH_STORAGE'];
  if (forced) {
    const use = forced === LOCAL_STORAGE ? 'local' : 'azure';
    return { storage: forced, choice: { use, account: accountOf(forced), fixed: true } };
  }
  const { use, connection } = readKept(secrets);
  const storage = use === 'azure' ? connection : LOCAL_STORAGE;
  return { storage, choice: { use, account: accountOf(connection), fixed: false } };
}

/** Keeps the choice. An empty connection stands for the one that is kept. @returns why not, or undefined */
export async function chooseStorage(
  secrets: SecretStore,
  use: 'local' | 'azure',
  connection: string,
): Promise<string | undefined> {
  const given = connection.trim();
  if (use === 'azure') {
    const parsed = parseConnection(given || keptConnection(secrets));
    if (parsed.kind === 'problem') return parsed.problem;
  }
  // What is sealed and cannot be opened now stays as it is.
  await secrets.update((all) => ({
    ...all,
    storage: { use, connection: given || (keptIn(all).connection ?? '') },
  }));
  return undefined;
}

/** The connection that is kept, in use or not; empty when there is none. A secret. */
export const keptConnection = (secrets: SecretStore): string => readKept(secrets).connection;

/** What of any connection of this home must not be seen anywhere. */
export function storageSecrets(secrets: SecretStore, env: Variables): readonly string[] {
  return [env['PERCH_STORAGE'] ?? '', safely(() => keptConnection(secrets), '')].flatMap(connectionSecrets);
}

function readKept(secrets: SecretStore): Kept {
  const { use, connection = '' } = keptIn(secrets.read());
  if (use === 'azure' && isSealed(connection)) throw new StoreError('unavailable', sealedStorage(connection));
  const text = typeof connection === 'string' ? connection : '';
  return { use: use === 'azure' && text !== '' ? 'azure' : 'local', connection: text };
}

/** As it lies there. */
const keptIn = ({ storage }: Secrets): { readonly use?: unknown; readonly connection?: unknown } =>
  Object(storage);

/** Never the other storage instead: its posts are other posts. */
const sealedStorage = ({ lost }: Sealed): string =>
  lost
    ? 'The connection of the storage was sealed with a keyring that is gone: give it again in Settings.'
    : 'The connection of the storage is sealed with the keyring of the app: unlock the keyring. On the command line, set PERCH_STORAGE.';

function accountOf(connection: string): string {
  const parsed = parseConnection(connection);
  return parsed.kind === 'connection' ? parsed.connection.account : '';
}

function safely<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
