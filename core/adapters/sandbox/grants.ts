import { SCOPES } from '../../domain/authorization.ts';
import type { Accounts, User } from './accounts.ts';
import type { SandboxDatabase } from './database.ts';
import { SandboxError } from './errors.ts';
import { secret } from './secret.ts';
import { flag, object, text } from './shape.ts';
import type { GrantState, SandboxOAuth2Keys, SignInDetails } from './types.ts';

/** What a client shows to have a token renewed; an empty text stands for what it left out. */
export type RefreshClaim = {
  readonly refreshToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

export type Refreshed =
  | ({ readonly kind: 'tokens'; readonly scope: string } & Pair)
  /** The token was used before, ended, or never was. */
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'bad-client' };

/** OAuth 2 sign-ins of the sandbox's users: access tokens that end and refresh tokens for one use each. */
export type Grants = {
  /** @throws SandboxError `bad-input` */
  signIn(details: SignInDetails): SandboxOAuth2Keys;
  /** A person has agreed on the page. */
  begin(details: Begun): Pair;
  /** Whose living access token it is, and what it may be used for. */
  userOf(accessToken: string): Granted | undefined;
  refresh(claim: RefreshClaim): Refreshed;
  /** The person takes the app's rights away: all tokens of the client end. */
  revoke(clientId: string): void;
  /** The client gives back what any of its tokens, living or not, belongs to; false: it has no such token. */
  revokeToken(clientId: string, token: string): boolean;
  /** All access tokens end now; refresh tokens stay. */
  endAccess(): void;
  all(): readonly GrantState[];
};

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS grants (
    id INTEGER PRIMARY KEY,
    client_id TEXT NOT NULL,
    client_secret TEXT NOT NULL,    -- '' for a public client
    user_id TEXT NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,
    refreshes INTEGER NOT NULL DEFAULT 0,
    refusals INTEGER NOT NULL DEFAULT 0
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY,
    grant_id INTEGER NOT NULL,
    kind TEXT NOT NULL,             -- access or refresh
    ends_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // Beside the grants, as files from before there were scopes have none.
  `CREATE TABLE IF NOT EXISTS grant_scopes (grant_id INTEGER PRIMARY KEY, scope TEXT NOT NULL) STRICT`,
];

const ALL_SCOPES = SCOPES.join(' ');

type Granted = { readonly user: User; readonly scopes: readonly string[] };

type Begun = {
  readonly clientId: string;
  /** '' for a public client. */
  readonly clientSecret: string;
  readonly userId: string;
  /** Separated by spaces. */
  readonly scope: string;
};

export type Pair = { readonly accessToken: string; readonly refreshToken: string };

type Grant = {
  readonly id: number;
  readonly client_id: string;
  readonly client_secret: string;
  readonly user_id: string;
  readonly revoked: number;
  readonly refreshes: number;
  readonly refusals: number;
  readonly ends_at: number;
};

/** X does not say how long a refresh token lives; about six months were seen. */
const REFRESH_TOKEN_LIFE = 180 * 24 * 60 * 60_000;

type GrantClock = { now(): number; accessTokenMs(): number };

