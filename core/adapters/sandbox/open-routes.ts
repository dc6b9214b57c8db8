import { authorizeClient, authorizePin } from './consent.ts';
import type { ApiRequest, Reply } from './http.ts';
import { giveAccessToken, giveRequestToken } from './pin.ts';
import { giveTokens, revokeToken, TOKEN_PATH } from './token.ts';
import type { World } from './world.ts';

export type OpenRoute = (request: ApiRequest, world: World) => Reply;

/** What answers whoever has no access token yet, or gives one back. All of it may write. */
const OPEN: Readonly<Record<string, OpenRoute>> = {
  [`POST ${TOKEN_PATH}`]: giveTokens,
  'POST /2/oauth2/revoke': revokeToken,
  'GET /i/oauth2/authorize': authorizeClient,
  'POST /i/oauth2/authorize': authorizeClient,
  'POST /oauth/request_token': giveRequestToken,
  'GET /oauth/authorize': authorizePin,
  'POST /oauth/authorize': authorizePin,
  'POST /oauth/access_token': giveAccessToken,
};

export const openRouteOf = ({ method, path }: ApiRequest): OpenRoute | undefined => {
  const name = `${method} ${path}`;
  return Object.hasOwn(OPEN, name) ? OPEN[name] : undefined;
};
