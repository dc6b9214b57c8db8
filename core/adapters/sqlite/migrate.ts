import type { Database } from './database.ts';
import { storeError } from './errors.ts';
import { checkIdentity } from './file-header.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './migrations.ts';

/**
 * Also asked after opening, because the log may hold a later header than the file.
 * @throws StoreError `newer`, `foreign`
 */
export function checkVersion(db: Database): number {
  const version = db.one<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  checkIdentity(
    db.file,
    db.one<{ application_id: number }>('PRAGMA application_id')?.application_id ?? 0,
    version,
  );
  if (version === 0 && hasTables(db))
    throw storeError('foreign', db.file, 'it has tables that are not those of Perch');
  return version;
}

/** Brings the database to this program's version in one transaction; a crash in between leaves the old one. */
export function migrate(db: Database): void {
  if (checkVersion(db) === SCHEMA_VERSION) return;
  db.transaction(() => {
    // Another process may have done it in the meantime.
    for (const step of MIGRATIONS.slice(checkVersion(db))) {
      if (typeof step === 'string') db.exec(step);
      else step(db);
    }
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}; PRAGMA application_id = ${APPLICATION_ID}`);
  });
}

const hasTables = (db: Database): boolean =>
  db.one("SELECT 1 FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' LIMIT 1") !== undefined;
