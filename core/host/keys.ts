import { fingerprintKeys, isOAuth2, parseXKeys, secretsOf, type XKeys } from '../adapters/x/keys.ts';
import type { Instant } from '../domain/time.ts';
import type { AccountKeys } from '../rpc/worker-messages.ts';
import type { PerchEnvironment } from './environment.ts';
import { openSecrets } from './secrets.ts';
import { keptTokens, tokensIn } from './vault.ts';

type StoredKeys = Readonly<Record<string, XKeys>>;
type Secrets = Readonly<Record<string, unknown>>;

/** The keys that `perch accounts add` stored in this home, by account name. */
export function readStoredKeys(home: string): StoredKeys {
  return keysIn(openSecrets(home).read());
}

export async function storeKeys(home: string, name: string, keys: XKeys): Promise<void> {
  await openSecrets(home).update((secrets) => {
    const before = keysIn(secrets)[name];
    const isSame = before && fingerprintKeys(before) === fingerprintKeys(keys);
    const rest = isSame ? secrets : withoutTokens(secrets, before);
    return { ...rest, accounts: { ...readAccounts(secrets), [name]: keys } };
  });
}

export async function forgetKeys(home: string, name: string): Promise<void> {
  await openSecrets(home).update((secrets) => {
    const { [name]: _gone, ...rest } = readAccounts(secrets);
    return { ...withoutTokens(secrets, keysIn(secrets)[name]), accounts: rest };
  });
}

/** Nobody asks for the tokens of a sign-in that is gone. */
function withoutTokens(secrets: Secrets, keys: XKeys | undefined): Secrets {
  if (!keys || !isOAuth2(keys)) return secrets;
  const { [fingerprintKeys(keys)]: _gone, ...tokens } = tokensIn(secrets);
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
export function storedAccountKeys(home: string, apiBaseUrl: string): readonly AccountKeys[] {
  return Object.values(readStoredKeys(home)).map((keys) => ({ kind: 'x', apiBaseUrl, keys }));
}

/** The account of the environment, then those of the home. @throws StoreError */
export function realAccountKeys(home: string, env: PerchEnvironment): readonly AccountKeys[] {
  return [...(env.account ? [env.account] : []), ...storedAccountKeys(home, env.apiBaseUrl)];
}

/** Until when the access token of an OAuth 2 sign-in is good: null when X has not said it to this machine. */
export type SignIn = { readonly fingerprint: string; readonly endsAt: Instant | null };

/** Undefined for keys that do not end. @throws StoreError */
export function signInOf(home: string, { keys }: AccountKeys): SignIn | undefined {
  if (!isOAuth2(keys)) return undefined;
  const fingerprint = fingerprintKeys(keys);
  return { fingerprint, endsAt: keptTokens(home)[fingerprint]?.endsAt ?? null };
}

/** What of the accounts of a home must not be seen anywhere, rotated tokens too, as far as it can be read. */
export function accountSecrets(home: string, { account }: PerchEnvironment): readonly string[] {
  const own = account ? secretsOf(account.keys) : [];
  try {
    const secrets = openSecrets(home).read();
    const pairs = Object.values(tokensIn(secrets));
    return [
      ...own,
      ...Object.values(keysIn(secrets)).flatMap(secretsOf),
      ...pairs.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
    ];
  } catch {
    return own;
  }
}
