import { describe, expect, test } from 'vitest';
import { textParts } from '../../../core/domain/content.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

describe('a post whose time comes', () => {
  test('goes out at its instant, not before, once', async () => {
    const { clock, x, start, add, get, published } = await createRig();
    const post = aPost({ dueAt: FAKE_START + MINUTE });
    await start();
    await add(post);
    await clock.advance(MINUTE - 1);
    expect(x.requests).toHaveLength(0);
    await clock.advance(1);
    expect(x.requests.map((r) => r.text)).toEqual([post.parts[0]?.text]);
    expect(await get(post.id)).toMatchObject({ status: 'published', cursor: 1, attempts: 1 });
    expect(published).toEqual([post.id]);
    await clock.advance(HOUR);
    expect(x.requests).toHaveLength(1);
  });

  test('leaves in the order of the due times, also when all are due at once', async () => {
    const { clock, x, start, add } = await createRig();
    const posts = Array.from({ length: 25 }, (_, i) =>
      aPost({ dueAt: FAKE_START - 1000 + i, parts: [{ text: `n ${i}` }] }),
    );
    await add(...[...posts].reverse());
    await start();
    await clock.advance(SECOND);
    expect(x.requests.map((r) => r.text)).toEqual(posts.map((_, i) => `n ${i}`));
  });

  test('does not wait behind one that hangs', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: true, after: 25 * SECOND });
    const [slow, next] = [aPost({ dueAt: FAKE_START }), aPost({ dueAt: FAKE_START + 1 })];
    await add(slow, next);
    await start();
    await clock.advance(2 * SECOND);
    expect((await get(next.id)).status).toBe('published');
    expect((await get(slow.id)).status).toBe('publishing');
    await clock.advance(30 * SECOND);
    expect((await get(slow.id)).status).toBe('published');
  });

  test('a thread goes out part by part, each under the one before', async () => {
    const { clock, x, start, add, get } = await createRig();
    const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'one' }, { text: 'two' }, { text: 'three' }] });
    await add(post);
    await start();
    await clock.advance(SECOND);
    const done = await get(post.id);
    expect(done.status).toBe('published');
    expect(x.made.map((p) => p.text)).toEqual(['one', 'two', 'three']);
    expect(x.made.map((p) => p.parentId)).toEqual([
      undefined,
      done.parts[0]?.tweetId,
      done.parts[1]?.tweetId,
    ]);
  });
});

describe('outcomes', () => {
  test('not sent: tried again with the back-off table until it is out', async () => {
    const { clock, x, start, add, get } = await createRig();
    const refusal = { made: false, answer: { kind: 'not-sent', detail: 'ECONNREFUSED' } } as const;
    x.scripts.push(refusal, refusal, refusal);
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(50);
    expect(await get(post.id)).toMatchObject({
      status: 'retrying',
      attempts: 3,
      reason: { kind: 'network' },
    });
    await clock.advance(SECOND);
    expect(await get(post.id)).toMatchObject({ status: 'published', attempts: 4, reason: null });
    expect(x.made).toHaveLength(1);
  });

  test('429: waits until the reset, and so do the others of the account, without a try', async () => {
    const { clock, x, start, add, get } = await createRig();
    const until = FAKE_START + 10 * MINUTE;
    x.scripts.push({ made: false, answer: { kind: 'throttled', until, detail: 'Too Many Requests' } });
    const [first, second] = [aPost({ dueAt: FAKE_START }), aPost({ dueAt: FAKE_START + SECOND })];
    await add(first, second);
    await start();
    await clock.advance(5 * MINUTE);
    expect(await get(first.id)).toMatchObject({ status: 'retrying', reason: { kind: 'throttled' } });
    expect(await get(second.id)).toMatchObject({ status: 'retrying', attempts: 0 });
    await clock.advance(6 * MINUTE);
    expect([(await get(first.id)).status, (await get(second.id)).status]).toEqual(['published', 'published']);
    expect(x.made.map((p) => p.text)).toEqual([first.parts[0]?.text, second.parts[0]?.text]);
  });

  test('401: holds the due posts of the account with one request; they go on when the account is opened', async () => {
    const { clock, x, start, add, get, service } = await createRig();
    x.scripts.push({ made: false, answer: { kind: 'auth', detail: 'Unauthorized' } });
    const [first, second, later] = [
      aPost({ dueAt: FAKE_START }),
      aPost({ dueAt: FAKE_START + SECOND }),
      aPost({ dueAt: FAKE_START + HOUR }),
    ];
    await add(first, second, later);
    await start();
    await clock.advance(5 * SECOND);
    expect([
      (await get(first.id)).status,
      (await get(second.id)).status,
      (await get(later.id)).status,
    ]).toEqual(['held', 'held', 'scheduled']);
    expect(x.requests).toHaveLength(1);
    await service.openAccount('alice');
    await clock.advance(SECOND);
    expect([(await get(first.id)).status, (await get(second.id)).status]).toEqual(['published', 'published']);
  });

  test('a definite refusal needs a person and is not tried again', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: false, answer: { kind: 'rejected', http: 403, detail: 'Forbidden: no' } });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(HOUR);
    expect(await get(post.id)).toMatchObject({
      status: 'failed',
      reason: { kind: 'rejected', detail: 'Forbidden: no' },
    });
    expect(x.requests).toHaveLength(1);
  });
});

