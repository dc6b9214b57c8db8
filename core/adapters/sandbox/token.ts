import { SECOND } from '../../domain/time.ts';
import type { Grants, RefreshClaim, Refreshed } from './grants.ts';
import { type ApiRequest, formOf, type Reply, reply } from './http.ts';
import { isObject } from './shape.ts';

export const TOKEN_PATH = '/2/oauth2/token';

const SCOPE = 'tweet.read tweet.write users.read media.write offline.access';

/** `POST /2/oauth2/token`, as far as it renews: https://docs.x.com/fundamentals/authentication/oauth-2-0 */
export function renewToken(request: ApiRequest, grants: Grants, accessTokenMs: number): Reply {
  const fields = fieldsOf(request);
  const type = fields.get('grant_type');
  if (type !== 'refresh_token')
    return refuse(400, 'unsupported_grant_type', 'Only grant_type refresh_token is known here.');
  const refreshed = grants.refresh(claimOf(request, fields));
  if (refreshed.kind !== 'tokens') return REFUSALS[refreshed.kind]();
  const { accessToken, refreshToken } = refreshed;
  const tokens = { access_token: accessToken, refresh_token: refreshToken };
  return reply(
    200,
    { token_type: 'bearer', expires_in: Math.floor(accessTokenMs / SECOND), scope: SCOPE, ...tokens },
    { changes: true },
  );
}

const refuse = (status: number, error: string, error_description: string): Reply =>
  reply(status, { error, error_description });

const REFUSALS: Readonly<Record<Exclude<Refreshed['kind'], 'tokens'>, () => Reply>> = {
  'bad-token': () => refuse(400, 'invalid_request', 'Value passed for the token was invalid.'),
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
