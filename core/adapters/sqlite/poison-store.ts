import type { PoisonRecord, PoisonStore } from '../../ports/poison-store.ts';
import type { Database } from './database.ts';

const COLUMNS = `id, raw, reason, dequeue_count AS dequeueCount, inserted_at AS insertedAt, poisoned_at AS poisonedAt`;

const PUT = `INSERT INTO poison (id, raw, reason, dequeue_count, inserted_at, poisoned_at) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET raw = excluded.raw, reason = excluded.reason, dequeue_count = excluded.dequeue_count,
    inserted_at = excluded.inserted_at, poisoned_at = excluded.poisoned_at`;

/** Messages that could not be worked, newest first. */
export function createPoisonStore(db: Database): PoisonStore {
  return {
    put: async ({ id, raw, reason, dequeueCount, insertedAt, poisonedAt }) => {
      db.run(PUT, id, raw, reason, dequeueCount, insertedAt, poisonedAt);
    },
    list: async () =>
      db.all<PoisonRecord>(`SELECT ${COLUMNS} FROM poison ORDER BY poisoned_at DESC`).map(toRecord),
    get: async (id) => {
      const row = db.one<PoisonRecord>(`SELECT ${COLUMNS} FROM poison WHERE id = ?`, id);
      return row && toRecord(row);
    },
    remove: async (id) => db.run('DELETE FROM poison WHERE id = ?', id) > 0,
    count: async () => db.one<{ n: number }>('SELECT count(*) AS n FROM poison')?.n ?? 0,
  };
}

// SQLite's rows have no prototype, which a message port and a deep comparison both take badly.
const toRecord = (row: PoisonRecord): PoisonRecord => ({ ...row });
