import { fingerprintKeys, isOAuth2 } from '../adapters/x/keys.ts';
import { missingScopes } from '../domain/authorization.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { SignInView } from '../rpc/sign-in-contract.ts';
import { readStoredKeys } from './keys.ts';
import { readSignInNotes } from './sign-in-notes.ts';

/** How the accounts of a home are signed in, as far as anybody may see it. @throws StoreError */
export function viewSignIns(home: string, secrets: SecretStore): readonly SignInView[] {
  const notes = readSignInNotes(home);
  return Object.entries(readStoredKeys(secrets)).map(([account, keys]) => {
    const noted = notes[account];
    // Other keys were given since, on the command line.
    const note = noted?.fingerprint === fingerprintKeys(keys) ? noted : undefined;
    const { way = 'given', displayName, scopes, at } = note ?? {};
    return {
      account,
      kind: isOAuth2(keys) ? 'oauth2' : 'oauth1',
      way,
      missing: scopes ? missingScopes(scopes) : [],
      ...(displayName !== undefined && { displayName }),
      ...(scopes && { scopes }),
      ...(at !== undefined && { at }),
    };
  });
}

/** The client id of an account's app, or else of any; undefined: none is known. A public thing, but not shown. */
export function knownClientId(secrets: SecretStore, account: string | null): string | undefined {
  const all = readStoredKeys(secrets);
  const own = account === null ? undefined : all[account];
  return [...(own ? [own] : []), ...Object.values(all)].find(isOAuth2)?.clientId;
}
