import { expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { ALICE, createRig } from '../../fakes/rig.ts';

const NIGHT = 8 * HOUR;
const MORNING = FAKE_START + NIGHT;

/** One every 24 minutes, the last at the end of the night; each may be two hours late. */
const nightly = (count = 20) =>
  Array.from({ length: count }, (_, i) =>
    aPost({
      dueAt: FAKE_START + ((i + 1) * NIGHT) / count,
      lateWindow: 2 * HOUR,
      parts: [{ text: `n ${i}` }],
    }),
  );

async function createSleeper() {
  const rig = await createRig();
  const { clock, x, start } = rig;
  const sentAt: number[] = [];
  const { publish } = x;
  x.publish = (...args) => {
    sentAt.push(clock.now());
    return publish(...args);
  };
  const worker = await start();
  /** The monotonic clock stands still meanwhile, as it does on Linux. */
  const sleepThrough = async (ms: number): Promise<void> => {
    worker.suspend();
    clock.setWall(clock.now() + ms);
    await worker.resume();
    await clock.advance(0);
  };
  const texts = () => x.made.map(({ text }) => text);
  return { ...rig, worker, sleepThrough, sentAt, texts };
}

test('after a night over 20 posts: what is too late asks, the rest goes out one a minute, in order', async () => {
  const { clock, add, get, sleepThrough, sentAt, texts } = await createSleeper();
  const posts = nightly();
  await add(...[...posts].reverse());
  await sleepThrough(NIGHT);
  const within = posts.slice(15);
  await clock.advance(SECOND);
  for (const { id } of posts.slice(0, 15))
    expect(await get(id)).toMatchObject({ status: 'missed', reason: { kind: 'late' }, attempts: 0 });
  // The last was due just now, so it is not late.
  expect(texts()).toEqual(['n 15', 'n 19']);
  for (const { id } of within.slice(1, 4))
    expect(await get(id)).toMatchObject({ status: 'retrying', reason: { kind: 'spread' }, attempts: 0 });
  await clock.advance(HOUR);
  expect(texts()).toEqual(['n 15', 'n 19', 'n 16', 'n 17', 'n 18']);
  const late = sentAt.filter((_, i) => i !== 1);
  expect(late.slice(1).map((at, i) => at - (late[i] ?? 0))).toEqual([MINUTE, MINUTE, MINUTE]);
  for (const { id } of within) expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
  await clock.advance(NIGHT);
  expect(sentAt).toHaveLength(5);
});

test('the gap is a setting, and there may be none', async () => {
  const { clock, add, store, sleepThrough, texts } = await createSleeper();
  await store.settings.setLate({ catchUpGap: 0 });
  await add(...nightly());
  await sleepThrough(NIGHT);
  await clock.advance(SECOND);
  expect(texts()).toEqual(['n 15', 'n 16', 'n 17', 'n 18', 'n 19']);
});

test('a worker that was off catches up in the same way, over all that it finds', async () => {
  const { clock, x, start, add } = await createRig();
  const posts = Array.from({ length: 100 }, (_, i) =>
    aPost({ dueAt: FAKE_START - 30 * MINUTE + i, parts: [{ text: `n ${i}` }] }),
  );
  await add(...posts);
  await start();
  await clock.advance(10 * SECOND);
  expect(x.requests.length).toBeLessThan(3);
  await clock.advance(15 * MINUTE);
  // A gap of a minute would cost most of them their window.
  expect(x.requests.length).toBeGreaterThan(45);
  expect(x.requests.length).toBeLessThan(55);
  await clock.advance(15 * MINUTE);
  expect(x.made.map(({ text }) => text)).toEqual(posts.map((_, i) => `n ${i}`));
});

test('accounts do not wait for each other, and a post whose time comes waits for none', async () => {
  const { clock, x, start, add, store } = await createRig();
  await store.accounts.put({ ...ALICE, name: 'bob', userId: '2' });
  const late = ['alice', 'bob'].flatMap((account) =>
    Array.from({ length: 3 }, (_, i) =>
      aPost({ account, dueAt: FAKE_START - 20 * MINUTE + i, parts: [{ text: `${account} ${i}` }] }),
    ),
  );
  const punctual = aPost({ dueAt: FAKE_START + 30 * SECOND, parts: [{ text: 'punctual' }] });
  await add(...late, punctual);
  await start();
  await clock.advance(SECOND);
  expect(x.requests.map(({ text }) => text).toSorted()).toEqual(['alice 0', 'bob 0']);
  await clock.advance(29 * SECOND);
  expect(x.requests.map(({ text }) => text).at(-1)).toBe('punctual');
  await clock.advance(2 * MINUTE);
  expect(x.requests).toHaveLength(7);
});

test('a large burst at its time is not slowed, however late its last post leaves', async () => {
  const { clock, x, start, add, store } = await createRig();
  // Four hang at a time, so that the last leaves more than ten minutes late.
  const count = 160;
  for (let i = 0; i < count; i++) x.scripts.push({ made: true, after: 25 * SECOND });
  await start();
  await clock.advance(SECOND);
  const at = clock.now() + SECOND;
  const posts = Array.from({ length: count }, (_, i) =>
    aPost({ dueAt: at + i, parts: [{ text: `n ${i}` }] }),
  );
  await add(...posts);
  await clock.advance(20 * MINUTE);
  expect(x.requests).toHaveLength(count);
  const told = (await Promise.all(posts.map(({ id }) => store.posts.history(id)))).flat();
  expect(told.filter(({ event }) => event === 'deferred')).toEqual([]);
  expect(
    Math.max(...told.filter(({ event }) => event === 'armed').map((entry) => entry.at - at)),
  ).toBeGreaterThan(10 * MINUTE);
});

test('turns that were slept through are given anew', async () => {
  const { clock, add, sleepThrough, sentAt, texts } = await createSleeper();
  await add(...nightly());
  await sleepThrough(NIGHT);
  await clock.advance(SECOND);
  await sleepThrough(20 * MINUTE);
  await clock.advance(SECOND);
  expect(texts()).toEqual(['n 15', 'n 19', 'n 16']);
  await clock.advance(5 * MINUTE);
  expect(texts()).toEqual(['n 15', 'n 19', 'n 16', 'n 17', 'n 18']);
  expect((sentAt[4] ?? 0) - (sentAt[3] ?? 0)).toBe(MINUTE);
});

test('a sleep in the midst of the turns costs those that it took theirs no more than it lasted', async () => {
  const { clock, add, get, sleepThrough, texts } = await createSleeper();
  const posts = Array.from({ length: 20 }, (_, i) =>
    aPost({ dueAt: FAKE_START + MINUTE + i, parts: [{ text: `n ${i}` }] }),
  );
  await add(...posts);
  await sleepThrough(20 * MINUTE);
  await clock.advance(SECOND);
  expect(texts()).toEqual(['n 0']);
  await sleepThrough(5 * MINUTE);
  await clock.advance(SECOND);
  expect(texts()).toEqual(['n 0', 'n 1']);
  await clock.advance(20 * MINUTE);
  for (const { id } of posts) expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
});

test('who cannot wait sends one of them now', async () => {
  const { clock, add, service, sleepThrough, texts } = await createSleeper();
  const posts = nightly();
  await add(...posts);
  await sleepThrough(NIGHT);
  await clock.advance(SECOND);
  expect((await service.postNow(posts[18]?.id ?? '')).kind).toBe('ok');
  await clock.advance(SECOND);
  expect(texts().at(-1)).toBe('n 18');
});

test('all missed posts of an account get new times with one word, in their order', async () => {
  const { clock, x, add, get, service, sleepThrough, store } = await createSleeper();
  const posts = nightly();
  await add(...posts);
  await sleepThrough(2 * NIGHT);
  await clock.advance(SECOND);
  expect((await store.posts.counts()).missed).toBe(20);
  const from = clock.now() + HOUR;
  const past = await service.rescheduleMissed({ account: 'alice', from: MORNING, every: HOUR });
  expect(past).toMatchObject({ kind: 'refused', code: 'past' });
  expect(await service.rescheduleMissed({ account: 'bob', from, every: HOUR })).toEqual({
    kind: 'ok',
    posts: [],
  });
  const result = await service.rescheduleMissed({ account: 'alice', from, every: 30 * MINUTE });
  expect(result.kind === 'ok' && result.posts.map(({ id }) => id)).toEqual(posts.map(({ id }) => id));
  expect(await get(posts[3]?.id ?? '')).toMatchObject({
    status: 'scheduled',
    dueAt: from + 90 * MINUTE,
    reason: null,
  });
  await clock.advance(12 * HOUR);
  expect(x.made.map(({ text }) => text)).toEqual(posts.map((_, i) => `n ${i}`));
});

test('a new post takes the late window that is set, unless it brings its own', async () => {
  const { store, service, get, clock } = await createRig();
  await store.settings.setLate({ lateWindow: 3 * HOUR });
  const input = { account: 'alice', parts: textParts(['hello']), dueAt: clock.now() + HOUR, zone: 'UTC' };
  await service.add({ ...input, id: 'a' });
  await service.add({ ...input, id: 'b', lateWindow: 5 * MINUTE });
  expect([(await get('a')).lateWindow, (await get('b')).lateWindow]).toEqual([3 * HOUR, 5 * MINUTE]);
});
