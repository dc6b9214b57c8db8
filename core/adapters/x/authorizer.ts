import { createHash, randomBytes } from 'node:crypto';
import type { Agent } from 'node:https';
import { type ClientKeys, type FourKeys, SCOPES, type Who } from '../../domain/authorization.ts';
import { SECOND } from '../../domain/time.ts';
import type { Answered, AppKeys, Authorizer, Grant, PinAttempt } from '../../ports/authorizer.ts';
import type { Clock } from '../../ports/clock.ts';
import { createXClient, type XClient } from './client.ts';
import { asRecord, asText } from './detail.ts';
import type { Exchange } from './exchange.ts';
import { IDENTITY_PATH, IDENTITY_QUERY, identityOf } from './identity.ts';
import { createServerClock } from './server-clock.ts';
import { problemOf } from './sign-in-answers.ts';
import { pageOrigins } from './sign-in-pages.ts';
import { readTokenAnswer } from './token-answer.ts';

export type AuthorizerOptions = {
  /** Base URL of the X API; a loopback one has the pages of its own. */
  readonly apiBaseUrl: string;
  readonly clock: Clock;
  /** See `XClientOptions`. */
  readonly agent?: Agent;
};

/** For each request: a code is good for 30 s. */
const DEADLINE = 20 * SECOND;

type Kit = AuthorizerOptions & { readonly client: XClient };

/** X's side of a sign-in: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { clock, apiBaseUrl } = options;
  const serverClock = createServerClock(clock);
  const client = createXClient({ ...options, serverClock, monotonic: () => clock.monotonic() });
  const kit: Kit = { ...options, client };
  return {
    attempt: () => ({ state: unguessable(), verifier: unguessable() }),
    pageUrl: (request) => `${pageOrigins(apiBaseUrl).oauth2}/i/oauth2/authorize?${pageQuery(request)}`,
    redeem: (request, signal) => redeem(kit, request, signal),
    beginPin: (app, signal) => beginPin(kit, app, signal),
    redeemPin: (app, attempt, pin, signal) => redeemPin(kit, app, attempt, pin, signal),
    whoIs: (keys, signal) => whoIs(kit, keys, signal),
    revoke: (keys, signal) => revoke(kit, keys, signal),
  };
}

/** 256 bits, as 43 letters that need no encoding: the least that PKCE takes. */
const unguessable = (): string => randomBytes(32).toString('base64url');

function pageQuery({
  clientId,
  redirectUri,
  state,
  verifier,
}: Parameters<Authorizer['pageUrl']>[0]): URLSearchParams {
  return new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPES.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
}

async function redeem(
  { client, clock }: Kit,
  request: Parameters<Authorizer['redeem']>[0],
  signal: AbortSignal,
): Promise<Answered<Grant>> {
  const { clientId, redirectUri, code, verifier } = request;
  const fields = {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  };
  const form = { path: '2/oauth2/token', fields, deadline: DEADLINE };
  const exchange = await client.submit(form, signal);
  const answer = readTokenAnswer(exchange);
  if (answer.kind !== 'pair') return problemOf(exchange, 'token', [code, verifier]);
  const { accessToken, refreshToken, life } = answer;
  const scope = exchange.kind === 'answer' ? asText(asRecord(exchange.body)?.['scope']) : '';
  const grant = {
    keys: { clientId, accessToken, refreshToken: refreshToken ?? '' },
    scopes: scope.split(' ').filter(Boolean),
    ...(life !== undefined && { endsAt: clock.now() + life }),
  };
  return ok(grant);
}

/** With the clock of X: a signature whose time is off is refused like a wrong key. */
async function beginPin(kit: Kit, app: AppKeys, signal: AbortSignal): Promise<Answered<PinAttempt>> {
  await learnTime(kit, signal);
  const keys = { ...app, accessToken: '', accessSecret: '' };
  const fields = { oauth_callback: 'oob' };
  const form = { path: 'oauth/request_token', fields, keys, deadline: DEADLINE };
  const exchange = await kit.client.submit(form, signal);
  const token = fieldOf(exchange, 'oauth_token');
  const secret = fieldOf(exchange, 'oauth_token_secret');
  if (token === '' || secret === '') return problemOf(exchange, 'app-keys', Object.values(app));
  const query = new URLSearchParams({ oauth_token: token });
  return ok({ token, secret, url: `${pageOrigins(kit.apiBaseUrl).oauth1}/oauth/authorize?${query}` });
}

async function redeemPin(
  { client }: Kit,
  app: AppKeys,
  { token, secret }: PinAttempt,
  pin: string,
  signal: AbortSignal,
): Promise<Answered<FourKeys>> {
  const keys = { ...app, accessToken: token, accessSecret: secret };
  const fields = { oauth_token: token, oauth_verifier: pin };
  const form = { path: 'oauth/access_token', fields, keys, deadline: DEADLINE };
  const exchange = await client.submit(form, signal);
  const accessToken = fieldOf(exchange, 'oauth_token');
  const accessSecret = fieldOf(exchange, 'oauth_token_secret');
  if (accessToken === '' || accessSecret === '')
    return problemOf(exchange, 'bad-pin', [...Object.values(keys), pin]);
  return ok({ ...app, accessToken, accessSecret });
}

async function whoIs(kit: Kit, keys: FourKeys | ClientKeys, signal: AbortSignal): Promise<Answered<Who>> {
  if ('appKey' in keys) await learnTime(kit, signal);
  const call = { path: IDENTITY_PATH, query: IDENTITY_QUERY, keys, deadline: DEADLINE };
  const exchange = await kit.client.exchange(call, signal);
  const identity = identityOf(exchange);
  if (!identity) return problemOf(exchange, 'refused', Object.values(keys));
  const { userId, name, premium, details } = identity;
  const { displayName, access } = details;
  return ok({ userId, name, premium, displayName, ...(access && { access }) });
}

/** The refresh token last: with it the whole sign-in is over. */
async function revoke({ client }: Kit, keys: ClientKeys, signal: AbortSignal): Promise<Answered<'revoked'>> {
  const { clientId, accessToken, refreshToken } = keys;
  let last: Answered<'revoked'> = ok('revoked');
  for (const [kind, token] of [
    ['access_token', accessToken],
    ['refresh_token', refreshToken],
  ] as const) {
    const fields = { token, token_type_hint: kind, client_id: clientId };
    const form = { path: '2/oauth2/revoke', fields, client: keys, deadline: DEADLINE };
    const exchange = await client.submit(form, signal);
    const isDone =
      exchange.kind === 'answer' &&
      (asRecord(exchange.body)?.['revoked'] === true || isUnknownToken(exchange));
    last = isDone ? ok('revoked') : problemOf(exchange, 'refused', [accessToken, refreshToken]);
  }
  return last;
}

/** It is of no use any more, which is what was wanted. */
const isUnknownToken = ({ http, body }: Extract<Exchange, { kind: 'answer' }>): boolean =>
  http === 400 && asText(asRecord(body)?.['error']) === 'invalid_request';

/** Any answer has the time, and one that refuses a request without keys costs nothing. */
async function learnTime({ client }: Kit, signal: AbortSignal): Promise<void> {
  await client.exchange({ path: IDENTITY_PATH, keys: undefined, deadline: DEADLINE }, signal);
}

const fieldOf = (exchange: Exchange, name: string): string =>
  exchange.kind === 'answer' && exchange.http === 200 ? asText(asRecord(exchange.body)?.[name]) : '';

const ok = <T>(value: T): Answered<T> => ({ kind: 'ok', value });
