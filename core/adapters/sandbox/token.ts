import { createHash, timingSafeEqual } from 'node:crypto';
import { SECOND } from '../../domain/time.ts';
import type { Pair, RefreshClaim, Refreshed } from './grants.ts';
import { type ApiRequest, formOf, type Reply, reply } from './http.ts';
import { isObject } from './shape.ts';
import type { World } from './world.ts';

export const TOKEN_PATH = '/2/oauth2/token';

/** `POST /2/oauth2/token`: https://docs.x.com/fundamentals/authentication/oauth-2-0 */
export function giveTokens(request: ApiRequest, world: World): Reply {
  const fields = fieldsOf(request);
  switch (fields.get('grant_type')) {
    case 'refresh_token':
      return renewToken(request, fields, world);
    case 'authorization_code':
      return redeemCode(request, fields, world);
    default:
      return refuse(
        400,
        'unsupported_grant_type',
        'Only grant_type authorization_code and refresh_token are known here.',
      );
  }
}

function renewToken(request: ApiRequest, fields: URLSearchParams, { grants, knobs }: World): Reply {
  const refreshed = grants.refresh(claimOf(request, fields));
  if (refreshed.kind !== 'tokens') return REFUSALS[refreshed.kind]();
  return tokens(refreshed, refreshed.scope, knobs.get().accessTokenMs);
}

/** A code is used up by the first who shows it, whatever else is wrong. */
function redeemCode(request: ApiRequest, fields: URLSearchParams, { codes, grants, knobs }: World): Reply {
  const { appType, accessTokenMs } = knobs.get();
  const isPublic = !/^Basic /i.test(request.headers.authorization ?? '');
  if (isPublic && appType === 'web') return REFUSALS['bad-client']();
  const consent = codes.take(fields.get('code') ?? '');
  if (!consent || consent.clientId !== fields.get('client_id'))
    return invalid('Value passed for the authorization code was invalid.');
  if (consent.redirectUri !== fields.get('redirect_uri'))
    return invalid('Value passed for the redirect uri did not match the uri of the authorization code.');
  if (!provesChallenge(fields.get('code_verifier') ?? '', consent.challenge))
    return invalid('Value passed for the code verifier did not match the code challenge.');
  const { clientId, userId, scope } = consent;
  return tokens(grants.begin({ clientId, clientSecret: '', userId, scope }), scope, accessTokenMs);
}

/** `POST /2/oauth2/revoke` */
export function revokeToken(request: ApiRequest, { grants }: World): Reply {
  const fields = fieldsOf(request);
  if (!grants.revokeToken(fields.get('client_id') ?? '', fields.get('token') ?? ''))
    return invalid('Value passed for the token was invalid.');
  return reply(200, { revoked: true }, { changes: true });
}

function tokens({ accessToken, refreshToken }: Pair, scope: string, life: number): Reply {
  const lasting = scope.split(' ').includes('offline.access') && { refresh_token: refreshToken };
  const body = { token_type: 'bearer', expires_in: Math.floor(life / SECOND), scope, ...lasting };
  return reply(200, { ...body, access_token: accessToken }, { changes: true });
}

function provesChallenge(verifier: string, challenge: string): boolean {
  const made = createHash('sha256').update(verifier).digest();
  const wanted = Buffer.from(challenge, 'base64url');
  return made.length === wanted.length && timingSafeEqual(made, wanted);
}

const refuse = (status: number, error: string, error_description: string): Reply =>
  reply(status, { error, error_description });
const invalid = (description: string): Reply => refuse(400, 'invalid_request', description);

const REFUSALS: Readonly<Record<Exclude<Refreshed['kind'], 'tokens'>, () => Reply>> = {
  'bad-token': () => invalid('Value passed for the token was invalid.'),
  'bad-client': () => refuse(401, 'unauthorized_client', 'Missing valid authorization header'),
};

/** A form as X documents it, or JSON as the library sends it. */
function fieldsOf(request: ApiRequest): URLSearchParams {
  if (!request.headers['content-type']?.startsWith('application/json')) return formOf(request);
  try {
    const body: unknown = JSON.parse(request.body);
    const texts = Object.entries(isObject(body) ? body : {}).filter(([, value]) => typeof value === 'string');
    return new URLSearchParams(texts as [string, string][]);
  } catch {
    return new URLSearchParams();
  }
}

/** A public client names itself in the body, a confidential one shows its secret as Basic does. */
function claimOf({ headers }: ApiRequest, fields: URLSearchParams): RefreshClaim {
  const refreshToken = fields.get('refresh_token') ?? '';
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return { refreshToken, clientId: fields.get('client_id') ?? '', clientSecret: '' };
  const [clientId = '', clientSecret = ''] = Buffer.from(basic, 'base64')
    .toString()
    .split(':')
    .map(decodeURIComponent);
  return { refreshToken, clientId, clientSecret };
}
