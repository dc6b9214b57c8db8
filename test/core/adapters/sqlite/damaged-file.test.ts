import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/adapters/sqlite/database.ts';
import { checkIntegrity } from '../../../../core/adapters/sqlite/integrity.ts';
import { SCHEMA_VERSION } from '../../../../core/adapters/sqlite/migrations.ts';
import { openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { setAside } from '../../../../core/adapters/sqlite/set-aside.ts';
import { StoreError, type StoreErrorCode } from '../../../../core/ports/store-error.ts';
import { ADDED } from '../../../conformance/post-store.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createFakeRandom } from '../../../fakes/random.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let file: string;

beforeEach(() => {
  temp = createTempHome();
  file = join(temp.home, 'perch.db');
});
afterEach(() => temp.remove());

const openStore = () =>
  openLocalStore({ home: temp.home, clock: createFakeClock(), random: createFakeRandom() });

/** A database with some pages of posts. */
async function fill(posts = 500): Promise<void> {
  const store = openStore();
  await store.posts.insert(
    Array.from({ length: posts }, () => aPost()),
    ADDED,
  );
  store.close();
}

/** Opening fails with `code` and one sentence, and neither changes the file nor adds another. */
function expectUntouched(code: StoreErrorCode): void {
  const bytes = readFileSync(file);
  const names = readdirSync(temp.home);
  let failure: unknown;
  try {
    openDatabase(file).close();
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(StoreError);
  expect(failure).toMatchObject({ code });
  expect((failure as StoreError).message).toMatch(/^[A-Z][^\n]+\.$/);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(readdirSync(temp.home)).toEqual(names);
}

it('leaves a file that is no database as it is', () => {
  writeFileSync(file, 'Dear diary, '.repeat(1_000));
  expectUntouched('corrupt');
});

it('leaves a file of a few bytes as it is', () => {
  writeFileSync(file, 'SQLite');
  expectUntouched('corrupt');
});

it('leaves a database whose end is missing as it is', async () => {
  await fill();
  truncateSync(file, statSync(file).size - 8_192);
  expectUntouched('corrupt');
});

it('leaves a database with a page of garbage as it is', async () => {
  await fill();
  spoilPage(5);
  expectUntouched('corrupt');
});

it('leaves a database whose schema is garbage as it is', async () => {
  await fill();
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(3_996, 0x5a), 0, 3_996, 100);
  closeSync(fd);
  expectUntouched('corrupt');
});

it('finds damage of a large database when asked for all of it', async () => {
  await fill(1);
  withRaw((raw) => raw.exec('UPDATE posts SET parts = hex(randomblob(9000000))'));
  expect(statSync(file).size).toBeGreaterThan(16 * 1024 * 1024);
  spoilPage(2_000);
  const db = openDatabase(file);
  expect(() => checkIntegrity(db, 'all')).toThrow(StoreError);
  db.close();
});

it('leaves the database of a newer Perch as it is', async () => {
  await fill(1);
  withRaw((raw) => raw.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`));
  expectUntouched('newer');
});

it('leaves the database of another program as it is', () => {
  withRaw((raw) => raw.exec('PRAGMA application_id = 7; CREATE TABLE theirs (a)'));
  expectUntouched('foreign');
});

it('adds nothing to a database of another program that does not say whose it is', () => {
  withRaw((raw) => raw.exec('CREATE TABLE theirs (a)'));
  expect(() => openDatabase(file)).toThrow('belongs to another program');
  withRaw((raw) => expect(raw.prepare('SELECT name FROM sqlite_schema').all()).toHaveLength(1));
});

it('takes an empty file for a new database', () => {
  writeFileSync(file, '');
  openDatabase(file).close();
  expect(statSync(file).size).toBeGreaterThan(0);
});

it('opens after a crash that left the log behind', async () => {
  const store = openStore();
  const post = aPost();
  await store.posts.insert([post], ADDED);
  const crashed = createTempHome();
  // What a killed process leaves: the database as of the last checkpoint, and the log.
  for (const suffix of ['', '-wal']) copyFileSync(file + suffix, join(crashed.home, `perch.db${suffix}`));
  store.close();
  const again = openLocalStore({ home: crashed.home, clock: createFakeClock(), random: createFakeRandom() });
  expect(await again.posts.get(post.id)).toEqual(post);
  again.close();
  crashed.remove();
});

it('puts a damaged database aside when a person asks, log and all, and begins anew', () => {
  writeFileSync(file, 'damaged');
  writeFileSync(`${file}-wal`, 'log');
  const aside = setAside(file, Date.UTC(2027, 2, 1, 12));
  expect(aside).toBe(`${file}.corrupt-2027-03-01T12-00-00.000Z`);
  expect(readFileSync(aside, 'utf8')).toBe('damaged');
  expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('log');
  expect(existsSync(file)).toBe(false);
  openStore().close();
});

function spoilPage(page: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(4_096, 0xa5), 0, 4_096, page * 4_096);
  closeSync(fd);
}

function withRaw(use: (raw: InstanceType<typeof DatabaseSync>) => void): void {
  const raw = new DatabaseSync(file);
  use(raw);
  raw.close();
}
