import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SIGNAL, watchChanges } from '../../../../core/adapters/sqlite/changes.ts';
import { type Database, openDatabase } from '../../../../core/adapters/sqlite/database.ts';
import { createJobQueue } from '../../../../core/adapters/sqlite/job-queue.ts';
import { createPostStore } from '../../../../core/adapters/sqlite/post-store.ts';
import { STATUSES } from '../../../../core/domain/status.ts';
import { movePost } from '../../../../core/domain/transition.ts';
import { ADDED, arm, mover } from '../../../conformance/post-store.ts';
import { createFakeClock, FAKE_START } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createFakeRandom } from '../../../fakes/random.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

// With a million posts a full scan or a sort costs seconds. These are the statements that really run: the
// stores are given a database that notes them.

let temp: TempHome;
let db: Database;
let statements: Set<string>;

beforeAll(() => {
  temp = createTempHome();
  db = openDatabase(join(temp.home, 'perch.db'));
  statements = new Set();
});
afterAll(() => {
  db.close();
  temp.remove();
});

const noting = (): Database => {
  const note =
    <A extends readonly unknown[], R>(run: (sql: string, ...rest: A) => R) =>
    (sql: string, ...rest: A): R => {
      statements.add(sql);
      return run(sql, ...rest);
    };
  return {
    ...db,
    run: note(db.run),
    one: note(db.one) as Database['one'],
    all: note(db.all) as Database['all'],
    each: note(db.each) as Database['each'],
  };
};

async function useEverything(): Promise<void> {
  const noted = noting();
  const posts = createPostStore(noted, watchChanges(noted));
  const post = aPost({ parts: [{ text: 'a', tweetId: '1' }, { text: 'b' }], cursor: 1 });
  await posts.insert([post], ADDED);
  const armed = arm(post);
  await posts.move(armed);
  const parts = [
    { text: 'a', tweetId: '1' },
    { text: 'c', tweetId: '2' },
  ];
  await posts.move(movePost(armed.to, 'published', mover(), { parts, cursor: 2 }));
  await posts.due(FAKE_START, 100);
  await posts.inFlight();
  await posts.counts();
  await posts.history(post.id);
  await posts.activity({ limit: 10 });
  await posts.bound(['1']);
  await posts.withText('alice', 'a', 5);
  const { records } = await posts.records(10);
  const copies = records.map(({ post: { parts: _, ...rest }, history }) => ({
    post: { ...rest, id: aPost().id, parts: [{ text: 'copy' }] },
    history: [...history, ...history],
  }));
  await posts.adopt(copies);
  for (const status of [STATUSES, ['published'] as const]) {
    await posts.list({ status });
    await posts.list({ status, account: 'alice' });
    await posts.list({ status, dueFrom: 0, dueTo: 1 });
    await posts.list({ status, account: 'alice', dueFrom: 0, dueTo: 1 });
    await posts.list({ status, dueFrom: 0, after: `1 ${post.id}` });
  }
  await posts.search({ text: 'a', status: ['draft'], account: 'alice' });
  const queue = createJobQueue<number>(noted, {
    name: 'q',
    clock: createFakeClock(),
    random: createFakeRandom(),
    parse: () => 1,
  });
  await queue.send([1, 2]);
  const [first, second] = await queue.receive({ max: 2, visibility: 1 });
  if (!first || !second) throw new Error('nothing to receive');
  await queue.extend(first, 1);
  await queue.release(first, 1);
  await queue.complete([second]);
  await queue.depth();
}

/**
 * Tables that stay small whatever a person does: one row per status, or one row; a walk through the index of words
 * in the order of its rows; what is at most as long as a page.
 */
const SMALL =
  /^SCAN (counts|revision|json_each|CONSTANT ROW|search VIRTUAL TABLE INDEX \d+:(=|.*M)|\(subquery-\d+\))/;
const BAD = /^SCAN |USE TEMP B-TREE|AUTOMATIC/;

const planOf = (sql: string): readonly string[] =>
  db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...boundFor(sql)).map(({ detail }) => detail);
const boundFor = (sql: string): readonly null[] =>
  sql.includes('?1') ? [null] : Array(sql.split('?').length - 1).fill(null);

it('answers every question of the stores by seeks: no scan, no sort', async () => {
  await useEverything();
  statements.add(SIGNAL);
  const bad = [...statements].flatMap((sql) =>
    planOf(sql)
      .filter((step) => BAD.test(step) && !SMALL.test(step))
      .map((step) => ({ step, sql })),
  );
  expect(bad).toEqual([]);
  expect(statements.size).toBeGreaterThan(25);
});

it('reads a span of time from an index, and of it nothing outside', () => {
  const spans = [...statements].filter((sql) => sql.includes('due_at < ?'));
  const read = spans.flatMap(planOf).filter((step) => step.includes('posts'));
  expect(spans.length).toBeGreaterThanOrEqual(2);
  const keys = /\((account=\? AND )?status=\? AND \(?due_at(,id\))?>\(?\?(,\?\))? AND due_at<\?\)$/;
  expect(read.filter((step) => !keys.test(step))).toEqual([]);
});

it('would notice a scan and a sort', () => {
  expect(planOf('SELECT * FROM posts WHERE nonce = ?').some((step) => BAD.test(step))).toBe(true);
  expect(planOf('SELECT * FROM posts WHERE status = ? ORDER BY nonce').some((step) => BAD.test(step))).toBe(
    true,
  );
});

it('reads the next wake-up from the index alone', () => {
  const [sql] = [...statements].filter((each) => each.startsWith('SELECT wake_at'));
  expect(planOf(sql ?? '')).toEqual(['SEARCH posts USING COVERING INDEX posts_to_wake (wake_at>?)']);
});
