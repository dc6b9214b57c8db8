import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../../core/adapters/sqlite/database.ts';
import { databaseFile, type LocalStore, openLocalStore } from '../../../../core/adapters/sqlite/open.ts';
import { lockKey } from '../../../../core/domain/lock-key.ts';
import { DEFAULT_PROCESSORS } from '../../../../core/domain/processor.ts';
import { ADDED, arm } from '../../../conformance/post-store.ts';
import { createFakeClock, FAKE_START } from '../../../fakes/clock.ts';
import { aPost } from '../../../fakes/post.ts';
import { createFakeRandom } from '../../../fakes/random.ts';
import { createTempHome, type TempHome } from '../../../fakes/temp-home.ts';

let temp: TempHome;
let store: LocalStore;

beforeEach(() => {
  temp = createTempHome();
  store = openLocalStore({ home: temp.home, clock: createFakeClock(), random: createFakeRandom() });
});
afterEach(() => {
  store.close();
  temp.remove();
});

it('ignores settings of processors that it does not know', async () => {
  const db = openDatabase(databaseFile(temp.home));
  db.run(`INSERT INTO settings VALUES ('processor.teleport', '{"count": 9}')`);
  db.close();
  expect(await store.settings.processors()).toEqual(DEFAULT_PROCESSORS);
});

it('brings a database of the first version up to date', async () => {
  const post = aPost();
  await store.posts.insert([post], ADDED);
  const before = openDatabase(databaseFile(temp.home));
  for (const column of ['repeat', 'reply_to', 'reply_settings', 'before_cancel', 'over_cap'])
    before.exec(`ALTER TABLE posts DROP COLUMN ${column}`);
  before.exec('DROP TABLE search; DROP TABLE ledger; PRAGMA user_version = 1');
  before.close();
  store.close();
  store = openLocalStore({ home: temp.home, clock: createFakeClock(), random: createFakeRandom() });
  expect(await store.posts.get(post.id)).toEqual(post);
  expect((await store.posts.search({ text: 'post num' })).posts).toEqual([post]);
});

it('knows what posts of before there was a ledger have cost and will cost', async () => {
  const parts = [{ text: 'a.com', tweetId: '1', publishedAt: FAKE_START }, { text: 'two' }];
  const cost = async () => [await store.posts.charges('2027-03'), await store.posts.planned('2027-03')];
  await store.posts.insert(
    [aPost({ parts, cursor: 1 }), aPost(), aPost({ dueAt: null, status: 'draft' })],
    ADDED,
  );
  const known = await cost();
  expect(known.flat().map(({ milli }) => milli)).toEqual([200, 15, 15]);
  const before = openDatabase(databaseFile(temp.home));
  before.exec(
    'ALTER TABLE posts DROP COLUMN over_cap; DROP TABLE ledger; DROP TABLE search; PRAGMA user_version = 4',
  );
  before.close();
  store.close();
  store = openLocalStore({ home: temp.home, clock: createFakeClock(), random: createFakeRandom() });
  expect(await cost()).toEqual(known);
});

it('refuses, by the database itself, two rows that hold the same text lock', async () => {
  const [a, b] = [arm(aPost({ parts: [{ text: 'x' }] })).to, arm(aPost({ parts: [{ text: 'x' }] })).to];
  await store.posts.insert([a], ADDED);
  await expect(store.posts.insert([b], ADDED)).rejects.toThrow('UNIQUE constraint failed');
  expect(await store.posts.get(b.id)).toBeUndefined();
});

it('takes a post for known when its X id belongs to a stored one', async () => {
  const published = aPost({ status: 'published', parts: [{ text: 'x', tweetId: '1' }], cursor: 1 });
  expect(await store.posts.insert([published, { ...published, id: 'other' }], ADDED)).toEqual([
    'inserted',
    'exists',
  ]);
});

it('receives hints that it sent, and no other shape of message', async () => {
  await store.queue.send([{ ids: ['a', 'b'] }]);
  const db = openDatabase(databaseFile(temp.home));
  db.run(`UPDATE messages SET raw = '{"v":1,"body":{"ids":[1]}}'`);
  db.run(`INSERT INTO messages VALUES (7, 'x', 'publish', '{"v":2,"body":{"ids":[]}}', 0, 0, 0, NULL)`);
  db.run(`INSERT INTO messages VALUES (8, 'y', 'publish', 'null', 0, 0, 0, NULL)`);
  db.close();
  await store.queue.send([{ ids: ['c'] }]);
  const received = await store.queue.receive({ max: 10, visibility: 1 });
  expect(received.map(({ body }) => body)).toEqual([undefined, undefined, undefined, { ids: ['c'] }]);
});

it('locks together what the timeline could not tell apart', () => {
  expect(lockKey('  a\n b ')).toBe(lockKey('a b'));
  expect(lockKey('caf\u00e9')).toBe(lockKey('cafe\u0301'));
  expect(lockKey('a &amp;amp; b')).toBe(lockKey('a & b'));
  expect(lockKey('see http://example.com/ now')).toBe(lockKey('see example.com now'));
  expect(lockKey('Hello')).not.toBe(lockKey('hello'));
  expect(lockKey('Hello!')).not.toBe(lockKey('Hello'));
});
