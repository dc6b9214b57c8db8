import { describe, expect, test } from 'vitest';
import { explain } from '../../../core/domain/explain.ts';
import type { Post } from '../../../core/domain/post.ts';
import type { Status } from '../../../core/domain/status.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import type { Move } from '../../../core/domain/transition.ts';
import { viewPost } from '../../../core/domain/view.ts';
import { unpublish } from '../../../core/service/unpublish.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';
import { createRig, createRigApi } from '../../fakes/rig.ts';
import { createSandboxRig } from '../../fakes/sandbox-rig.ts';

const never = new AbortController().signal;
const out = (n: number) => ({ text: `part ${n}`, tweetId: `${n}`, publishedAt: FAKE_START });

/** A thread of five with `cursor` parts out. */
const thread = (status: Status, cursor: number, more: Partial<Post> = {}): Post =>
  aPost({
    dueAt: FAKE_START,
    status,
    cursor,
    parts: [1, 2, 3, 4, 5].map((n) => (n <= cursor ? out(n) : { text: `part ${n}` })),
    ...more,
  });

const deletedOf = ({ parts }: Post) =>
  parts.flatMap(({ tweetId, deletedAt }) => (deletedAt === undefined ? [] : [tweetId]));

/** Runs one effect after the other and dies once, where `when` says: before or after the n-th. */
function crashAt(when: string) {
  const n = Number(/\d+/.exec(when)?.[0]);
  let count = 0;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    count += 1;
    const died = new Error('the process died');
    if (count === n && when.startsWith('before')) throw died;
    const result = await run();
    if (count === n) throw died;
    return result;
  };
}

describe('deleting what is out, at the sandbox', () => {
  async function published() {
    const rig = await createSandboxRig();
    const post = aPost({ dueAt: FAKE_START, parts: ['one', 'two', 'three'].map((text) => ({ text })) });
    await rig.add(post);
    await rig.start();
    await rig.advance(SECOND);
    expect((await rig.get(post.id)).status).toBe('published');
    const isThere = () => rig.sandbox.posts().map(({ deletedAt }) => deletedAt === undefined);
    const deletions = () => rig.sandbox.requests().filter(({ method }) => method === 'DELETE');
    const refuseSecond = (fault: object) =>
      rig.sandbox.setFaults([
        { kind: 'status', method: 'DELETE', after: 1, apply: false, ...fault } as never,
      ]);
    return { rig, id: post.id, isThere, deletions, refuseSecond };
  }

  test('goes from the last part to the first, and each is written down', async () => {
    const { rig, id, isThere, deletions } = await published();
    const ids = rig.sandbox.posts().map((post) => post.id);
    const result = await rig.unpublish(id);
    expect(result).toMatchObject({ kind: 'ok', post: { status: 'cancelled', reason: { kind: 'removed' } } });
    expect(isThere()).toEqual([false, false, false]);
    expect(deletions().map(({ path }) => path)).toEqual(ids.toReversed().map((one) => `/2/tweets/${one}`));
    const post = await rig.get(id);
    expect(post.parts).toEqual(
      ids.map((tweetId) => expect.objectContaining({ tweetId, deletedAt: expect.any(Number) })),
    );
    expect(viewPost(post).parts[0]?.deletedAt).toMatch(/^2027-03-01T12:0/);
    const history = await rig.store.posts.history(id);
    expect(history.slice(-4).map(({ event, part }) => [event, part])).toEqual([
      ['unpublished', 3],
      ['partDeleted', 2],
      ['partDeleted', 1],
      ['partDeleted', 0],
    ]);
    expect(await rig.publisher.timeline('alice', 0, never)).toMatchObject({ kind: 'read', posts: [] });
  });

  test('asked again it does nothing more, and nothing is ever sent again', async () => {
    const { rig, id, deletions } = await published();
    await rig.unpublish(id);
    const before = await rig.get(id);
    expect(await rig.unpublish(id)).toMatchObject({ kind: 'ok' });
    expect(deletions()).toHaveLength(3);
    for (const refused of [
      await rig.service.retry(id),
      await rig.service.retry(id, { force: true }),
      await rig.service.postNow(id),
      await rig.service.edit(id, { dueAt: FAKE_START + HOUR }),
      await rig.service.edit(id, { draft: true }),
    ]) {
      expect(refused).toMatchObject({ kind: 'refused', code: 'taken-down' });
      expect(refused.kind === 'refused' && refused.message).toContain('new post');
    }
    await rig.service.openAccount('alice');
    await rig.advance(10 * MINUTE);
    expect(await rig.get(id)).toEqual(before);
    expect(rig.sent).toHaveLength(3);
  });

  test.each([
    ['429', { code: 429, resetMs: MINUTE }, 'throttled', 'X asked Perch to wait (Too Many Requests'],
    ['401', { code: 401 }, 'auth', 'new keys'],
    ['402', { code: 402 }, 'credits', 'Add credit'],
    ['403', { code: 403, body: { title: 'Forbidden' } }, 'rejected', 'refused to delete part 2 (Forbidden)'],
    ['500, and not done', { code: 500 }, 'unknown', 'no clear answer'],
    ['500, and done all the same', { code: 500, apply: true }, 'unknown', 'no clear answer'],
    ['reset', { kind: 'reset', apply: true }, 'unknown', 'no clear answer'],
    ['an empty answer', { kind: 'empty', apply: true }, 'unknown', 'no clear answer'],
    [
      "a gateway's 404",
      { code: 404, body: '<h1>?</h1>', headers: { 'content-type': 'text/html' } },
      'rejected',
      'refused to delete part 2',
    ],
  ])('stopped by %s at the second deletion it says what is left, and goes on there', async (...args) => {
    const [, fault, code, says] = args;
    const { rig, id, isThere, deletions, refuseSecond } = await published();
    refuseSecond(fault);
    const partly = await rig.unpublish(id);
    expect(partly).toMatchObject({ kind: 'partly', code, post: { status: 'cancelled' } });
    if (partly.kind !== 'partly') return;
    expect(partly.message).toMatch(/^Parts 1 to 2 are still out: /);
    expect(partly.message).toContain(says);
    expect(partly.message).toContain(`perch unpublish ${id}`);
    expect(explain(await rig.get(id))?.next).toMatch(/^Parts 1 to 2 are still out: `perch unpublish`/);
    expect((await rig.get(id)).parts.map(({ deletedAt }) => deletedAt === undefined)).toEqual([
      true,
      true,
      false,
    ]);
    expect(await rig.unpublish(id)).toMatchObject({ kind: 'ok' });
    expect(isThere()).toEqual([false, false, false]);
    expect(deletions()).toHaveLength(4);
    expect(explain(await rig.get(id))?.next).toMatch(/^It is gone from X/);
  });

  test('what a person deleted on X, or what never was there, counts as gone', async () => {
    const { rig, id } = await published();
    rig.sandbox.setFaults([{ kind: 'status', code: 404, method: 'DELETE', apply: true }]);
    expect(await rig.unpublish(id)).toMatchObject({ kind: 'ok' });
    const unknown = thread('published', 5);
    await rig.add(unknown);
    expect(await rig.unpublish(unknown.id)).toMatchObject({ kind: 'ok' });
  });
});

