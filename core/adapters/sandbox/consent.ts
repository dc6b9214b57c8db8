import type { User } from './accounts.ts';
import { page, redirect } from './consent-page.ts';
import { type ApiRequest, formOf, type Reply } from './http.ts';
import type { World } from './world.ts';

const WRONG = 'Something went wrong';
/** What X shows of a request that it cannot send back. */
const refusal = (why: string): Reply =>
  page(400, {
    title: WRONG,
    lines: ["You weren't able to give access to the App. Go back and try again.", why],
  });

/** `GET /i/oauth2/authorize`: asks; `POST`: somebody has chosen. */
export function authorizeClient(request: ApiRequest, world: World): Reply {
  const { query } = request;
  const field = (name: string): string => query.get(name) ?? '';
  const redirectUri = field('redirect_uri');
  // An app of the type "Web App" has a secret, and its page looks the same.
  if (field('client_id') === '') return refusal('There is no client_id.');
  if (!world.knobs.get().callbackUrls.includes(redirectUri))
    return refusal(`The callback URL ${redirectUri} is not registered for the app.`);
  if (field('code_challenge') === '' || field('code_challenge_method').toUpperCase() !== 'S256')
    return refusal('There is no code_challenge by the method S256.');
  if (field('response_type') !== 'code') return refusal('The response_type is not code.');
  if (request.method === 'GET') return ask(request, field('client_id'), field('scope').split(' '), world);
  const user = chooser(request, world);
  if (!user) return back(redirectUri, { error: 'access_denied', state: field('state') });
  const code = world.codes.give({
    clientId: field('client_id'),
    userId: user.id,
    redirectUri,
    challenge: field('code_challenge'),
    scope: grantedOf(field('scope'), world),
  });
  return back(redirectUri, { state: field('state'), code });
}

/** `GET /oauth/authorize`: asks; `POST`: shows the PIN. */
export function authorizePin(request: ApiRequest, world: World): Reply {
  const token = request.query.get('oauth_token') ?? '';
  if (!world.codes.requested(token)) return refusal('The request token is not known any more.');
  if (request.method === 'GET') return ask(request, 'this app', ['read and write'], world);
  const user = chooser(request, world);
  if (!user) return page(200, { title: 'You have cancelled', lines: ['Nothing was authorized.'] });
  const pin = world.codes.agree(token, user.id);
  const shown = page(200, {
    title: 'You have authorized the app',
    lines: ['Enter this PIN in the app to go on:', pin],
  });
  return { ...shown, changes: true };
}

function ask(request: ApiRequest, app: string, rights: readonly string[], { accounts }: World): Reply {
  const granted = request.query.size > 0 ? `?${request.query}` : '';
  return page(200, {
    title: `Authorize ${app} to access your account?`,
    lines: [`It asks for: ${rights.join(', ')}.`],
    action: request.path + granted,
    accounts: accounts.all().map(({ username }) => username),
  });
}

/** Who agreed; undefined: nobody did. */
function chooser(request: ApiRequest, { accounts }: World): User | undefined {
  const form = formOf(request);
  const username = form.get('username') ?? accounts.main.username;
  return form.get('decision') === 'approve'
    ? accounts.all().find((user) => user.username === username)
    : undefined;
}

function grantedOf(scope: string, { knobs }: World): string {
  const { withheldScopes } = knobs.get();
  return scope
    .split(' ')
    .filter((each) => !withheldScopes.includes(each))
    .join(' ');
}

function back(redirectUri: string, answer: Record<string, string>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return redirect(url.href);
}
