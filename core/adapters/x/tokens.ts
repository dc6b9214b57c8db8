import type { SignIn as SignInLife } from '../../domain/sign-in.ts';
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
  /** The same after X did not take the access token `spent`: another pair than that one. */
  renew(keys: OAuth2Keys, spent: string): Promise<Renewal>;
  /** As far as it is known now; the vault is asked once, in the background. */
  signIn(keys: OAuth2Keys): SignInLife;
  /** What must not be seen anywhere, of all pairs that were in force. */
  secrets(keys: OAuth2Keys): readonly string[];
};

export type TokensOptions = {
  readonly client: Pick<XClient, 'renew'>;
  readonly vault: KeyVault;
  readonly clock: Clock;
};

type SignIn = {
  /** Fingerprint of the keys that it began with. */
  readonly id: string;
  readonly keys: OAuth2Keys;
  /** What is in force, as far as this process knows. */
  pair?: TokenPair;
  /** Given by X and not stored yet: it is the only one that is good, so it must not get lost. */
  unkept?: TokenPair;
  /** What the vault had when somebody wanted to know how long it lasts. */
  glanced?: { pair?: TokenPair };
  /** The renewal that is going on. */
  flight?: Promise<Renewal>;
  /** The refresh token that X refused, and when (monotonic). */
  refused?: { readonly token: string; readonly at: number };
  readonly secrets: Set<string>;
};

/** An access token that ends sooner is renewed before it is used. */
const NEAR_END = MINUTE;
/** The vault is locked meanwhile, so a call may not take for ever; a lost answer is a lost sign-in, so it may take long. */
const DEADLINE = 20 * SECOND;
/** A refused token is not shown again before this: X takes repeated tries for an attack. */
const REFUSED_FOR = 5 * MINUTE;

export function createTokens(options: TokensOptions): Tokens {
  const signIns = new Map<string, SignIn>();
  const signInOf = (keys: OAuth2Keys): SignIn => {
    const id = fingerprintKeys(keys);
    const signIn: SignIn = signIns.get(id) ?? { id, keys, secrets: new Set(secretsOf(keys)) };
    signIns.set(id, signIn);
    return signIn;
  };
  return {
    current: (keys) => current(options, signInOf(keys)).catch(failed),
    renew: (keys, spent) => renew(options, signInOf(keys), spent),
    signIn: (keys) => lifeOf(options, signInOf(keys)),
    secrets: (keys) => [...signInOf(keys).secrets],
  };
}

async function current(options: TokensOptions, signIn: SignIn): Promise<Renewal> {
  // What is on its way out is not used any more.
  if (signIn.flight !== undefined) return signIn.flight;
  const pair = signIn.pair ?? (await stored(options, signIn));
  const now = options.clock.now();
  const { endsAt = Number.POSITIVE_INFINITY } = pair;
  if (endsAt - now > NEAR_END) return use(signIn, pair);
  const renewal = await renew(options, signIn, pair.accessToken);
  return renewal.kind === 'failed' && endsAt > now ? use(signIn, pair) : renewal;
}

function renew(options: TokensOptions, signIn: SignIn, spent: string): Promise<Renewal> {
  if (signIn.flight !== undefined) return signIn.flight;
  const { pair } = signIn;
  if (pair && pair.accessToken !== spent) return Promise.resolve(use(signIn, pair));
  signIn.flight = options.vault
    .exclusively(() => replace(options, signIn, spent))
    .catch(failed)
    .finally(() => {
      delete signIn.flight;
    });
  return signIn.flight;
}

/** Under the lock of the vault: whoever was here before has left what is in force now. */
async function replace(options: TokensOptions, signIn: SignIn, spent: string): Promise<Renewal> {
  const { client, clock } = options;
  if (signIn.unkept) return keep(options, signIn, signIn.unkept);
  const pair = await stored(options, signIn);
  if (pair.accessToken !== spent) return use(signIn, pair);
  const { refused } = signIn;
  if (refused?.token === pair.refreshToken && clock.monotonic() - refused.at < REFUSED_FOR)
    return { kind: 'refused' };
  // Nothing cuts it off but its own time: X may have rotated the token already.
  const { signal } = new AbortController();
  const answer = readTokenAnswer(await client.renew({ ...signIn.keys, ...pair }, DEADLINE, signal));
  if (answer.kind === 'unclear') return { kind: 'failed', cause: answer.cause };
  if (answer.kind === 'pair') {
    const { accessToken, refreshToken = pair.refreshToken, life } = answer;
    const ends = life === undefined ? {} : { endsAt: clock.now() + life };
    return keep(options, signIn, { accessToken, refreshToken, ...ends });
  }
  // Somebody may have passed the lock by, such as a backup that was put back.
  const now = await stored(options, signIn);
  if (now.refreshToken !== pair.refreshToken) return use(signIn, now);
  signIn.refused = { token: pair.refreshToken, at: clock.monotonic() };
  return { kind: 'refused' };
}

/** Nothing depends on it, so a vault that cannot be read is none of its business. */
function lifeOf({ vault }: TokensOptions, signIn: SignIn): SignInLife {
  if (!signIn.pair && !signIn.glanced) {
    const glanced: SignIn['glanced'] = {};
    signIn.glanced = glanced;
    void vault.read(signIn.id).then(
      (pair) => pair && Object.assign(glanced, { pair }),
      () => delete signIn.glanced,
    );
  }
  const endsAt = (signIn.pair ?? signIn.glanced?.pair)?.endsAt;
  return { kind: 'renewed', ...(endsAt !== undefined && { endsAt }) };
}

async function stored({ vault }: TokensOptions, { id, keys }: SignIn): Promise<TokenPair> {
  const { accessToken, refreshToken } = keys;
  return (await vault.read(id)) ?? { accessToken, refreshToken };
}

/** Kept before it is used: a pair that gets lost after its first use ends the sign-in. */
async function keep({ vault }: TokensOptions, signIn: SignIn, pair: TokenPair): Promise<Renewal> {
  signIn.unkept = pair;
  await vault.keep(signIn.id, pair);
  delete signIn.unkept;
  return use(signIn, pair);
}

/** From now on it is in force. */
function use(signIn: SignIn, pair: TokenPair): Renewal {
  signIn.pair = pair;
  const { accessToken, refreshToken } = pair;
  for (const secret of [accessToken, refreshToken]) signIn.secrets.add(secret);
  return { kind: 'keys', keys: { ...signIn.keys, accessToken, refreshToken } };
}

const failed = (error: unknown): Renewal => ({
  kind: 'failed',
  cause: error instanceof Error ? error.message : String(error),
});
