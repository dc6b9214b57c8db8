import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

const burst = (count: number, dueAt = FAKE_START) =>
  Array.from({ length: count }, (_, i) => aPost({ dueAt: dueAt + i, parts: [{ text: `n ${i}` }] }));

describe('many posts of an account at once', () => {
  test('an answer that closes the account stops those that were armed with it, unsent and in order', async () => {
    const { clock, x, start, add, get } = await createRig();
    const until = FAKE_START + 10 * MINUTE;
    x.scripts.push({ made: true }, { made: false, answer: { kind: 'throttled', until, detail: '429' } });
    const posts = burst(12);
    await add(...posts);
    await start();
    await clock.advance(MINUTE);
    expect(x.requests).toHaveLength(2);
    for (const { id } of posts.slice(1))
      expect(await get(id)).toMatchObject({ status: 'retrying', reason: { kind: 'throttled' } });
    await clock.advance(15 * MINUTE);
    expect(x.made.map(({ text }) => text)).toEqual(posts.map((_, i) => `n ${i}`));
  });

  test('a slow X is armed for no further ahead than it can be sent in time', async () => {
    const { clock, x, start, add, get, store } = await createRig();
    for (let i = 0; i < 60; i++) x.scripts.push({ made: true, after: 900 });
    const posts = burst(60);
    await add(...posts);
    await start();
    for (let i = 0; i < 60; i++) {
      await clock.advance(SECOND);
      expect((await store.posts.inFlight()).length).toBeLessThanOrEqual(5);
    }
    await clock.advance(MINUTE);
    for (const { id } of posts) expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
    expect(x.made.map(({ text }) => text)).toEqual(posts.map((_, i) => `n ${i}`));
  });

  test('a thread keeps its parts together', async () => {
    const { clock, x, start, add } = await createRig();
    const thread = aPost({
      dueAt: FAKE_START + 3,
      parts: ['one', 'two', 'three'].map((text) => ({ text })),
    });
    await add(
      ...burst(3),
      thread,
      ...burst(3, FAKE_START + 10).map((post, i) => ({ ...post, parts: [{ text: `later ${i}` }] })),
    );
    await start();
    await clock.advance(SECOND);
    expect(x.made.map(({ text }) => text)).toEqual([
      ...['n 0', 'n 1', 'n 2', 'one', 'two', 'three', 'later 0', 'later 1', 'later 2'],
    ]);
  });

  test('equal texts leave one after the other is settled', async () => {
    const { clock, x, start, add, get } = await createRig();
    const posts = burst(3).map((post) => ({ ...post, parts: [{ text: 'the same' }] }));
    await add(...posts);
    await start();
    await clock.advance(MINUTE);
    for (const { id } of posts) expect((await get(id)).status).toBe('published');
    expect(x.made).toHaveLength(3);
  });
});

test('a burst shows that it goes on: the publisher worked a moment ago', async () => {
  const { clock, x, start, add } = await createRig();
  for (let i = 0; i < 60; i++) x.scripts.push({ made: true, after: 900 });
  await add(...burst(60));
  const worker = await start();
  for (let i = 0; i < 50; i++) {
    await clock.advance(SECOND);
    const { lastWorked } = worker.records().find(({ name }) => name === 'publish') ?? {};
    if (i > 0) expect(clock.now() - (lastWorked ?? 0)).toBeLessThan(10 * SECOND);
  }
});

test('a larger count is used at once, and a person who sets it gives up the strict order', async () => {
  const { clock, x, start, add, get, store } = await createRig();
  for (let i = 0; i < 40; i++) x.scripts.push({ made: true, after: 900 });
  const posts = burst(40);
  await add(...posts);
  await start();
  await clock.advance(4 * SECOND);
  expect(x.requests).toHaveLength(5);
  await store.settings.setProcessor('publish', { count: 4 });
  await clock.advance(4 * SECOND);
  expect(x.requests.length).toBeGreaterThan(17);
  await clock.advance(MINUTE);
  expect(x.requests).toHaveLength(40);
  for (const { id } of posts) expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
});