describe('deleting what is out', () => {
  test.each(['failed', 'missed', 'held', 'cancelled'] as const)(
    'of a %s thread takes the parts that are out, and the rest is never sent',
    async (status) => {
      const rig = await createRig();
      const post = thread(status, 2);
      await rig.add(post);
      expect(await rig.unpublish(post.id)).toMatchObject({
        kind: 'ok',
        post: { status: 'cancelled', cursor: 2 },
      });
      await rig.service.openAccount('alice');
      await rig.start();
      await rig.clock.advance(HOUR);
      expect(rig.x.requests).toEqual([]);
      expect((await rig.get(post.id)).parts.map(({ deletedAt }) => deletedAt !== undefined)).toEqual([
        true,
        true,
        false,
        false,
        false,
      ]);
    },
  );

  test.each([
    ['scheduled', 2, 'wrong-status', 'perch cancel'],
    ['queued', 2, 'wrong-status', 'perch cancel'],
    ['retrying', 2, 'wrong-status', 'perch cancel'],
    ['draft', 2, 'wrong-status', 'perch cancel'],
    ['publishing', 2, 'on-its-way', 'already on its way'],
    ['checking', 2, 'on-its-way', 'already on its way'],
    ['failed', 0, 'nothing-out', 'Nothing of this post is out'],
    ['scheduled', 0, 'nothing-out', 'Nothing of this post is out'],
  ] as const)('of a %s thread with %i parts out is refused', async (status, cursor, code, says) => {
    const rig = await createRig();
    const post = thread(status, cursor);
    await rig.add(post);
    const result = await rig.unpublish(post.id);
    expect(result).toMatchObject({ kind: 'refused', code, message: expect.stringContaining(says) });
    expect(await rig.get(post.id)).toEqual(post);
  });

  test('of a post whose ids nobody knows is refused', async () => {
    const rig = await createRig();
    const post = aPost({ status: 'published', cursor: 1 });
    await rig.add(post);
    const message = expect.stringContaining('delete it on X');
    expect(await rig.unpublish(post.id)).toMatchObject({ kind: 'refused', code: 'nothing-out', message });
  });

  test('warns of a part of which nobody knows whether it is out', async () => {
    const rig = await createRig();
    const post = thread('failed', 2, { reason: { kind: 'undecided', at: FAKE_START, detail: '' } });
    await rig.add(post);
    await rig.unpublish(post.id);
    expect(explain(await rig.get(post.id))?.sentence).toContain('part 3 may be out as well');
  });

  test('tells the window what is left in one sentence', async () => {
    const rig = await createRig();
    const post = thread('published', 5);
    await rig.add(post);
    rig.x.removals.push({ kind: 'removed' }, { kind: 'not-sent', detail: 'ENOTFOUND' });
    const api = createRigApi(rig);
    const message = expect.stringMatching(
      /^Parts 1 to 4 are still out: X could not be reached \(ENOTFOUND\)/,
    );
    expect(await api.unpublish(post.id)).toEqual({ kind: 'refused', code: 'not-sent', message });
    expect(await api.unpublish(post.id)).toMatchObject({ kind: 'ok', post: { reason: 'removed' } });
  });

  test('by two at once is done once', async () => {
    const rig = await createRig();
    const post = thread('published', 5);
    await rig.add(post);
    const results = await Promise.all([rig.unpublish(post.id), rig.unpublish(post.id)]);
    expect(results).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }]);
    const events = (await rig.store.posts.history(post.id)).map(({ event }) => event);
    expect(events).toEqual(['added', 'unpublished', ...Array(5).fill('partDeleted')]);
  });

  test('without keys on this machine changes nothing', async () => {
    const rig = await createRig();
    const post = thread('failed', 2);
    await rig.add(post);
    rig.x.keys = false;
    expect(await rig.unpublish(post.id)).toMatchObject({ kind: 'refused', code: 'no-keys' });
    expect(await rig.get(post.id)).toEqual(post);
  });

  // A claim, then a deletion and its record for each of three parts.
  const steps = Array.from({ length: 7 }, (_, i) => i + 1);
  test.each(steps.flatMap((n) => [`before step ${n}`, `after step ${n}`]))(
    'goes on after a crash %s',
    async (when) => {
      const rig = await createRig();
      const post = thread('failed', 3);
      await rig.add(post);
      const asked: string[] = [];
      const step = crashAt(when);
      const publisher = {
        hasKeys: () => true,
        remove: (_account: string, tweetId: string) =>
          step(async () => {
            asked.push(tweetId);
            return { kind: 'removed' } as const;
          }),
      };
      const posts = { ...rig.store.posts, move: (move: Move) => step(() => rig.store.posts.move(move)) };
      const deps = { ...rig.store, posts, clock: rig.clock, random: rig.random, by: 'test', publisher };
      await expect(unpublish(deps, post.id, never)).rejects.toThrow('the process died');
      const left = await rig.get(post.id);
      expect(asked).toEqual(expect.arrayContaining(deletedOf(left)));
      if (asked.length > 0) expect(left.status).toBe('cancelled');
      expect(await unpublish(deps, post.id, never)).toMatchObject({
        kind: 'ok',
        post: { status: 'cancelled' },
      });
      expect(deletedOf(await rig.get(post.id))).toEqual(['1', '2', '3']);
      expect([...new Set(asked)]).toEqual(['3', '2', '1']);
      expect(asked.length).toBeLessThanOrEqual(4);
    },
  );

  test('keeps the ids: the timeline that still shows a deleted post lends it to no other', async () => {
    const rig = await createRig();
    const [first, second] = [aPost({ dueAt: FAKE_START }), aPost({ dueAt: FAKE_START + 10 * SECOND })];
    await rig.add(first, { ...second, parts: first.parts });
    await rig.start();
    await rig.clock.advance(SECOND);
    const shown = [...rig.x.made];
    await rig.unpublish(first.id);
    rig.x.made.push(...shown);
    rig.x.scripts.push({ made: false, answer: { kind: 'unknown', detail: '503' } });
    await rig.clock.advance(5 * MINUTE);
    const post = await rig.get(second.id);
    expect(post).toMatchObject({ status: 'published', attempts: 2 });
    expect(post.parts[0]?.tweetId).not.toBe(shown[0]?.id);
  });
});
