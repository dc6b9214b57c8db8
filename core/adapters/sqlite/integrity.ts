import { statSync } from 'node:fs';
import type { Database } from './database.ts';
import { storeError } from './errors.ts';

/** Up to this size the whole file is read at every start. */
const FULL_CHECK_BYTES = 16 * 1024 * 1024;
const SMALL_TABLES = `SELECT name FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('posts', 'texts', 'tweets', 'history')
  AND name <> 'search' AND name NOT LIKE 'search\\_%' ESCAPE '\\'`;

/**
 * `PRAGMA quick_check`, which reads the whole file, as long as that stays quick; of a larger file only the
 * tables that stay small. `perch doctor` asks for all of it.
 * @throws StoreError `corrupt`
 */
export function checkIntegrity(db: Database, depth: 'start' | 'all' = 'start'): void {
  const whole = depth === 'all' || statSync(db.file).size <= FULL_CHECK_BYTES;
  if (whole) check(db, 'PRAGMA quick_check(1)');
  else
    for (const { name } of db.all<{ name: string }>(SMALL_TABLES)) check(db, `PRAGMA quick_check('${name}')`);
}

function check(db: Database, pragma: string): void {
  const found = db.one<{ quick_check: string }>(pragma)?.quick_check;
  if (found !== 'ok')
    throw storeError('corrupt', db.file, found?.replace(/\s+/g, ' ') ?? 'the check gave no answer');
}
