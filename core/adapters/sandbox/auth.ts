import type { User } from './accounts.ts';
import { type ApiRequest, formOf } from './http.ts';
import { isSignedBy, parseOAuthHeader } from './oauth1.ts';
import type { World } from './world.ts';

const X_ORIGIN = 'https://api.x.com';
// Compared in vain, so that an unknown key takes as long as a wrong signature.
const NOBODY = { appSecret: 'nobody', accessSecret: 'nobody' };

/** Who calls, and what an OAuth 2 sign-in may do; `scopes` undefined: the call is signed. */
export type Caller = { readonly user: User; readonly scopes?: readonly string[] };

/** Who calls: by an OAuth 2 access token, or by a signature. Undefined: nobody that is known. */
export function authenticate(
  request: ApiRequest,
  { accounts, grants }: Pick<World, 'accounts' | 'grants'>,
): Caller | undefined {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return grants.userOf(bearer);
  const user = signer(request, accounts);
  return user && { user };
}

/** What a signature may be for. */
export const originsOf = ({ headers }: ApiRequest): readonly string[] => [
  X_ORIGIN,
  `http://${headers.host ?? ''}`,
];

/**
 * Whose keys signed the call. The library signs X's true address
 * even where the call is redirected to us, others sign the address they call: both count.
 */
function signer(request: ApiRequest, accounts: World['accounts']): User | undefined {
  const header = parseOAuthHeader(request.headers.authorization ?? '');
  if (!header) return undefined;
  const user = accounts.byToken(header.get('oauth_token') ?? '');
  const isItsApp = user?.keys.appKey === header.get('oauth_consumer_key');
  const origins = originsOf(request);
  const signed = {
    method: request.method,
    path: request.path,
    parameters: [...request.query, ...formOf(request)],
  };
  const isSigned = isSignedBy(signed, header, user?.keys ?? NOBODY, origins);
  return isItsApp && isSigned ? user : undefined;
}
