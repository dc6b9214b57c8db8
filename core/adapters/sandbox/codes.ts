import { SECOND } from '../../domain/time.ts';
import type { SandboxDatabase } from './database.ts';
import { secret } from './secret.ts';

/** What a person agreed to on the page, until the app fetches it. */
export type Consent = {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  /** Base64url of the SHA-256 of the verifier (S256). */
  readonly challenge: string;
  readonly scope: string;
};

/** A request token of OAuth 1.0a, with its PIN once somebody agreed. */
export type PinRequest = {
  readonly token: string;
  readonly secret: string;
  readonly appKey: string;
  readonly userId: string;
  readonly pin: string;
};

/** What lives between the page of X and the app: each is good once. */
export type Codes = {
  give(consent: Consent): string;
  /** Takes it away; undefined when it was used, is too old or never was. */
  take(code: string): Consent | undefined;
  request(appKey: string): Pick<PinRequest, 'token' | 'secret'>;
  requested(token: string): PinRequest | undefined;
  /** @returns the PIN to be shown */
  agree(token: string, userId: string): string;
  forget(token: string): void;
};

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
export const CODE_LIFE = 30 * SECOND;

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS codes (
    code TEXT PRIMARY KEY, client_id TEXT NOT NULL, user_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
    challenge TEXT NOT NULL, scope TEXT NOT NULL, ends_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS pin_requests (
    token TEXT PRIMARY KEY, secret TEXT NOT NULL, app_key TEXT NOT NULL, user_id TEXT NOT NULL, pin TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

type CodeRow = {
  readonly client_id: string;
  readonly user_id: string;
  readonly redirect_uri: string;
  readonly challenge: string;
  readonly scope: string;
  readonly ends_at: number;
};

type PinRow = {
  readonly token: string;
  readonly secret: string;
  readonly app_key: string;
  readonly user_id: string;
  readonly pin: string;
};

export function openCodes(db: SandboxDatabase, now: () => number): Codes {
  for (const sql of SCHEMA) db.run(sql);
  return {
    give: ({ clientId, userId, redirectUri, challenge, scope }) => {
      const code = secret(90);
      const values = [code, clientId, userId, redirectUri, challenge, scope, now() + CODE_LIFE];
      db.run('INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)', ...values);
      return code;
    },
    take: (code) => {
      const row = db.one<CodeRow>('SELECT * FROM codes WHERE code = ?', code);
      db.run('DELETE FROM codes WHERE code = ?', code);
      return row && row.ends_at > now() ? consentOf(row) : undefined;
    },
    request: (appKey) => {
      const made = { token: secret(27), secret: secret(32) };
      db.run("INSERT INTO pin_requests VALUES (?, ?, ?, '', '')", made.token, made.secret, appKey);
      return made;
    },
    requested: (token) => {
      const row = db.one<PinRow>('SELECT * FROM pin_requests WHERE token = ?', token);
      return row && { ...row, appKey: row.app_key, userId: row.user_id };
    },
    agree: (token, userId) => {
      const pin = String(
        1_000_000 + (Number.parseInt(Buffer.from(secret(6)).toString('hex'), 16) % 9_000_000),
      );
      db.run('UPDATE pin_requests SET pin = ?, user_id = ? WHERE token = ?', pin, userId, token);
      return pin;
    },
    forget: (token) => db.run('DELETE FROM pin_requests WHERE token = ?', token),
  };
}

const consentOf = ({ client_id, user_id, redirect_uri, challenge, scope }: CodeRow): Consent => ({
  clientId: client_id,
  userId: user_id,
  redirectUri: redirect_uri,
  challenge,
  scope,
});
