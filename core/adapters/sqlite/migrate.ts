import type { Database } from './database.ts';
import { storeError } from './errors.ts';
import { checkIdentity } from './file-header.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './migrations.ts';

/**
 * Also asked after opening, because the log may hold a later header than the file.
 * @throws StoreError `newer`, `foreign`
 */
export function checkVersion(db: Database): number {
  const { version, application, tables } = db.one<Identity>(IDENTITY) ?? {
    version: 0,
    application: 0,
    tables: 0,
  };
  checkIdentity(db.file, application, version);
  if (version === 0 && tables > 0)
    throw storeError('foreign', db.file, 'it has tables that are not those of Perch');
  return version;
}

type Identity = { readonly version: number; readonly application: number; readonly tables: number };

/** In one statement: another process may just be making the database. */
const IDENTITY = `SELECT
  (SELECT user_version FROM pragma_user_version) AS version,
  (SELECT application_id FROM pragma_application_id) AS application,
  (SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%') AS tables`;

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
