import { expect, test } from 'vitest';
import { createSharedWorkers, type SharedWorkers, until } from './shared-workers.ts';

/** `PERCH_SHARED_SPAN=60000` is the promise: 500 posts in one minute. */
const SPAN = Number(process.env['PERCH_SHARED_SPAN'] ?? 15_000);
const POSTS = Math.round((500 * SPAN) / 60_000);
const LEAD = 12_000;
const LIMIT = SPAN + 180_000;

const texts = Array.from({ length: POSTS }, (_, i) => `Post number ${i + 1} of ${POSTS}`);

/** Each once, none lost, and the store knows it. */
async function expectEachOnce(shared: SharedWorkers): Promise<void> {
  await until(() => shared.made().size === POSTS, LIMIT);
  await until(async () => (await shared.list()).every(({ status }) => status === 'published'), LIMIT);
  expect([...shared.made().values()].filter((times) => times !== 1)).toEqual([]);
  const listed = await shared.list();
  expect(listed).toHaveLength(POSTS);
  const ids = new Set(listed.map(({ parts }) => parts[0]?.tweetId));
  expect(ids).toEqual(new Set(shared.sandbox.posts().map(({ id }) => id)));
}

const dueSoFar = (end: number): number => POSTS - Math.max(0, Math.ceil(((end - Date.now()) / SPAN) * POSTS));

test('four workers share the work: each post once', { timeout: LIMIT }, async () => {
  const shared = await createSharedWorkers();
  await shared.schedule(texts, LEAD, SPAN);
  const workers = Array.from({ length: 4 }, () => shared.start());
  await expectEachOnce(shared);
  const stopped = await Promise.all(workers.map((worker) => worker.stop()));
  for (const { code, stderr } of stopped) expect({ code, stderr }).toMatchObject({ code: 0, stderr: '' });
  // Not one does it all: the others have their share.
  const shares = stopped.map(
    ({ stdout }) => stdout.split('\n').filter((line) => line.includes(' published ')).length,
  );
  expect(shares.reduce((sum, n) => sum + n, 0)).toBe(POSTS);
  expect(Math.max(...shares)).toBeLessThan(POSTS * 0.8);
});

test('two of four are killed again and again: each post once', { timeout: LIMIT }, async () => {
  const shared = await createSharedWorkers();
  await shared.schedule(texts, LEAD, SPAN);
  const end = Date.now() + LEAD + SPAN;
  const workers = Array.from({ length: 4 }, () => shared.start());
  let kills = 0;
  for (let next = POSTS / 20; Date.now() < end; next += POSTS / 20) {
    await until(() => dueSoFar(end) >= next || Date.now() >= end);
    const victim = kills % 2;
    const { home, stop } = workers[victim] ?? shared.start();
    await stop('SIGKILL');
    workers[victim] = shared.start(home);
    kills += 1;
  }
  expect(kills).toBeGreaterThan(8);
  await expectEachOnce(shared);
});

test('the storage is stopped and started three times: each post once', { timeout: LIMIT }, async () => {
  const shared = await createSharedWorkers();
  await shared.schedule(texts, LEAD, SPAN);
  const end = Date.now() + LEAD + SPAN;
  const workers = Array.from({ length: 4 }, () => shared.start());
  for (const share of [0.2, 0.45, 0.7]) {
    await until(() => dueSoFar(end) >= POSTS * share);
    await shared.stopStorage();
    await until(() => dueSoFar(end) >= POSTS * (share + 0.1));
    await shared.startStorage();
  }
  await expectEachOnce(shared);
  for (const { code } of await Promise.all(workers.map((worker) => worker.stop()))) expect(code).toBe(0);
});
