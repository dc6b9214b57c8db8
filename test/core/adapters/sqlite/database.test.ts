import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
} from '../../../../core/adapters/sqlite/database.ts';
import { openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { StoreError, type StoreErrorCode } from '../../../../core/ports/store-error.ts';
import { ADDED } from '../../../conformance/post-store.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createFakeRandom } from '../../../fakes/random.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let file: string;
let open: Database[];

beforeEach(() => {
  temp = createTempHome();
  file = join(temp.home, 'perch.db');
  open = [];
});
afterEach(() => {
  for (const db of open) db.close();
  temp.remove();
});

const opened = (options?: DatabaseOptions): Database => {
  const db = openDatabase(file, options);
  open.push(db);
  return db;
};

/** Asserts the kind of trouble and that it is told in one sentence that names the file. */
function expectTrouble(code: StoreErrorCode, run: () => unknown, named = file): void {
  const error = failureOf(run);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ code });
  expect((error as StoreError).message).toContain(named);
  expect((error as StoreError).message).toMatch(/^[A-Z][^\n]+\.$/);
}

function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('durability', () => {
  const pragma = (db: Database, name: string): unknown =>
    Object.values(db.one<object>(`PRAGMA ${name}`) ?? {})[0];

  it('writes ahead, forces every commit to the disk and waits for other processes', () => {
    const db = opened();
    expect(pragma(db, 'journal_mode')).toBe('wal');
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(pragma(db, 'fullfsync')).toBe(1);
    expect(pragma(db, 'checkpoint_fullfsync')).toBe(1);
    expect(pragma(db, 'busy_timeout')).toBe(5_000);
    expect(pragma(db, 'foreign_keys')).toBe(1);
  });

  it('is as durable when the file was there before', () => {
    opened().close();
    expect(pragma(opened(), 'synchronous')).toBe(2);
  });

  it('spares the disk only where it was told so', () => {
    expect(pragma(opened({ durability: 'normal' }), 'synchronous')).toBe(1);
  });
});

describe('transaction', () => {
  it('undoes everything when it throws', () => {
    const db = opened();
    const boom = new Error('boom');
    const run = () =>
      db.transaction(() => {
        db.run("INSERT INTO settings VALUES ('a', '1')");
        throw boom;
      });
    expect(run).toThrow(boom);
    expect(db.all('SELECT * FROM settings')).toEqual([]);
    db.transaction(() => db.run("INSERT INTO settings VALUES ('b', '1')"));
    expect(db.all('SELECT * FROM settings')).toHaveLength(1);
  });

  it('tells of every commit once, and of no rollback', () => {
    let commits = 0;
    const db = opened({ onCommit: () => commits++ });
    const before = commits;
    db.transaction(() => {
      db.run("INSERT INTO settings VALUES ('a', '1')");
      db.run("INSERT INTO settings VALUES ('b', '1')");
    });
    db.run("DELETE FROM settings WHERE key = 'a'");
    failureOf(() =>
      db.transaction(() => {
        throw new Error('boom');
      }),
    );
    expect(commits - before).toBe(2);
  });

  it('says that another process keeps it locked', () => {
    const holder = opened();
    const waiter = opened({ busyTimeout: 1 });
    holder.transaction(() => expectTrouble('busy', () => waiter.transaction(() => undefined)));
    waiter.transaction(() => undefined);
  });

  it('lets a bug be a bug', () => {
    expect(() => opened().exec('SELEC 1')).toThrow('syntax error');
    expect(failureOf(() => opened().exec('SELEC 1'))).not.toBeInstanceOf(StoreError);
  });
});

describe('a full disk', () => {
  it('is told when the database is made', () => {
    expectTrouble('full', () => opened({ maxPages: 3 }));
  });

  it('keeps what was there, and nothing of the write that did not fit', async () => {
    const clock = createFakeClock();
    const random = createFakeRandom();
    const small = openLocalStore({ home: temp.home, clock, random, maxPages: 100 });
    const kept = aPost();
    await small.posts.insert([kept], ADDED);
    const many = Array.from({ length: 2_000 }, () => aPost());
    const failure = await small.posts.insert(many, ADDED).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({ code: 'full' });
    expect((await small.posts.counts()).scheduled).toBe(1);
    expect(await small.posts.list({})).toEqual({ posts: [kept] });
    small.close();
    const larger = openLocalStore({ home: temp.home, clock, random });
    larger.checkIntegrity();
    await larger.posts.insert(many, ADDED);
    expect((await larger.posts.counts()).scheduled).toBe(2_001);
    larger.close();
  });
});

describe('a place that cannot be written', () => {
  it('is told when a file is in the way', () => {
    writeFileSync(file, '');
    expectTrouble('unwritable', () => openDatabase(join(file, 'perch.db')));
  });

  it('is told when the folder is not there', () => {
    expectTrouble('unwritable', () => openDatabase(join(temp.home, 'gone', 'perch.db')), 'gone');
  });

  it('is told when a folder has the name of the file', () => {
    mkdirSync(file);
    expectTrouble('unwritable', () => openDatabase(file));
  });

  // Root may write everything, so as root the test becomes somebody else for a moment.
  const asSomebody = (run: () => void): void => {
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      run();
    } finally {
      if (root) process.seteuid?.(0);
    }
  };

  it.skipIf(process.platform === 'win32')('is told when the folder belongs to somebody else', () => {
    chmodSync(temp.home, 0o555);
    asSomebody(() => expectTrouble('unwritable', () => openDatabase(file)));
    chmodSync(temp.home, 0o755);
  });

  it.skipIf(process.platform === 'win32')('is told at once when only the file is read-only', () => {
    opened().close();
    chmodSync(file, 0o444);
    chmodSync(temp.home, 0o777);
    asSomebody(() => expectTrouble('unwritable', () => openDatabase(file)));
  });
});
