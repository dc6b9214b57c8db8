import { DAY, SECOND } from '../../domain/time.ts';
import type { WorkerDirectory, WorkerRecord } from '../../ports/worker-directory.ts';
import type { Database } from './database.ts';

const BEAT = `INSERT INTO workers (id, last_beat, record) VALUES (?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET last_beat = excluded.last_beat, record = excluded.record`;

/** Workers, latest beat first. One that was killed says no goodbye, so its entry goes after a day. */
export function createWorkerDirectory(db: Database): WorkerDirectory {
  return {
    beatEvery: 15 * SECOND,
    beat: async (record) => {
      db.transaction(() => {
        db.run(BEAT, record.id, record.lastBeat, JSON.stringify(record));
        db.run('DELETE FROM workers WHERE last_beat < ?', record.lastBeat - DAY);
      });
    },
    list: async () =>
      db
        .all<{ record: string }>('SELECT record FROM workers ORDER BY last_beat DESC')
        .map(({ record }) => JSON.parse(record) as WorkerRecord),
    remove: async (id) => {
      db.run('DELETE FROM workers WHERE id = ?', id);
    },
  };
}
