import { createCallbackListener } from '../adapters/system/callback-listener.ts';
import { createAuthorizer } from '../adapters/x/authorizer.ts';
import { fingerprintKeys, isOAuth2 } from '../adapters/x/keys.ts';
import type { Authorizer } from '../ports/authorizer.ts';
import type { CallbackListener } from '../ports/callback-listener.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeyVault } from '../ports/key-vault.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { SignedIn } from '../service/sign-in.ts';
import { storeKeys } from './keys.ts';
import type { Network } from './network.ts';
import { noteSignIn, type SignInWay } from './sign-in-notes.ts';

/** X's side and this computer's side of a sign-in. */
export type SignInParts = { readonly authorizer: Authorizer; readonly listener: CallbackListener };

export function signInParts(apiBaseUrl: string, clock: Clock, network: Network): SignInParts {
  const agent = network.single.https;
  return { authorizer: createAuthorizer({ apiBaseUrl, clock, agent }), listener: createCallbackListener() };
}

export type KeepDeps = {
  readonly path: string;
  readonly secrets: SecretStore;
  readonly vault: KeyVault;
  readonly clock: Clock;
};

/** Keeps the keys of an account, and what is nice to know of them. @throws StoreError */
export async function keepSignIn(
  { path, secrets, vault, clock }: KeepDeps,
  { keys, who, scopes, endsAt }: SignedIn,
  way: SignInWay,
): Promise<void> {
  await storeKeys(secrets, who.name, keys);
  const fingerprint = fingerprintKeys(keys);
  const { displayName } = who;
  noteSignIn(path, who.name, { fingerprint, way, displayName, at: clock.now(), ...(scopes && { scopes }) });
  // So that it is known from the beginning until when the first token is good.
  if (isOAuth2(keys) && endsAt !== undefined) {
    const { accessToken, refreshToken } = keys;
    await vault.keep(fingerprint, { accessToken, refreshToken, endsAt });
  }
}
