import { expect, test } from 'vitest';
import type { Outcome } from '../../../core/domain/outcome.ts';
import type { Attempt } from '../../../core/domain/post.ts';
import { snowflakeAt } from '../../../core/domain/snowflake.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { movePost } from '../../../core/domain/transition.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

// Each of these fails when one protective rule is taken out of the code.

const unknown: Outcome = { kind: 'unknown', detail: '503' };
const notSent: Outcome = { kind: 'not-sent', detail: 'ECONNREFUSED' };
const attempt: Attempt = {
  fence: 'theirs',
  owner: 'other',
  armedAt: FAKE_START,
  sentAfter: FAKE_START,
  ambiguous: false,
  duplicate: false,
  absentReads: 0,
};

test('a reading that does not reach back far enough proves nothing', async () => {
  const { clock, x, start, add, get } = await createRig();
  x.scripts.push({ made: false, answer: unknown });
  x.complete = false;
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(HOUR);
  expect((await get(post.id)).status).toBe('checking');
  expect(x.requests).toHaveLength(1);
});

test('the two readings that count lie a gap apart', async () => {
  const { clock, x, start, add, get, store } = await createRig();
  x.scripts.push({ made: false, answer: unknown });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  const worker = await start();
  await clock.advance(95 * SECOND);
  // Waking the worker again and again must not make it read more often.
  for (let i = 0; i < 20; i++) {
    worker.wake();
    await clock.advance(SECOND);
  }
  expect(await get(post.id)).toMatchObject({ status: 'checking', attempt: { absentReads: 1 } });
  const counted = (await store.posts.history(post.id)).filter((entry) => entry.event === 'observed');
  expect(counted).toHaveLength(1);
});

test('a post that shows up late is found by an early reading', async () => {
  const { clock, x, start, add, get } = await createRig();
  x.scripts.push({ made: false, answer: unknown });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(10 * SECOND);
  x.made.push({ id: snowflakeAt(clock.now()), text: post.parts[0]?.text ?? '', urls: [] });
  await clock.advance(10 * SECOND);
  expect((await get(post.id)).status).toBe('published');
});

test('the first arm of a part stays the mark for what to look for', async () => {
  const { clock, x, start, add, get } = await createRig();
  const refused = { made: false, answer: notSent };
  x.scripts.push(refused, refused, refused, { made: false, after: HOUR });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(SECOND);
  expect(await get(post.id)).toMatchObject({
    status: 'publishing',
    attempts: 4,
    attempt: { sentAfter: FAKE_START },
  });
  expect((await get(post.id)).attempt?.armedAt).toBeGreaterThan(FAKE_START);
});

test('what was armed too long ago is not sent any more', async () => {
  const { clock, x, start, add, get } = await createRig();
  x.scripts.push({ before: 11 * SECOND, made: true });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(10.5 * SECOND);
  expect(x.requests).toHaveLength(0);
  await clock.advance(5 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'published', attempts: 2 });
  expect(x.made).toHaveLength(1);
});

test('the wait for the answer to the arm counts: a frozen worker does not send', async () => {
  const { clock, x, start, add, get, store } = await createRig();
  const { moveMany } = store.posts;
  let freeze = 11 * SECOND;
  Object.assign(store.posts, {
    moveMany: async (wanted: Parameters<typeof moveMany>[0]) => {
      const results = await moveMany(wanted);
      if (wanted.some(({ entry }) => entry.event === 'armed')) await clock.sleep(freeze);
      freeze = 0;
      return results;
    },
  });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(11.5 * SECOND);
  expect((await store.posts.history(post.id)).map(({ event }) => event)).toContain('notSent');
  await clock.advance(5 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'published', attempts: 2 });
  expect(x.requests).toHaveLength(1);
});

test("nothing is armed before X's clock is known", async () => {
  const { clock, x, start, add, get } = await createRig();
  x.reachable = false;
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(MINUTE);
  expect(await get(post.id)).toMatchObject({ status: 'retrying', attempts: 0, reason: { kind: 'network' } });
  x.reachable = true;
  await clock.advance(MINUTE);
  expect((await get(post.id)).status).toBe('published');
});

test('a sender that was judged dead may still bring good news, but no other', async () => {
  const { clock, x, start, add, get } = await createRig();
  x.scripts.push({ made: false, answer: notSent, after: 125 * SECOND });
  x.readable = false;
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  const worker = await start();
  await clock.advance(122 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'checking', reason: { kind: 'interrupted' } });
  await clock.advance(10 * SECOND);
  expect((await get(post.id)).status).toBe('checking');
  expect(worker.records().every((record) => record.failures === 0)).toBe(true);
});

test('a late 201 closes what was judged dead meanwhile', async () => {
  const { clock, x, start, add, get } = await createRig();
  x.scripts.push({ made: true, after: 125 * SECOND });
  x.readable = false;
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(3 * MINUTE);
  expect((await get(post.id)).status).toBe('published');
});

test('who lost the fence closes nothing', async () => {
  const { clock, x, start, add, get, store } = await createRig();
  x.scripts.push({ made: false, answer: notSent, after: 20 * SECOND });
  const post = aPost({ dueAt: FAKE_START });
  await add(post);
  await start();
  await clock.advance(SECOND);
  const mine = await get(post.id);
  const move = movePost(mine, 'stopRequested', { now: clock.now(), nonce: 'n', by: 'other' }, { attempt });
  expect((await store.posts.move(move)).kind).toBe('moved');
  await clock.advance(30 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'publishing', attempt: { fence: 'theirs' } });
});

test('a sender that has not moved for a lease is gone, whoever it was', async () => {
  const { clock, start, add, get } = await createRig();
  await start();
  const post = aPost({ dueAt: FAKE_START, status: 'publishing', attempts: 1, attempt });
  await add(post);
  await clock.advance(119 * SECOND);
  expect((await get(post.id)).status).toBe('publishing');
  await clock.advance(2 * SECOND);
  expect(await get(post.id)).toMatchObject({ status: 'checking', reason: { kind: 'interrupted' } });
});

test('posts of an account leave one after the other', async () => {
  const { clock, x, start, add } = await createRig();
  for (let i = 0; i < 4; i++) x.scripts.push({ made: true, after: 300 });
  await add(...Array.from({ length: 4 }, (_, i) => aPost({ dueAt: FAKE_START + i })));
  await start();
  await clock.advance(100);
  expect(x.requests).toHaveLength(1);
  await clock.advance(300);
  expect(x.requests).toHaveLength(2);
});

test('a worker that stood still between the decision and the arm judges anew', async () => {
  const { clock, x, start, add, get, store } = await createRig();
  const post = aPost({ dueAt: FAKE_START + MINUTE });
  await add(post);
  await start();
  const { pausedUntil } = store.settings;
  let asked = 0;
  store.settings.pausedUntil = async () => {
    // Once when it is found, once right before the arm.
    if (clock.now() >= FAKE_START + MINUTE && ++asked === 2) clock.setWall(clock.now() + 8 * HOUR);
    return pausedUntil();
  };
  await clock.advance(2 * MINUTE);
  expect(x.requests).toHaveLength(0);
  expect(await get(post.id)).toMatchObject({ status: 'missed', attempts: 0 });
});
