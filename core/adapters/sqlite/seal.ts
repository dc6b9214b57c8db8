import { type Seal, sealSentence } from '../../domain/seal.ts';
import { StoreError } from '../../ports/store-error.ts';
import type { Database } from './database.ts';

const READ = "SELECT value FROM settings WHERE key = 'seal'";
const WRITE = `INSERT INTO settings (key, value) VALUES ('seal', ?)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
const REMOVE = "DELETE FROM settings WHERE key = 'seal'";

const readText = (db: Database): string | undefined => db.one<{ value: string }>(READ)?.value;

export function readSeal(db: Database): Seal | undefined {
  const text = readText(db);
  return text === undefined ? undefined : (JSON.parse(text) as Seal);
}

/** Compared as text: a seal is written once and read back with its properties in the same order. */
export function changeSeal(db: Database, from: Seal | undefined, to: Seal | undefined): boolean {
  return db.transaction(() => {
    if (readText(db) !== (from && JSON.stringify(from))) return false;
    if (to) db.run(WRITE, JSON.stringify(to));
    else db.run(REMOVE);
    return true;
  });
}

/**
 * Within the transaction of a write, so that no write comes after a seal that was decided before it.
 * @throws StoreError `sealed`
 */
export function refuseSealed(db: Database): void {
  const seal = readSeal(db);
  if (seal) throw new StoreError('sealed', sealSentence(seal));
}
