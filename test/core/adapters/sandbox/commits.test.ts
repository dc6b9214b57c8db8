import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Commits, createCommits } from '../../../../core/adapters/sandbox/commits.ts';
import { openSandboxDatabase, type SandboxDatabase } from '../../../../core/adapters/sandbox/database.ts';

let db: SandboxDatabase;
let commits: Commits;
let transactions: number;
beforeEach(() => {
  db = openSandboxDatabase(':memory:');
  transactions = 0;
  commits = createCommits({
    ...db,
    transaction: (fn) => {
      transactions += 1;
      return db.transaction(fn);
    },
  });
});
afterEach(() => db.close());

const put = (key: string) => () => {
  db.run('INSERT INTO meta VALUES (?, ?)', key, key);
  return key;
};
const keys = (): string[] =>
  db.all<{ key: string }>('SELECT key FROM meta ORDER BY key').map((row) => row.key);

test('what arrives together is written together', async () => {
  const all = ['a', 'b', 'c'].map((key) => commits.submit(put(key), true));
  expect(keys()).toEqual([]);
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  expect({ keys: keys(), transactions }).toEqual({ keys: ['a', 'b', 'c'], transactions: 1 });
});

test('one that is not to be kept or throws undoes only itself', async () => {
  const fail = () => {
    put('broken')();
    throw new Error('no');
  };
  const all = [
    commits.submit(put('a'), true),
    commits.submit(put('undone'), false),
    commits.submit(fail, true),
    commits.submit(put('b'), true),
  ];
  const settled = await Promise.allSettled(all);
  expect(settled.map((each) => each.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(keys()).toEqual(['a', 'b']);
});

test('when the commit itself fails, none is said to be kept', async () => {
  const full = createCommits({
    ...db,
    transaction: (fn) =>
      db.transaction(() => {
        fn();
        throw new Error('disk full');
      }),
  });
  const all = [full.submit(put('a'), true), full.submit(put('b'), true)];
  const settled = await Promise.allSettled(all);
  expect(settled.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  expect(keys()).toEqual([]);
});
