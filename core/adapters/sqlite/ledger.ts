import { type Charge, chargesOf, type Month } from '../../domain/spending.ts';
import type { Database } from './database.ts';

const ADD = `INSERT INTO ledger (kind, month, account, milli) VALUES (?, ?, ?, ?)
  ON CONFLICT (kind, month, account) DO UPDATE SET milli = milli + excluded.milli`;

type Charged = Parameters<typeof chargesOf>[0];

/** Within a transaction: keeps the sums in step with the row, which held `before`. */
export function book(db: Database, post: Charged, before?: Charged): void {
  const sums = new Map<string, { readonly place: readonly string[]; milli: number }>();
  const add = (charged: Charged, sign: 1 | -1): void => {
    for (const { kind, month, account, milli } of chargesOf(charged)) {
      const place = [kind, month, account];
      const sum = sums.get(place.join('\n')) ?? { place, milli: 0 };
      sum.milli += sign * milli;
      sums.set(place.join('\n'), sum);
    }
  };
  add(post, 1);
  if (before) add(before, -1);
  for (const { place, milli } of sums.values()) if (milli !== 0) db.run(ADD, ...place, milli);
}

export const readCharges = (db: Database, month: Month): readonly Charge[] =>
  db
    .all<Charge>(
      `SELECT account, kind, milli FROM ledger WHERE kind = 'spent' AND month = ? UNION ALL
       SELECT account, kind, milli FROM ledger WHERE kind = 'reserved'`,
      month,
    )
    .map((row) => ({ ...row }));

/** What is left of a month that has passed is billed now, if at all. */
export const readPlanned = (db: Database, month: Month): readonly Charge[] =>
  db
    .all<Charge>(`SELECT account, kind, milli FROM ledger WHERE kind = 'planned' AND month <= ?`, month)
    .map((row) => ({ ...row }));

type OldRow = {
  readonly account: string;
  readonly status: Charged['status'];
  readonly due_at: number;
  readonly parts: string;
  readonly cursor: number;
  readonly stop_requested: number;
};

/** A step of the migrations: books the posts of before there was a ledger. Reads no column that came later. */
export function bookAll(db: Database): void {
  for (const row of db.all<OldRow>(
    'SELECT account, status, due_at, parts, cursor, stop_requested FROM posts',
  )) {
    book(db, {
      account: row.account,
      status: row.status,
      dueAt: row.due_at === Number.POSITIVE_INFINITY ? null : row.due_at,
      parts: JSON.parse(row.parts) as Charged['parts'],
      cursor: row.cursor,
      stopRequested: row.stop_requested === 1,
    });
  }
}
