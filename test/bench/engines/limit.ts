import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { MakeEngine } from './engine.ts';

/** Between two commits others get their turn, ms. */
const TURN = 8;

/**
 * What SQLite itself allows with two durable commits a job and nothing else: one armed timer, an index by due
 * time, claim, run, complete. It checks nothing, recovers nothing and has no accounts.
 */
export const makeLimit: MakeEngine = async ({ folder }) => {
  const db = new DatabaseSync(join(folder, 'limit.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE jobs (id INTEGER PRIMARY KEY, due REAL NOT NULL, state INTEGER NOT NULL DEFAULT 0, body TEXT);
    CREATE INDEX due ON jobs (due) WHERE state = 0`);
  const insert = db.prepare('INSERT INTO jobs (id, due, body) VALUES (?, ?, ?)');
  const next = db.prepare('SELECT due FROM jobs WHERE state = 0 ORDER BY due LIMIT 1');
  const claim = db.prepare(`UPDATE jobs SET state = 1 WHERE id =
    (SELECT id FROM jobs WHERE state = 0 AND due <= ? ORDER BY due LIMIT 1) RETURNING id`);
  const complete = db.prepare('UPDATE jobs SET state = 2 WHERE id = ?');
  let done = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const drain = async (ran: (job: number) => void): Promise<void> => {
    let turn = performance.now();
    while (!isStopped) {
      const job = claim.get(Date.now()) as { id: number } | undefined;
      if (!job) break;
      ran(job.id);
      complete.run(job.id);
      done += 1;
      if (performance.now() - turn < TURN) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
    const first = next.get() as { due: number } | undefined;
    if (first && !isStopped) timer = setTimeout(() => void drain(ran), Math.max(0, first.due - Date.now()));
  };
  return {
    add: async (dues) => {
      db.exec('BEGIN');
      for (const [i, due] of dues.entries()) insert.run(i, due, 'x'.repeat(290));
      db.exec('COMMIT');
    },
    start: drain,
    settled: async (count) => {
      while (done < count) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      db.close();
    },
  };
};
