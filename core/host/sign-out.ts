import { fingerprintKeys, isOAuth2, type OAuth2Keys, type XKeys } from '../adapters/x/keys.ts';
import type { ClientKeys } from '../domain/authorization.ts';
import { SECOND } from '../domain/time.ts';
import type { TokenPair } from '../ports/key-vault.ts';
import { forgetKeys, readStoredKeys, storeKeys } from './keys.ts';
import type { Network } from './network.ts';
import { type KeepDeps, signInParts } from './sign-in.ts';
import { forgetSignInNote, noteSignIn, readSignInNotes, type SignInNote } from './sign-in-notes.ts';

/** What became of a sign-in at X; `lasting`: keys that only their owner can make void, in the developer console. */
export type AtX = 'ended' | 'not-ended' | 'lasting';

/** The keys that an account had, as they were in force last. A secret. */
export type FormerKeys = {
  readonly stored: XKeys;
  readonly note?: SignInNote;
  readonly pair?: TokenPair;
  /** What X can be told to end. */
  readonly ending?: ClientKeys;
};

type SignOutDeps = KeepDeps & { readonly apiBaseUrl: string; readonly network: Network };

const LIMIT = 20 * SECOND;

/** Takes keys away and ends the sign-in at X. @throws StoreError */
export async function signOut(deps: SignOutDeps, name: string): Promise<AtX> {
  const former = await takeKeys(deps, name);
  return former ? endAtX(deps, former) : 'lasting';
}

/** Takes keys away from this computer; undefined: it had none. Nobody renews them meanwhile. @throws StoreError */
export function takeKeys({ path, secrets, vault }: KeepDeps, name: string): Promise<FormerKeys | undefined> {
  return vault.exclusively(async () => {
    const stored = readStoredKeys(secrets)[name];
    const note = readSignInNotes(path)[name];
    const pair = stored && isOAuth2(stored) ? await vault.read(fingerprintKeys(stored)) : undefined;
    await forgetKeys(secrets, name);
    forgetSignInNote(path, name);
    if (!stored) return undefined;
    const more = { ...(note && { note }), ...(pair && { pair }) };
    return isOAuth2(stored) ? { stored, ...more, ending: currentOf(stored, pair) } : { stored, ...more };
  });
}

/** The tokens that are in force now. */
function currentOf(keys: OAuth2Keys, pair: TokenPair | undefined): ClientKeys {
  const { accessToken, refreshToken } = pair ?? keys;
  return { ...keys, accessToken, refreshToken };
}

/** As they were before `takeKeys`. @throws StoreError */
export async function putBackKeys(
  { path, secrets, vault }: KeepDeps,
  name: string,
  { stored, note, pair }: FormerKeys,
): Promise<void> {
  await storeKeys(secrets, name, stored);
  if (pair) await vault.keep(fingerprintKeys(stored), pair);
  if (note) noteSignIn(path, name, note);
}

/** Never throws. */
export async function endAtX(
  { apiBaseUrl, clock, network }: Pick<SignOutDeps, 'apiBaseUrl' | 'clock' | 'network'>,
  { ending }: FormerKeys,
): Promise<AtX> {
  if (!ending) return 'lasting';
  const { authorizer } = signInParts(apiBaseUrl, clock, network);
  const answer = await authorizer.revoke(ending, AbortSignal.timeout(LIMIT));
  return answer.kind === 'ok' ? 'ended' : 'not-ended';
}
