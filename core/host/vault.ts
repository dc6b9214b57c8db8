import { join } from 'node:path';
import { createProcessLock, type ProcessLock } from '../adapters/sqlite/process-lock.ts';
import { isSealed } from '../domain/sealed.ts';
import { SECOND } from '../domain/time.ts';
import type { KeyVault, TokenPair } from '../ports/key-vault.ts';
import type { SecretStore, Secrets } from '../ports/secret-store.ts';
import { StoreError } from '../ports/store-error.ts';
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
    read: async (signIn) => readTokens(secrets.read(), signIn),
    keep: async (signIn, pair) => {
      await secrets.update((all) => ({ ...all, tokens: { ...tokensOf(all), [signIn]: pair } }));
    },
    exclusively: renewalLock(home),
  };
}

function readTokens(all: Secrets, signIn: string): TokenPair | undefined {
  const kept = tokensOf(all)[signIn];
  // What the sign-in began with is spent: to use it would look like a theft to X and end the sign-in.
  if (isSealed(kept) && !kept.lost)
    throw new StoreError(
      'unavailable',
      'Its tokens are sealed with the keyring of the app, which is not open here.',
    );
  return isPair(kept) ? kept : undefined;
}

/** All pairs, by the fingerprint of the sign-in. @throws StoreError */
export const keptTokens = (secrets: SecretStore): Kept => tokensIn(secrets.read());

/** Those of the file, unless they are damaged: then the sign-in's own are tried. */
export function tokensIn(secrets: Secrets): Kept {
  return Object.fromEntries(
    Object.entries(tokensOf(secrets)).flatMap(([id, pair]) => (isPair(pair) ? [[id, pair]] : [])),
  );
}

/** With those that cannot be opened now. */
export function tokensOf({ tokens }: Secrets): Secrets {
  return typeof tokens === 'object' && tokens !== null ? { ...tokens } : {};
}

function isPair(value: unknown): value is TokenPair {
  const { accessToken, refreshToken } = (value ?? {}) as Partial<TokenPair>;
  return typeof accessToken === 'string' && typeof refreshToken === 'string';
}
