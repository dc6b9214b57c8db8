import { describe, expect, test } from 'vitest';
import { explain } from '../../../core/domain/explain.ts';
import { THREAD_WINDOW, windowEnd } from '../../../core/domain/post.ts';
import { snowflakeAt } from '../../../core/domain/snowflake.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig } from '../../fakes/rig.ts';

/** A thread of three whose second part X put off for days, when its day to finish has just ended. */
async function missedThread() {
  const rig = await createRig();
  const dueAt = FAKE_START - THREAD_WINDOW + MINUTE;
  const one = { id: snowflakeAt(dueAt), text: 'one', urls: [] };
  rig.x.made.push(one);
  const post = aPost({
    dueAt,
    status: 'retrying',
    cursor: 1,
    parts: [{ text: 'one', tweetId: one.id, publishedAt: dueAt }, { text: 'two' }, { text: 'three' }],
    nextTryAt: FAKE_START + 4 * THREAD_WINDOW,
    reason: { kind: 'throttled', at: dueAt, detail: '' },
  });
  await rig.add(post);
  await rig.start();
  await rig.clock.advance(MINUTE - SECOND);
  expect((await rig.get(post.id)).status).toBe('retrying');
  await rig.clock.advance(2 * SECOND);
  const reason = { kind: 'late', cause: 'throttled' };
  expect(await rig.get(post.id)).toMatchObject({ status: 'missed', cursor: 1, reason });
  return { rig, id: post.id, now: rig.clock.now() };
}

type Missed = Awaited<ReturnType<typeof missedThread>>;

async function expectWhole({ rig, id }: Missed): Promise<void> {
  expect(await rig.get(id)).toMatchObject({ status: 'published', cursor: 3 });
  const [one, two, three] = rig.x.made;
  expect(rig.x.made.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect([one?.parentId, two?.parentId, three?.parentId]).toEqual([undefined, one?.id, two?.id]);
}

describe('a thread that has begun has a day to finish, then a person decides', () => {
  test('it says what is out and what can be done', async () => {
    const { rig, id } = await missedThread();
    const words = explain(await rig.get(id));
    expect(words?.next).toMatch(/^Part 1 is out and is not sent again/);
    expect(words).toMatchObject({ wayOut: 'reschedule', command: `perch edit ${id} --at WHEN` });
    await rig.clock.advance(2 * HOUR);
    expect(rig.x.requests).toEqual([]);
  });

  test.each(['retry', 'postNow'] as const)('%s goes on at once, with a new day', async (command) => {
    const missed = await missedThread();
    const { rig, id, now } = missed;
    const saved = await rig.service[command](id);
    expect(saved).toMatchObject({ kind: 'ok', post: { status: 'scheduled', cursor: 1, dueAt: now } });
    expect(windowEnd(await rig.get(id))).toBe(now + THREAD_WINDOW);
    await rig.clock.advance(SECOND);
    await expectWhole(missed);
  });

  test('a new time goes on then', async () => {
    const missed = await missedThread();
    const { rig, id, now } = missed;
    await rig.service.edit(id, { dueAt: now + HOUR });
    await rig.clock.advance(HOUR - MINUTE);
    expect(rig.x.made).toHaveLength(1);
    await rig.clock.advance(2 * MINUTE);
    await expectWhole(missed);
  });

  test('cancelled it keeps what is out; deleted that is gone too', async () => {
    const { rig, id } = await missedThread();
    expect(await rig.service.cancel(id)).toMatchObject({ kind: 'ok', post: { status: 'cancelled' } });
    expect(rig.x.made).toHaveLength(1);
    expect(await rig.unpublish(id)).toMatchObject({ kind: 'ok' });
    expect(rig.x.made).toEqual([]);
  });
});
