import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandboxDatabase, type SandboxDatabase } from '../../../../core/adapters/sandbox/database.ts';
import { openPosts, type PostRecord } from '../../../../core/adapters/sandbox/posts.ts';

const asked: [sql: string, values: readonly (string | number | null)[]][] = [];
let db: SandboxDatabase;
beforeAll(() => {
  db = openSandboxDatabase(':memory:');
});
afterAll(() => db.close());

const watched = (): SandboxDatabase => ({
  ...db,
  one: (sql, ...values) => {
    asked.push([sql, values]);
    return db.one(sql, ...values);
  },
  all: (sql, ...values) => {
    asked.push([sql, values]);
    return db.all(sql, ...values);
  },
});

const POST: PostRecord = {
  id: '1999999999999999999',
  authorId: '1',
  text: 'hello',
  textKey: 'key',
  weightedLength: 5,
  parentId: '',
  quotedId: '',
  conversationId: '1999999999999999999',
  replySettings: 'everyone',
  createdAt: 1,
  deletedAt: null,
  extras: {},
};

test('no call reads all posts', () => {
  const posts = openPosts(watched());
  const range = { authorId: '1', sinceId: '0', untilId: '9', from: 0, until: 9, limit: 5, withReplies: true };
  posts.find('1');
  posts.hasTwin(POST, 0);
  posts.timeline(range);
  posts.nextId(1);
  expect(asked).toHaveLength(4);
  for (const [sql, values] of asked) {
    const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => row.detail);
    // max(id) reads the last entry of the table only.
    if (!sql.includes('max(id)')) expect(plan.join()).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

test('ids beyond 2^53 and zero characters come back as they were', () => {
  const posts = openPosts(db);
  posts.insert({ ...POST, text: 'a\u0000b' });
  expect(posts.find(POST.id)).toEqual({ ...POST, text: 'a\u0000b' });
});

test('ids grow above what was given out and above what another process has stored', () => {
  const posts = openPosts(db);
  const ids = Array.from({ length: 20 }, () => BigInt(posts.nextId(Date.UTC(2027, 2, 28))));
  expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id))).toBe(true);
  const theirs = (ids.at(-1) ?? 0n) + 5_000n;
  posts.insert({ ...POST, id: String(theirs) });
  expect(BigInt(posts.nextId(Date.UTC(2026, 2, 28)))).toBe(theirs + 1n);
});
