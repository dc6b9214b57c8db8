import { CALLBACK_PORTS, callbackUrl, canPost, SIGN_IN_LIMIT } from '../domain/authorization.ts';
import { checkFourKeys, type FieldProblems, KEY_NAMES } from '../domain/four-keys.ts';
import { SIGN_IN_PROBLEMS, type SignInProblem } from '../domain/sign-in-problem.ts';
import type { Instant } from '../domain/time.ts';
import type {
  AppKeys,
  Authorizer,
  ClientKeys,
  FourKeys,
  Grant,
  PinAttempt,
  Who,
} from '../ports/authorizer.ts';
import type { Callback, CallbackListener } from '../ports/callback-listener.ts';
import type { Clock } from '../ports/clock.ts';

/** An account whose keys X has accepted just now. `keys` are secrets. */
export type SignedIn = {
  readonly kind: 'signed-in';
  readonly keys: FourKeys | ClientKeys;
  readonly who: Who;
  /** Of a sign-in by the browser. */
  readonly scopes?: readonly string[];
  /** When the first access token ends. */
  readonly endsAt?: Instant;
};

export type SignInResult = SignedIn | { readonly kind: 'problem'; readonly problem: SignInProblem };

export type BrowserSignIn = {
  readonly authorizer: Authorizer;
  readonly listener: CallbackListener;
  readonly clock: Clock;
  /** Shows the page of X to the person. Its failure ends nothing: the address can be brought there otherwise. */
  readonly open: (url: string) => void;
  /** The person has agreed, X is asked for the rest. */
  readonly onAnswer?: () => void;
};

/**
 * Signs in by the browser of the system (OAuth 2 with PKCE, a public client). `signal` cancels it. Whatever
 * happens, nothing listens any more when it resolves.
 */
export async function signInByBrowser(
  deps: BrowserSignIn,
  clientId: string,
  signal: AbortSignal,
): Promise<SignInResult> {
  const attempt = deps.authorizer.attempt();
  const opened = await deps.listener.open(CALLBACK_PORTS, attempt.state);
  if (!opened) return problem('ports-taken');
  const redirectUri = callbackUrl(opened.port);
  try {
    deps.open(deps.authorizer.pageUrl({ ...attempt, clientId, redirectUri }));
    const callback = await firstAnswer(opened.callback, deps.clock, signal);
    if (callback === undefined) return problem(signal.aborted ? 'cancelled' : 'timed-out');
    if ('error' in callback) return refusedBy(callback.error);
    deps.onAnswer?.();
    const { verifier } = attempt;
    const redeemed = await deps.authorizer.redeem(
      { clientId, redirectUri, verifier, code: callback.code },
      signal,
    );
    if (redeemed.kind === 'problem') return cancelledOr(signal, redeemed);
    return await accept(deps.authorizer, redeemed.value, signal);
  } finally {
    await opened.close();
  }
}

/** Undefined: the time is over, or nobody wants it any more. */
async function firstAnswer(
  callback: Promise<Callback>,
  clock: Clock,
  signal: AbortSignal,
): Promise<Callback | undefined> {
  const patience = new AbortController();
  const over = clock.sleep(SIGN_IN_LIMIT, AbortSignal.any([signal, patience.signal]));
  try {
    return await Promise.race([callback, over.then(() => undefined)]);
  } finally {
    patience.abort();
  }
}

function refusedBy(error: string): SignInResult {
  if (error === 'access_denied') return problem('denied');
  return problem('refused', /^\w{1,60}$/.test(error) ? error : '');
}

/** What cannot post, or not for long, is given back: nobody would know that it exists. */
async function accept(authorizer: Authorizer, grant: Grant, signal: AbortSignal): Promise<SignInResult> {
  const { keys, scopes, endsAt } = grant;
  const lacks = !canPost(scopes) ? 'no-posting' : keys.refreshToken === '' ? 'no-refresh' : undefined;
  const asked = lacks ? undefined : await authorizer.whoIs(keys, signal);
  if (asked?.kind === 'ok')
    return { kind: 'signed-in', keys, who: asked.value, scopes, ...(endsAt !== undefined && { endsAt }) };
  await authorizer.revoke(keys, new AbortController().signal);
  return lacks ? problem(lacks) : cancelledOr(signal, asked ?? problem('refused'));
}

type Failed = Extract<SignInResult, { kind: 'problem' }>;

const cancelledOr = (signal: AbortSignal, failed: Failed): Failed =>
  signal.aborted ? problem('cancelled') : failed;

/**
 * Asks X about four keys before anybody keeps them. X says the same to every wrong key, so the pair that is wrong
 * is found by asking with the app's own pair alone.
 */
export async function checkKeys(
  authorizer: Authorizer,
  keys: FourKeys,
  signal: AbortSignal,
): Promise<SignInResult> {
  const fields = checkFourKeys(keys);
  if (Object.keys(fields).length > 0) return { kind: 'problem', problem: { code: 'fields', fields } };
  const asked = await authorizer.whoIs(keys, signal);
  if (asked.kind === 'problem')
    return asked.problem.code === 'refused' ? wrongPair(authorizer, keys, signal) : asked;
  if (asked.value.access === 'read')
    return withFields('read-only', { accessToken: SIGN_IN_PROBLEMS['read-only'].next });
  return { kind: 'signed-in', keys, who: asked.value };
}

async function wrongPair(
  authorizer: Authorizer,
  { appKey, appSecret }: FourKeys,
  signal: AbortSignal,
): Promise<SignInResult> {
  const begun = await authorizer.beginPin({ appKey, appSecret }, signal);
  if (begun.kind === 'problem' && begun.problem.code === 'app-keys') {
    const text = `X does not know this pair: it is not the ${KEY_NAMES.appKey}, or not its secret.`;
    return withFields('app-keys', { appKey: text, appSecret: text });
  }
  const text = `X does not know this pair for the ${KEY_NAMES.appKey} above.`;
  return withFields('access-keys', { accessToken: text, accessSecret: text });
}

const withFields = (code: SignInProblem['code'], fields: FieldProblems): SignInResult => ({
  kind: 'problem',
  problem: { code, fields },
});

/** Begins a sign-in by PIN, for which the person is shown a page of X. */
export async function beginPin(
  authorizer: Authorizer,
  app: AppKeys,
  signal: AbortSignal,
): Promise<{ readonly kind: 'begun'; readonly attempt: PinAttempt } | Failed> {
  const fields = checkFourKeys(app);
  if (Object.keys(fields).length > 0) return { kind: 'problem', problem: { code: 'fields', fields } };
  const begun = await authorizer.beginPin(app, signal);
  return begun.kind === 'ok' ? { kind: 'begun', attempt: begun.value } : begun;
}

/** The other end of it; a PIN is good once, right or wrong. */
export async function finishPin(
  authorizer: Authorizer,
  app: AppKeys,
  attempt: PinAttempt,
  pin: string,
  signal: AbortSignal,
): Promise<SignInResult> {
  const digits = pin.replace(/\s/g, '');
  if (!/^\w{4,20}$/.test(digits)) return problem('bad-pin');
  const redeemed = await authorizer.redeemPin(app, attempt, digits, signal);
  return redeemed.kind === 'ok' ? checkKeys(authorizer, redeemed.value, signal) : redeemed;
}

function problem(code: SignInProblem['code'], detail = ''): Failed {
  return { kind: 'problem', problem: { code, ...(detail !== '' && { detail }) } };
}
