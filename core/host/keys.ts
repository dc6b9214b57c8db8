import { fingerprintKeys, isOAuth2, parseXKeys, secretsOf, type XKeys } from '../adapters/x/keys.ts';
import { isSealed } from '../domain/sealed.ts';
import { Secret } from '../domain/secret.ts';
import type { Instant } from '../domain/time.ts';
import type { SecretStore, Secrets } from '../ports/secret-store.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { PerchEnvironment } from './environment.ts';
import { keptTokens, tokensIn, tokensOf } from './vault.ts';

type StoredKeys = Readonly<Record<string, XKeys>>;

/** The keys that are stored in a home, by account name. @throws StoreError */
export function readStoredKeys(secrets: SecretStore): StoredKeys {
  return keysIn(secrets.read());
}

/** Names of accounts whose keys the app has sealed and that cannot be opened here and now. @throws StoreError */
export function sealedAccounts(secrets: SecretStore): readonly string[] {
  return Object.entries(readAccounts(secrets.read())).flatMap(([name, value]) =>
    isSealed(value) ? [name] : [],
  );
}

/** They are on the disk when this resolves. @throws StoreError */
export async function storeKeys(secrets: SecretStore, name: string, keys: XKeys): Promise<void> {
  await secrets.update((all) => {
    const before = keysIn(all)[name];
    const isSame = before && fingerprintKeys(before) === fingerprintKeys(keys);
    const rest = isSame ? all : withoutTokens(all, before);
    return { ...rest, accounts: { ...readAccounts(all), [name]: keys } };
  });
}

/** With the tokens of the sign-in. @throws StoreError */
export async function forgetKeys(secrets: SecretStore, name: string): Promise<void> {
  await secrets.update((all) => {
    const { [name]: _gone, ...rest } = readAccounts(all);
    return { ...withoutTokens(all, keysIn(all)[name]), accounts: rest };
  });
}

/** Nobody asks for the tokens of a sign-in that is gone. */
function withoutTokens(secrets: Secrets, keys: XKeys | undefined): Secrets {
  if (!keys || !isOAuth2(keys)) return secrets;
  const { [fingerprintKeys(keys)]: _gone, ...tokens } = tokensOf(secrets);
  return { ...secrets, tokens };
}

function keysIn(secrets: Secrets): StoredKeys {
  const entries = Object.entries(readAccounts(secrets)).flatMap(([name, value]) => {
    const parsed = parseXKeys(JSON.stringify(value));
    return parsed.kind === 'keys' ? [[name, parsed.keys] as const] : [];
  });
  return Object.fromEntries(entries);
}

function readAccounts(secrets: Secrets): Secrets {
  const accounts = secrets['accounts'];
  return typeof accounts === 'object' && accounts !== null ? { ...accounts } : {};
}

/** Stored keys as connections to one X. */
export function storedAccountKeys(secrets: SecretStore, apiBaseUrl: string): readonly AccountKeys[] {
  return Object.values(readStoredKeys(secrets)).map((keys) => ({
    kind: 'x',
    apiBaseUrl,
    keys: new Secret(keys),
  }));
}

/** The account of the environment, then those of the home. @throws StoreError */
export function realAccountKeys(secrets: SecretStore, env: PerchEnvironment): readonly AccountKeys[] {
  return [...(env.account ? [env.account] : []), ...storedAccountKeys(secrets, env.apiBaseUrl)];
}

/** Until when the access token of an OAuth 2 sign-in is good: null when X has not said it to this machine. */
export type SignIn = { readonly fingerprint: string; readonly endsAt: Instant | null };

/** Undefined for keys that do not end. @throws StoreError */
export function signInOf(secrets: SecretStore, { keys: hidden }: AccountKeys): SignIn | undefined {
  const keys = hidden.reveal();
  if (!isOAuth2(keys)) return undefined;
  const fingerprint = fingerprintKeys(keys);
  return { fingerprint, endsAt: keptTokens(secrets)[fingerprint]?.endsAt ?? null };
}

/** What of the accounts of a home must not be seen anywhere, rotated tokens too, as far as it can be read. */
export function accountSecrets(secrets: SecretStore, { account }: PerchEnvironment): readonly string[] {
  const own = account ? secretsOf(account.keys.reveal()) : [];
  try {
    const all = secrets.read();
    const pairs = Object.values(tokensIn(all));
    return [
      ...own,
      ...Object.values(keysIn(all)).flatMap(secretsOf),
      ...pairs.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
    ];
  } catch {
    return own;
  }
}
