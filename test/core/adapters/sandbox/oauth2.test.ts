import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../../../core/adapters/sandbox/sandbox.ts';
import type { SandboxOAuth2Keys } from '../../../../core/adapters/sandbox/types.ts';
import { HOUR, MINUTE } from '../../../../core/domain/time.ts';
import { call, json, type Received } from './harness.ts';

let now = Date.parse('2027-03-01T12:00:00.000Z');
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ file: ':memory:', control: true, now: () => now });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.reset());

const FORM = 'application/x-www-form-urlencoded';

type Tokens = { readonly access_token: string; readonly refresh_token: string; readonly expires_in: number };

function refresh(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Received> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...fields }).toString();
  const more = { 'content-type': FORM, authorization: '', ...headers };
  return call(sandbox, '/2/oauth2/token', { method: 'POST', body, headers: more });
}

const renew = ({ clientId, refreshToken }: SandboxOAuth2Keys): Promise<Received> =>
  refresh({ client_id: clientId, refresh_token: refreshToken });

const me = async (token: string): Promise<number | undefined> =>
  (await call(sandbox, '/2/users/me', { headers: { authorization: `Bearer ${token}` } })).status;

const state = (clientId: string) => sandbox.grants().find((grant) => grant.clientId === clientId);

test('an access token opens every endpoint until it ends', async () => {
  sandbox.setKnobs({ accessTokenMs: HOUR });
  const { accessToken, clientId } = sandbox.signIn();
  const headers = { authorization: `Bearer ${accessToken}` };
  const made = await call(sandbox, '/2/tweets', { method: 'POST', body: '{"text":"hello"}', headers });
  expect(made.status).toBe(201);
  expect(sandbox.posts()).toMatchObject([{ authorId: sandbox.account.id, text: 'hello' }]);
  now += HOUR - 1;
  expect(await me(accessToken)).toBe(200);
  now += 1;
  expect([await me(accessToken), await me('guess'), await me(clientId)]).toEqual([401, 401, 401]);
});

test('a refresh token is good once, and its second use ends the sign-in', async () => {
  sandbox.setKnobs({ accessTokenMs: 5 * MINUTE });
  const keys = sandbox.signIn();
  const first = await renew(keys);
  const tokens = json(first) as Tokens;
  expect([first.status, tokens.expires_in]).toEqual([200, 300]);
  expect(tokens.refresh_token).not.toBe(keys.refreshToken);
  expect(await me(tokens.access_token)).toBe(200);
  const again = await renew(keys);
  expect([again.status, json(again)]).toEqual([
    400,
    { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
  ]);
  expect(await me(tokens.access_token)).toBe(401);
  expect((await renew({ ...keys, refreshToken: tokens.refresh_token })).status).toBe(400);
  expect(state(keys.clientId)).toMatchObject({ revoked: true, refreshes: 1, refusals: 2 });
});

test('a confidential client shows its secret, a public one its id', async () => {
  const keys = sandbox.signIn({ confidential: true });
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${keys.clientId}:${secret}`).toString('base64')}`,
  });
  const fields = { refresh_token: keys.refreshToken };
  expect((await renew(keys)).status).toBe(401);
  expect((await refresh(fields, basic('guess'))).status).toBe(401);
  expect((await refresh(fields, basic(keys.clientSecret ?? ''))).status).toBe(200);
  expect((await refresh({ ...fields, client_id: 'another' })).status).toBe(400);
});

test('JSON as the library sends it; other grants are not known', async () => {
  const { clientId, refreshToken } = sandbox.signIn();
  const body = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
  const post = (fields: object) =>
    call(sandbox, '/2/oauth2/token', { method: 'POST', body: JSON.stringify(fields) });
  expect((await post({ ...body, grant_type: 'password' })).status).toBe(400);
  expect((await post(body)).status).toBe(200);
});

test('what a fault does not apply has used nothing up', async () => {
  const keys = sandbox.signIn();
  sandbox.setFaults([{ kind: 'status', code: 503, apply: false, path: '/2/oauth2/token' }]);
  expect((await renew(keys)).status).toBe(503);
  expect((await renew(keys)).status).toBe(200);
});

test('the controls: sign in, end access, revoke, count', async () => {
  const headers = { 'x-sandbox-secret': sandbox.controlSecret };
  const control = async <T>(name: string, body: object): Promise<T> =>
    json(
      await call(sandbox, `/__sandbox/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    ) as T;
  sandbox.addAccount({ username: 'second' });
  const keys = await control<SandboxOAuth2Keys>('sign-in', { username: 'second', confidential: true });
  expect(Object.keys(keys).sort()).toEqual(['accessToken', 'clientId', 'clientSecret', 'refreshToken']);
  const again = await control<SandboxOAuth2Keys>('sign-in', { clientId: keys.clientId });
  expect(again.clientId).toBe(keys.clientId);
  expect(await me(keys.accessToken)).toBe(200);
  await control('end-access', {});
  expect(await me(keys.accessToken)).toBe(401);
  const { grants } = await control<{ grants: object[] }>('revoke', { clientId: keys.clientId });
  expect(grants.slice(-2)).toMatchObject([{ revoked: true }, { revoked: true }]);
  expect(JSON.stringify(grants)).not.toContain(keys.refreshToken);
  expect(await control('sign-in', { username: 'nobody' })).toEqual({
    error: 'There is no account @nobody: add it first.',
  });
});
