import type { SandboxDatabase } from './database.ts';
import { SandboxError } from './errors.ts';
import { secret } from './secret.ts';
import { object, text } from './shape.ts';
import { nextSnowflake } from './snowflake.ts';
import type { AccountDetails, SandboxAccount, SandboxKeys } from './types.ts';

/** A user of the sandbox with the keys of the app that may act for it. */
export type User = SandboxAccount & { readonly keys: SandboxKeys; readonly createdAt: number };

export type Accounts = {
  /** The first one, made with the file. */
  readonly main: User;
  byToken(accessToken: string): User | undefined;
  byId(id: string): User | undefined;
  all(): readonly User[];
  /** @throws SandboxError `bad-input` */
  add(details: AccountDetails): User;
};

const MAIN: AccountDetails = { username: 'perch_sandbox', name: 'Perch Sandbox' };

type Row = {
  id: string;
  name: string;
  username: string;
  app_key: string;
  app_secret: string;
  access_token: string;
  access_secret: string;
  created_at: number;
};

export function openAccounts(db: SandboxDatabase, now: () => number): Accounts {
  // Keys never change, so a known one need not be read again; other processes only add.
  const known = new Map<string, User>();
  const byToken = (token: string): User | undefined => {
    const user =
      known.get(token) ?? toUser(db.one<Row>('SELECT * FROM accounts WHERE access_token = ?', token));
    if (user) known.set(token, user);
    return user;
  };
  const all = (): readonly User[] =>
    db.all<Row>('SELECT * FROM accounts ORDER BY seq').flatMap((row) => toUser(row) ?? []);
  const main = db.transaction(() => all()[0] ?? insert(db, MAIN, now()));
  return {
    main,
    byToken,
    byId: (id) => toUser(db.one<Row>('SELECT * FROM accounts WHERE id = ?', id)),
    all,
    add: (details) => {
      const parsed = parseDetails(details);
      return db.transaction(() => insert(db, parsed, now()));
    },
  };
}

const DETAILS = object({ username: text({ pattern: /^\w{1,15}$/ }), name: text({ min: 1, max: 50 }) }, [
  'username',
]);

function parseDetails(details: unknown): AccountDetails {
  const issues = DETAILS(details, '$');
  if (issues.length === 0) return details as AccountDetails;
  const found = issues.map((issue) => issue.message).join('; ');
  throw new SandboxError(
    'bad-input',
    `Account: ${found}. Expected {"username": "1 to 15 letters", "name"?: "…"}.`,
  );
}

function insert(db: SandboxDatabase, { username, name = username }: AccountDetails, now: number): User {
  if (db.one('SELECT 1 FROM accounts WHERE username = ?', username)) {
    throw new SandboxError('bad-input', `There is an account @${username} already: choose another username.`);
  }
  const latest = db.one<{ id: string | null }>(
    "SELECT max(CAST(id AS INTEGER)) || '' AS id FROM accounts",
  )?.id;
  const id = nextSnowflake(now, latest ?? '0');
  const keys = {
    appKey: secret(25),
    appSecret: secret(50),
    accessToken: `${id}-${secret(40)}`,
    accessSecret: secret(45),
  };
  const values = [id, name, username, keys.appKey, keys.appSecret, keys.accessToken, keys.accessSecret, now];
  db.run(
    `INSERT INTO accounts (id, name, username, app_key, app_secret, access_token, access_secret, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...values,
  );
  return { id, name, username, keys, createdAt: now };
}

function toUser(row: Row | undefined): User | undefined {
  if (!row) return undefined;
  const keys = {
    appKey: row.app_key,
    appSecret: row.app_secret,
    accessToken: row.access_token,
    accessSecret: row.access_secret,
  };
  return { id: row.id, name: row.name, username: row.username, keys, createdAt: row.created_at };
}

/** The secret of the control endpoints; the same as long as the file lives. */
export function controlSecretOf(db: SandboxDatabase): string {
  return db.transaction(() => {
    db.run("INSERT INTO meta VALUES ('control_secret', ?) ON CONFLICT DO NOTHING", secret(40));
    return db.one<{ value: string }>("SELECT value FROM meta WHERE key = 'control_secret'")?.value ?? '';
  });
}