export function openGrants(db: SandboxDatabase, accounts: Accounts, clock: GrantClock): Grants {
  for (const sql of SCHEMA) db.run(sql);
  const { find, givePair } = openTokens(db, clock);
  const isAlive = ({ revoked, ends_at }: Grant): boolean => revoked === 0 && ends_at > clock.now();
  const scopeOf = (grant: number): string =>
    db.one<{ scope: string }>('SELECT scope FROM grant_scopes WHERE grant_id = ?', grant)?.scope ??
    ALL_SCOPES;
  const begin = ({ clientId, clientSecret, userId, scope }: Begun): Pair => {
    const values = [clientId, clientSecret, userId];
    db.run('INSERT INTO grants (client_id, client_secret, user_id) VALUES (?, ?, ?)', ...values);
    const id = db.one<{ id: number }>('SELECT max(id) AS id FROM grants')?.id ?? 0;
    db.run('INSERT INTO grant_scopes VALUES (?, ?)', id, scope);
    return givePair(id);
  };

  return {
    signIn: (details) => {
      const { userId, clientId, clientSecret } = parseSignIn(details, accounts);
      const begun = { clientId, clientSecret, userId, scope: ALL_SCOPES };
      const pair = db.transaction(() => begin(begun));
      return { clientId, ...(clientSecret && { clientSecret }), ...pair };
    },
    begin,
    userOf: (accessToken) => {
      const grant = find('access', accessToken);
      const user = grant && isAlive(grant) ? accounts.byId(grant.user_id) : undefined;
      return grant && user && { user, scopes: scopeOf(grant.id).split(' ') };
    },
    refresh: (claim) => {
      const grant = find('refresh', claim.refreshToken);
      if (!grant || grant.client_id !== claim.clientId) return { kind: 'bad-token' };
      if (grant.client_secret !== claim.clientSecret) return { kind: 'bad-client' };
      const isGood = isAlive(grant);
      useUp(db, claim.refreshToken, grant.id, isGood);
      return isGood
        ? { kind: 'tokens', scope: scopeOf(grant.id), ...givePair(grant.id) }
        : { kind: 'bad-token' };
    },
    revoke: (clientId) => db.run('UPDATE grants SET revoked = 1 WHERE client_id = ?', clientId),
    revokeToken: (clientId, token) => {
      const grant = find('access', token) ?? find('refresh', token);
      if (!grant || grant.client_id !== clientId) return false;
      db.run('UPDATE grants SET revoked = 1 WHERE id = ?', grant.id);
      return true;
    },
    endAccess: () => db.run("UPDATE tokens SET ends_at = 0 WHERE kind = 'access'"),
    all: () => db.all<Grant>('SELECT *, 0 AS ends_at FROM grants ORDER BY id').map(toState),
  };
}

/** The tokens of all grants, each with when it ends. */
function openTokens(db: SandboxDatabase, clock: GrantClock) {
  const give = (kind: 'access' | 'refresh', grant: number, life: number): string => {
    const token = secret(60);
    db.run('INSERT INTO tokens VALUES (?, ?, ?, ?)', token, grant, kind, clock.now() + life);
    return token;
  };
  return {
    find: (kind: 'access' | 'refresh', token: string): Grant | undefined =>
      db.one<Grant>(
        'SELECT grants.*, ends_at FROM tokens JOIN grants ON grants.id = grant_id WHERE token = ? AND kind = ?',
        token,
        kind,
      ),
    givePair: (grant: number): Pair => ({
      accessToken: give('access', grant, clock.accessTokenMs()),
      refreshToken: give('refresh', grant, REFRESH_TOKEN_LIFE),
    }),
  };
}

/** Whoever shows a token for the second time may be a thief: nothing of the sign-in is good any more. */
function useUp(db: SandboxDatabase, token: string, grant: number, isGood: boolean): void {
  db.run('UPDATE tokens SET ends_at = 0 WHERE token = ?', token);
  db.run(
    isGood
      ? 'UPDATE grants SET refreshes = refreshes + 1 WHERE id = ?'
      : 'UPDATE grants SET revoked = 1, refusals = refusals + 1 WHERE id = ?',
    grant,
  );
}

const toState = ({ client_id, user_id, revoked, refreshes, refusals }: Grant): GrantState => ({
  clientId: client_id,
  userId: user_id,
  revoked: revoked !== 0,
  refreshes,
  refusals,
});

const SIGN_IN = object({ username: text(), clientId: text({ min: 1, max: 100 }), confidential: flag });

function parseSignIn(details: unknown, accounts: Accounts) {
  const issues = SIGN_IN(details, '$');
  const found = issues.map((issue) => issue.message).join('; ');
  if (found) throw new SandboxError('bad-input', `Sign-in: ${found}.`);
  const { username, clientId = secret(34), confidential = false } = details as SignInDetails;
  const user = accounts.all().find((each) => username === undefined || each.username === username);
  if (!user) throw new SandboxError('bad-input', `There is no account @${username}: add it first.`);
  return { userId: user.id, clientId, clientSecret: confidential ? secret(50) : '' };
}
