import { originsOf } from './auth.ts';
import { type ApiRequest, formOf, type Reply } from './http.ts';
import { isSignedBy, type OAuthHeader, parseOAuthHeader } from './oauth1.ts';
import type { World } from './world.ts';

/** `POST /oauth/request_token`, signed by the app alone. */
export function giveRequestToken(request: ApiRequest, { accounts, codes }: World): Reply {
  const header = parseOAuthHeader(request.headers.authorization ?? '');
  const app = accounts.all().find(({ keys }) => keys.appKey === header?.get('oauth_consumer_key'));
  if (!header || !app || !isSigned(request, header, { appSecret: app.keys.appSecret, accessSecret: '' }))
    return refuse(401, 32, 'Could not authenticate you.');
  const callback = header.get('oauth_callback') ?? formOf(request).get('oauth_callback');
  if (callback !== 'oob') return refuse(403, 415, 'Callback URL not approved for this client application.');
  const { token, secret } = codes.request(app.keys.appKey);
  return form({ oauth_token: token, oauth_token_secret: secret, oauth_callback_confirmed: 'true' });
}

/** `POST /oauth/access_token`, signed by the app and the request token, with the PIN. */
export function giveAccessToken(request: ApiRequest, { accounts, codes }: World): Reply {
  const header = parseOAuthHeader(request.headers.authorization ?? '');
  const asked = codes.requested(header?.get('oauth_token') ?? '');
  const app = accounts.all().find(({ keys }) => keys.appKey === asked?.appKey);
  const secrets = { appSecret: app?.keys.appSecret ?? '', accessSecret: asked?.secret ?? '' };
  if (!header || !asked || !app || !isSigned(request, header, secrets))
    return refuse(401, 32, 'Could not authenticate you.');
  const pin = header.get('oauth_verifier') ?? formOf(request).get('oauth_verifier');
  // Good for one try.
  codes.forget(asked.token);
  const user = accounts.byId(asked.userId);
  if (!user || asked.pin === '' || pin !== asked.pin)
    return {
      ...text(401, 'Error processing your OAuth request: Invalid oauth_verifier parameter'),
      changes: true,
    };
  // An app has one access token for a person: that of its own keys here.
  const { accessToken, accessSecret } = user.keys;
  return form({
    oauth_token: accessToken,
    oauth_token_secret: accessSecret,
    user_id: user.id,
    screen_name: user.username,
  });
}

/** The library repeats `oauth_token` in header and body; it counts once. */
function isSigned(
  request: ApiRequest,
  header: OAuthHeader,
  secrets: { readonly appSecret: string; readonly accessSecret: string },
): boolean {
  const parameters = [...request.query, ...formOf(request)].filter(([name]) => !header.has(name));
  const signed = { method: request.method, path: request.path, parameters };
  return isSignedBy(signed, header, secrets, originsOf(request));
}

const text = (status: number, body: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

/** X sends forms and calls them HTML. */
const form = (fields: Record<string, string>): Reply => ({
  ...text(200, new URLSearchParams(fields).toString()),
  changes: true,
});

const refuse = (status: number, code: number, message: string): Reply =>
  text(status, JSON.stringify({ errors: [{ code, message }] }));
