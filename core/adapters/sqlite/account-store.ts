import type { Account, Gate } from '../../domain/account.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { Database } from './database.ts';

type AccountRow = {
  readonly name: string;
  readonly user_id: string;
  readonly kind: Account['kind'];
  readonly premium: number;
  readonly keys_fingerprint: string;
  readonly gate: string;
  readonly added_at: number;
};

const PUT = `INSERT INTO accounts (name, user_id, kind, premium, keys_fingerprint, gate, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET user_id = excluded.user_id, kind = excluded.kind, premium = excluded.premium,
    keys_fingerprint = excluded.keys_fingerprint, gate = excluded.gate, added_at = excluded.added_at`;

/** Accounts in the order in which they were added. */
export function createAccountStore(db: Database): AccountStore {
  return {
    list: async () => db.all<AccountRow>('SELECT * FROM accounts ORDER BY added_at, name').map(toAccount),
    get: async (name) => {
      const row = db.one<AccountRow>('SELECT * FROM accounts WHERE name = ?', name);
      return row && toAccount(row);
    },
    put: async ({ name, userId, kind, premium, keysFingerprint, gate, addedAt }) => {
      db.run(PUT, name, userId, kind, premium ? 1 : 0, keysFingerprint, JSON.stringify(gate), addedAt);
    },
    setGate: async (name, gate) => {
      db.run('UPDATE accounts SET gate = ? WHERE name = ?', JSON.stringify(gate), name);
    },
    remove: async (name) => db.run('DELETE FROM accounts WHERE name = ?', name) > 0,
  };
}

function toAccount(row: AccountRow): Account {
  return {
    name: row.name,
    userId: row.user_id,
    kind: row.kind,
    premium: row.premium === 1,
    keysFingerprint: row.keys_fingerprint,
    gate: JSON.parse(row.gate) as Gate,
    addedAt: row.added_at,
  };
}
