import { openSecretsFile } from '../adapters/system/secrets-file.ts';
import { type OAuth1Keys, parseXKeys } from '../adapters/x/keys.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';

type StoredKeys = Readonly<Record<string, OAuth1Keys>>;

/** The keys that `perch accounts add` stored in this home, by account name. */
export function readStoredKeys(home: string): StoredKeys {
  const accounts = openSecretsFile(home).read()['accounts'];
  if (typeof accounts !== 'object' || accounts === null) return {};
  const entries = Object.entries(accounts).flatMap(([name, value]) => {
    const parsed = parseXKeys(JSON.stringify(value));
    return parsed.kind === 'keys' ? [[name, parsed.keys] as const] : [];
  });
  return Object.fromEntries(entries);
}

export async function storeKeys(home: string, name: string, keys: OAuth1Keys): Promise<void> {
  await openSecretsFile(home).update((secrets) => ({
    ...secrets,
    accounts: { ...readAccounts(secrets), [name]: keys },
  }));
}

export async function forgetKeys(home: string, name: string): Promise<void> {
  await openSecretsFile(home).update((secrets) => {
    const { [name]: _gone, ...rest } = readAccounts(secrets);
    return { ...secrets, accounts: rest };
  });
}

function readAccounts(secrets: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const accounts = secrets['accounts'];
  return typeof accounts === 'object' && accounts !== null ? { ...accounts } : {};
}

/** Stored keys as connections to one X. */
export function storedAccountKeys(home: string, apiBaseUrl: string): readonly AccountKeys[] {
  return Object.values(readStoredKeys(home)).map((keys) => ({ kind: 'x', apiBaseUrl, keys }));
}