test('posts that hang hold up the others for a second each, and are not piled up without end', async () => {
  const { clock, x, start, add } = await createRig();
  for (let i = 0; i < 10; i++) x.scripts.push({ made: true, after: 20 * SECOND });
  await add(...burst(10));
  await start();
  await clock.advance(3.5 * SECOND);
  expect(x.requests).toHaveLength(4);
  await clock.advance(10 * SECOND);
  expect(x.requests).toHaveLength(4);
  await clock.advance(8 * SECOND);
  expect(x.requests.length).toBeGreaterThan(5);
});

describe('several workers of one store', () => {
  test('send each post once, and between them all of them', async () => {
    const { clock, x, start, add, get } = await createRig();
    for (let i = 0; i < 4; i++) await start({ exclusive: false });
    await clock.advance(MINUTE);
    const posts = burst(100, clock.now() + SECOND);
    await add(...posts);
    await clock.advance(MINUTE);
    for (const { id } of posts) expect(await get(id)).toMatchObject({ status: 'published', attempts: 1 });
    expect(x.requests).toHaveLength(100);
  });

  test('what one cannot send soon goes on the queue for the others', async () => {
    const { clock, x, start, add, get, store } = await createRig();
    for (let i = 0; i < 200; i++) x.scripts.push({ made: true, after: 800 });
    for (let i = 0; i < 2; i++) await start({ exclusive: false });
    await clock.advance(MINUTE);
    const posts = burst(100, clock.now() + SECOND);
    await add(...posts);
    await clock.advance(10 * SECOND);
    expect((await store.posts.counts()).queued).toBeGreaterThan(0);
    await clock.advance(5 * MINUTE);
    for (const { id } of posts) expect((await get(id)).status).toBe('published');
    expect(x.requests).toHaveLength(100);
    expect(await store.queue.depth()).toMatchObject({ messages: 0 });
  });

  test('a worker that ends gives its messages back, so that another has them at once', async () => {
    const { clock, x, start, add, store } = await createRig();
    for (let i = 0; i < 30; i++) x.scripts.push({ made: true, after: 900 });
    const posts = burst(20).map((post) => ({ ...post, status: 'queued' as const }));
    await add(...posts);
    await store.queue.send([{ ids: posts.map(({ id }) => id) }]);
    const worker = await start({ exclusive: false });
    await clock.advance(2 * SECOND);
    expect(await store.queue.receive({ max: 1, visibility: 0 })).toEqual([]);
    const stopped = worker.stop(5 * SECOND);
    await clock.advance(6 * SECOND);
    await stopped;
    expect(await store.queue.receive({ max: 1, visibility: 0 })).toHaveLength(1);
    expect(x.requests.length).toBeLessThan(12);
    expect(await store.posts.inFlight()).toEqual([]);
  });

  test('a message stays hidden from the others while its posts wait for their turn', async () => {
    const { clock, x, start, add, store } = await createRig();
    for (let i = 0; i < 20; i++) x.scripts.push({ made: true, after: 40 * SECOND });
    const posts = burst(20).map((post) => ({ ...post, status: 'queued' as const }));
    await add(...posts);
    await store.queue.send([{ ids: posts.map(({ id }) => id) }]);
    await start({ exclusive: false });
    for (let i = 0; i < 15; i++) {
      await clock.advance(10 * SECOND);
      expect(await store.queue.receive({ max: 1, visibility: 0 })).toEqual([]);
    }
    expect(x.requests.length).toBeLessThan(20);
  });

  test('one without the keys leaves the posts to the other, and says when they are missed', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.keys = false;
    await start({ exclusive: false });
    const post = aPost({ dueAt: FAKE_START + SECOND });
    await add(post);
    await clock.advance(30 * MINUTE);
    expect((await get(post.id)).status).toBe('scheduled');
    await clock.advance(HOUR);
    expect(await get(post.id)).toMatchObject({ status: 'missed', reason: { kind: 'late' } });
  });
});
