import { join } from 'node:path';
import { createProcessLock, type ProcessLock } from '../adapters/sqlite/process-lock.ts';
import { SECOND } from '../domain/time.ts';
import type { KeyVault, TokenPair } from '../ports/key-vault.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { openSecrets } from './secrets.ts';

/** Others hold it for one call to X at most, ms. */
const LOCK_WAIT = 30 * SECOND;

type Kept = Readonly<Record<string, TokenPair>>;

/** The lock under which one process of this machine renews the tokens of a home. */
export function renewalLock(home: string): ProcessLock {
  return createProcessLock(join(home, 'tokens.lock'), LOCK_WAIT);
}

/** Tokens in the home's `secrets.json`, as far as they have rotated there. */
export function openFileVault(home: string, secrets: SecretStore = openSecrets(home)): KeyVault {
  return {
    read: async (signIn) => keptTokens(secrets)[signIn],
    keep: async (signIn, pair) => {
      await secrets.update((all) => ({ ...all, tokens: { ...tokensIn(all), [signIn]: pair } }));
    },
    exclusively: renewalLock(home),
  };
}

/** All pairs, by the fingerprint of the sign-in. @throws StoreError */
export const keptTokens = (secrets: SecretStore): Kept => tokensIn(secrets.read());

/** Those of the file, unless they are damaged: then the sign-in's own are tried. */
export function tokensIn(secrets: Readonly<Record<string, unknown>>): Kept {
  const { tokens } = secrets;
  if (typeof tokens !== 'object' || tokens === null) return {};
  return Object.fromEntries(Object.entries(tokens).filter(([, pair]) => isPair(pair)));
}

function isPair(value: unknown): value is TokenPair {
  const { accessToken, refreshToken } = (value ?? {}) as Partial<TokenPair>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string';
}