describe('late', () => {
  test('after the window nothing is sent: the post is missed and says why', async () => {
    const { clock, x, start, add, get } = await createRig();
    const late = Array.from({ length: 20 }, () => aPost({ dueAt: FAKE_START - 8 * HOUR }));
    const still = aPost({ dueAt: FAKE_START - 30 * MINUTE });
    await add(...late, still);
    await start();
    await clock.advance(SECOND);
    for (const { id } of late)
      expect(await get(id)).toMatchObject({ status: 'missed', reason: { kind: 'late' } });
    expect((await get(still.id)).status).toBe('published');
    expect(x.requests).toHaveLength(1);
  });

  test('a retrying post that passes its window is missed with the cause', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push(
      ...Array.from(
        { length: 99 },
        () => ({ made: false, answer: { kind: 'not-sent', detail: 'ENOTFOUND' } }) as const,
      ),
    );
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(2 * HOUR);
    expect(await get(post.id)).toMatchObject({
      status: 'missed',
      reason: { kind: 'late', cause: 'network', detail: 'ENOTFOUND' },
    });
    expect(x.requests.length).toBeGreaterThan(10);
    expect(x.requests.length).toBeLessThan(30);
  });

  test('while paused nothing leaves; resumed within the window it goes out', async () => {
    const { clock, x, start, add, get, store } = await createRig();
    await store.settings.setPausedUntil(Number.POSITIVE_INFINITY);
    const [soon, gone] = [
      aPost({ dueAt: FAKE_START + SECOND }),
      aPost({ dueAt: FAKE_START + SECOND, lateWindow: 2 * MINUTE }),
    ];
    await add(soon, gone);
    const worker = await start();
    await clock.advance(10 * MINUTE);
    expect(x.requests).toHaveLength(0);
    expect(await get(gone.id)).toMatchObject({ status: 'missed', reason: { kind: 'paused' } });
    await store.settings.setPausedUntil(null);
    worker.wake();
    await clock.advance(SECOND);
    expect((await get(soon.id)).status).toBe('published');
  });
});

describe('a person steps in', () => {
  test('a thread that failed yesterday goes on where it stopped', async () => {
    const { clock, x, start, add, get, service } = await createRig();
    x.scripts.push(
      { made: true },
      { made: false, answer: { kind: 'rejected', http: 403, detail: 'Forbidden' } },
    );
    const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'one' }, { text: 'two' }] });
    await add(post);
    await start();
    await clock.advance(26 * HOUR);
    expect(await get(post.id)).toMatchObject({ status: 'failed', cursor: 1 });
    await service.edit(post.id, { parts: textParts(['one', 'zwei']) });
    await service.retry(post.id);
    await clock.advance(SECOND);
    expect((await get(post.id)).status).toBe('published');
    expect(x.made.map((made) => made.text)).toEqual(['one', 'zwei']);
  });

  test('a pause that ends by itself lets what is due leave at that instant', async () => {
    const { clock, x, start, add, store } = await createRig();
    await store.settings.setPausedUntil(FAKE_START + 10 * MINUTE);
    await add(aPost({ dueAt: FAKE_START + SECOND }));
    await start();
    await clock.advance(10 * MINUTE - 1);
    expect(x.requests).toHaveLength(0);
    await clock.advance(50);
    expect(x.requests).toHaveLength(1);
  });
});

test('a post that is edited while it waits for another try goes when that is due', async () => {
  const { clock, x, start, add, get, service } = await createRig();
  const until = FAKE_START + 10 * MINUTE;
  x.scripts.push({ made: false, answer: { kind: 'throttled', until, detail: '429' } });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start({ exclusive: false });
  await clock.advance(MINUTE);
  await service.edit(post.id, { parts: textParts(['better']) });
  await clock.advance(10 * MINUTE);
  expect(await get(post.id)).toMatchObject({ status: 'published', parts: [{ text: 'better' }] });
});

test('a thread that a worker with a faster clock began goes on when it is due here', async () => {
  const { clock, start, add, get } = await createRig();
  const post = aPost({
    status: 'queued',
    dueAt: FAKE_START + 10 * MINUTE,
    cursor: 1,
    parts: [{ text: 'one', tweetId: '1' }, { text: 'two' }],
    updatedAt: FAKE_START - MINUTE,
  });
  await add(post);
  await start({ exclusive: false });
  await clock.advance(10 * MINUTE + SECOND);
  expect((await get(post.id)).status).toBe('published');
});

test('a row that turns out to be another than the store said is looked at again', async () => {
  const { clock, start, add, get, store } = await createRig();
  const post = aPost({ dueAt: FAKE_START, version: 2 });
  await add(post);
  const stale = aPost({ ...post, version: 1, status: 'held', dueAt: FAKE_START - 2 * HOUR });
  const { due } = store.posts;
  let asked = 0;
  store.posts.due = async (now, limit) => (asked++ === 0 ? { posts: [stale] } : due(now, limit));
  await start({ exclusive: false });
  await clock.advance(MINUTE);
  expect((await get(post.id)).status).toBe('published');
});

test('posts of an account without keys are held without asking X; its account stays open', async () => {
  const { clock, x, start, add, get, service, store } = await createRig();
  x.keys = false;
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'held', attempts: 0, reason: { kind: 'noKeys' } });
  expect((await store.accounts.get('alice'))?.gate).toEqual({ state: 'open' });
  x.keys = true;
  await service.openAccount('alice');
  await clock.advance(SECOND);
  expect((await get(post.id)).status).toBe('published');
});
