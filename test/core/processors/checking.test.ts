import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../core/domain/outcome.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

const unknown: Outcome = { kind: 'unknown', detail: '503 Service Unavailable' };
const duplicate: Outcome = { kind: 'duplicate', detail: 'duplicate content' };

describe('an unknown outcome', () => {
  test('posted all the same: found on the timeline within seconds, never sent again', async () => {
    const { clock, x, start, add, get, published } = await createRig();
    x.scripts.push({ made: true, answer: unknown });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(20 * SECOND);
    expect(await get(post.id)).toMatchObject({ status: 'published', parts: [{ tweetId: x.made[0]?.id }] });
    expect(published).toEqual([post.id]);
    await clock.advance(HOUR);
    expect(x.requests).toHaveLength(1);
  });

  test('not posted: sent again only after the quiet period and two clean reads', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: false, answer: unknown });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(115 * SECOND);
    expect((await get(post.id)).status).toBe('checking');
    expect(x.requests).toHaveLength(1);
    await clock.advance(15 * SECOND);
    expect(await get(post.id)).toMatchObject({ status: 'published', attempts: 2 });
    expect(x.made).toHaveLength(1);
  });

  test('a timeline that cannot be read proves nothing', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: true, answer: unknown });
    x.readable = false;
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(3 * HOUR);
    expect((await get(post.id)).status).toBe('checking');
    expect(x.requests).toHaveLength(1);
    x.readable = true;
    await clock.advance(6 * MINUTE);
    expect((await get(post.id)).status).toBe('published');
  });

  test('a request that lands late is found before anything is sent again', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: false, answer: unknown });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(80 * SECOND);
    x.made.push({
      id: (await import('../../../core/domain/snowflake.ts')).snowflakeAt(clock.now()),
      text: post.parts[0]?.text ?? '',
      urls: [],
    });
    await clock.advance(HOUR);
    expect((await get(post.id)).status).toBe('published');
    expect(x.requests).toHaveLength(1);
  });

  test('in a thread: resumes at the part in doubt, parts that are out are left alone', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: true }, { made: false, answer: unknown });
    const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'one' }, { text: 'two' }, { text: 'three' }] });
    await add(post);
    await start();
    await clock.advance(5 * MINUTE);
    expect((await get(post.id)).status).toBe('published');
    expect(x.made.map((p) => p.text)).toEqual(['one', 'two', 'three']);
  });

  test('in a thread: goes on at once when the part in doubt turns out to be there', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: true, answer: unknown });
    const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'one' }, { text: 'two' }] });
    await add(post);
    await start({ exclusive: false });
    await clock.advance(20 * SECOND);
    expect((await get(post.id)).status).toBe('published');
    expect(x.made.map((p) => p.text)).toEqual(['one', 'two']);
  });

  test('cancelled meanwhile: what is out stays out, the rest is not sent', async () => {
    const { clock, x, start, add, get, service } = await createRig();
    x.scripts.push({ made: true, answer: unknown });
    x.readable = false;
    const post = aPost({ dueAt: FAKE_START, parts: [{ text: 'one' }, { text: 'two' }] });
    await add(post);
    await start();
    await clock.advance(SECOND);
    expect(await service.cancel(post.id)).toMatchObject({ kind: 'ok', post: { stopRequested: true } });
    x.readable = true;
    await clock.advance(MINUTE);
    expect(await get(post.id)).toMatchObject({ status: 'cancelled', cursor: 1 });
    expect(x.made.map((p) => p.text)).toEqual(['one']);
  });
});

describe('"duplicate content"', () => {
  test('after a doubtful try it is ours: found and adopted', async () => {
    const { clock, x, start, add, get } = await createRig();
    x.scripts.push({ made: true, answer: duplicate });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(MINUTE);
    expect((await get(post.id)).status).toBe('published');
  });

  test('of an older post: fails with its id, at once', async () => {
    const { clock, x, start, add, get } = await createRig();
    const post = aPost({ dueAt: FAKE_START });
    x.made.push({ id: '1000', text: post.parts[0]?.text ?? '', urls: [] });
    x.scripts.push({ made: false, answer: duplicate });
    await add(post);
    await start();
    await clock.advance(20 * SECOND);
    expect(await get(post.id)).toMatchObject({ status: 'failed', reason: { kind: 'repeat' } });
    expect((await get(post.id)).reason?.detail).toContain('1000');
  });

  test('with nothing to be seen: a person decides, and a forced retry sends again', async () => {
    const { clock, x, start, add, get, service } = await createRig();
    x.scripts.push({ made: false, answer: unknown }, { made: false, answer: duplicate });
    const post = aPost({ dueAt: FAKE_START });
    await add(post);
    await start();
    await clock.advance(10 * MINUTE);
    expect(await get(post.id)).toMatchObject({ status: 'failed', reason: { kind: 'undecided' } });
    expect(x.requests).toHaveLength(2);
    await service.retry(post.id, { force: true });
    await clock.advance(SECOND);
    expect(x.requests).toHaveLength(3);
    expect((await get(post.id)).status).toBe('published');
  });
});

describe('a worker that died on the wire', () => {
  test('is followed by one that checks first and never sends from there', async () => {
    const { clock, x, start, add, get, store } = await createRig();
    const post = aPost({
      dueAt: FAKE_START,
      status: 'publishing',
      attempts: 1,
      attempt: {
        fence: 'f',
        owner: 'dead',
        armedAt: FAKE_START,
        sentAfter: FAKE_START,
        ambiguous: false,
        duplicate: false,
        absentReads: 0,
      },
    });
    await add(post);
    await start();
    expect(await get(post.id)).toMatchObject({ status: 'checking', reason: { kind: 'interrupted' } });
    expect(x.requests).toHaveLength(0);
    await clock.advance(3 * MINUTE);
    expect((await get(post.id)).status).toBe('published');
    const events = (await store.posts.history(post.id)).map((entry) => entry.event);
    expect(events).toEqual(['added', 'doubted', 'observed', 'provenAbsent', 'armed', 'published']);
  });

  test('queued posts that lost their hint go out after the start', async () => {
    const { clock, start, add, get } = await createRig();
    const post = aPost({ dueAt: FAKE_START, status: 'queued' });
    await add(post);
    await start();
    await clock.advance(SECOND);
    expect((await get(post.id)).status).toBe('published');
  });
});
