import { MINUTE, SECOND } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeyVault, TokenPair } from '../../ports/key-vault.ts';
import type { XClient } from './client.ts';
import { fingerprintKeys, type OAuth2Keys, secretsOf } from './keys.ts';
import { readTokenAnswer } from './token-answer.ts';

/** Keys to sign with, or why there are none. */
export type Renewal =
  | { readonly kind: 'keys'; readonly keys: OAuth2Keys }
  /** Only a new sign-in helps. */
  | { readonly kind: 'refused' }
  /** It may work later. */
  | { readonly kind: 'failed'; readonly cause: string };

/** The tokens of OAuth 2 sign-ins, renewed once for all who need them, kept before they are used. */
export type Tokens = {
  /** The keys with the pair that is in force; renewed first when its end is near. */
  current(keys: OAuth2Keys): Promise<Renewal>;
  /** The same after X did not take `spent`: another pair than that one. */
  renew(keys: OAuth2Keys, spent: string): Promise<Renewal>;
  /** What must not be seen anywhere, of all pairs that were in force. */
  secrets(keys: OAuth2Keys): readonly string[];
};

export type TokensOptions = {
  readonly client: Pick<XClient, 'renew'>;
  readonly vault: KeyVault;
  readonly clock: Clock;
};

/** One sign-in. */
type SignIn = {
  pair?: TokenPair;
  /** Given by X and not stored yet: it is the only one that is good, so it must not get lost. */
  unkept?: TokenPair;
  /** The renewal that is going on. */
  flight?: Promise<Renewal>;
  /** The refresh token that X refused, and when (monotonic). */
  refused?: { readonly token: string; readonly at: number };
  readonly secrets: Set<string>;
};

/** An access token that ends sooner is renewed before it is used. */
const NEAR_END = MINUTE;
/** The vault is locked meanwhile, so a call may not take for ever; its answer is not to be missed, so it may take long. */
const DEADLINE = 20 * SECOND;
/** A refused token is not shown again before this: X takes repeated tries for an attack. */
const REFUSED_FOR = 5 * MINUTE;

export function createTokens({ client, vault, clock }: TokensOptions): Tokens {
  const signIns = new Map<string, SignIn>();

  const signInOf = (keys: OAuth2Keys): SignIn => {
    const id = fingerprintKeys(keys);
    const signIn: SignIn = signIns.get(id) ?? { secrets: new Set(secretsOf(keys)) };
    signIns.set(id, signIn);
    return signIn;
  };

  /** From now on it is in force. */
  const use = (signIn: SignIn, keys: OAuth2Keys, pair: TokenPair): Renewal => {
    signIn.pair = pair;
    const { accessToken, refreshToken } = pair;
    for (const secret of [accessToken, refreshToken]) signIn.secrets.add(secret);
    return { kind: 'keys', keys: { ...keys, accessToken, refreshToken } };
  };

  const stored = async (keys: OAuth2Keys): Promise<TokenPair> =>
    (await vault.read(fingerprintKeys(keys))) ?? keys;

  /** Kept before it is used: a pair that gets lost after its first use ends the sign-in. */
  async function keep(signIn: SignIn, keys: OAuth2Keys, pair: TokenPair): Promise<Renewal> {
    signIn.unkept = pair;
    await vault.keep(fingerprintKeys(keys), pair);
    delete signIn.unkept;
    return use(signIn, keys, pair);
  }

  /** Under the lock of the vault: whoever was here before has left what is in force now. */
  async function replace(signIn: SignIn, keys: OAuth2Keys, spent: string): Promise<Renewal> {
    if (signIn.unkept) return keep(signIn, keys, signIn.unkept);
    const pair = await stored(keys);
    if (pair.accessToken !== spent) return use(signIn, keys, pair);
    const { refused } = signIn;
    if (refused?.token === pair.refreshToken && clock.monotonic() - refused.at < REFUSED_FOR)
      return { kind: 'refused' };
    const { signal } = new AbortController();
    const answer = readTokenAnswer(await client.renew({ ...keys, ...pair }, DEADLINE, signal));
    if (answer.kind === 'pair') {
      const { accessToken, refreshToken = pair.refreshToken, life } = answer;
      const ends = life === undefined ? {} : { endsAt: clock.now() + life };
      return keep(signIn, keys, { accessToken, refreshToken, ...ends });
    }
    if (answer.kind === 'unclear') return { kind: 'failed', cause: answer.cause };
    // Somebody may have passed the lock by, such as a backup that was put back.
    const now = await stored(keys);
    if (now.refreshToken !== pair.refreshToken) return use(signIn, keys, now);
    signIn.refused = { token: pair.refreshToken, at: clock.monotonic() };
    return { kind: 'refused' };
  }

  function renew(keys: OAuth2Keys, spent: string): Promise<Renewal> {
    const signIn = signInOf(keys);
    if (signIn.flight !== undefined) return signIn.flight;
    if (signIn.pair && signIn.pair.accessToken !== spent)
      return Promise.resolve(use(signIn, keys, signIn.pair));
    signIn.flight = vault
      .exclusively(() => replace(signIn, keys, spent))
      .catch(failed)
      .finally(() => {
        delete signIn.flight;
      });
    return signIn.flight;
  }

  return {
    renew,
    current: async (keys) => {
      const signIn = signInOf(keys);
      try {
        // What is on its way out is not used any more.
        if (signIn.flight !== undefined) return await signIn.flight;
        const pair = signIn.pair ?? (await stored(keys));
        const { endsAt = Number.POSITIVE_INFINITY } = pair;
        if (endsAt - clock.now() > NEAR_END) return use(signIn, keys, pair);
        const renewal = await renew(keys, pair.accessToken);
        return renewal.kind === 'failed' && endsAt > clock.now() ? use(signIn, keys, pair) : renewal;
      } catch (error) {
        return failed(error);
      }
    },
    secrets: (keys) => [...signInOf(keys).secrets],
  };
}

const failed = (error: unknown): Renewal => ({
  kind: 'failed',
  cause: error instanceof Error ? error.message : String(error),
});
