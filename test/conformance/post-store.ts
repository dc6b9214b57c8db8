import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { STATUSES } from '../../core/domain/status.ts';
import { HOUR, MINUTE } from '../../core/domain/time.ts';
import { type Move, movePost, type PostChanges } from '../../core/domain/transition.ts';
import type { PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aMedia, FULL_THREAD } from '../fakes/content.ts';
import { aPost } from '../fakes/post.ts';
import { boundTweets } from './bound-tweets.ts';

export type PostStoreFixture = { readonly store: PostStore; readonly close: () => Promise<void> | void };

let nonces = 0;
export const mover = (now = FAKE_START) => ({ now, nonce: `n${++nonces}`, by: 'test' });
export const ADDED = { at: FAKE_START, event: 'added', part: 0, detail: '', by: 'test' } as const;
export const arm = (post: Post, changes: PostChanges = {}): Move => movePost(post, 'armed', mover(), changes);

/**
 * What every post store must do when it is written to. To run it on a new adapter: give it a function that
 * opens an EMPTY store (its own table, file or partition for each call) and see sqlite.test.ts for the call.
 */
export function postStoreConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: writing posts`, () => {
    let fixture: PostStoreFixture;
    let store: PostStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    const add = async (overrides: Partial<Post> = {}): Promise<Post> => {
      const post = aPost(overrides);
      await store.insert([post], ADDED);
      return post;
    };

    it('gives a post back exactly as it was written', async () => {
      const full = await add({
        dueAt: FAKE_START + 0.5,
        parts: [
          { text: '  "É" \u0000 🏳️‍🌈\n\ttail ', tweetId: '1900000000000000001', publishedAt: FAKE_START },
          { text: '', tweetId: '1900000000000000002', publishedAt: FAKE_START, deletedAt: FAKE_START + 1 },
          { text: '' },
        ],
        cursor: 2,
        status: 'checking',
        attempt: {
          fence: 'f',
          owner: 'o',
          armedAt: 1,
          sentAfter: 2,
          ambiguous: true,
          duplicate: false,
          absentReads: 1,
        },
        reason: { kind: 'late', at: FAKE_START, detail: 'a "quoted" word', cause: 'throttled' },
        nextTryAt: FAKE_START + MINUTE,
        stopRequested: true,
        overCap: true,
      });
      expect(await store.get(full.id)).toEqual(full);
      const draft = await add({ status: 'draft', dueAt: null });
      expect(await store.get(draft.id)).toEqual(draft);
    });

    it('keeps all that a post may hold besides text', async () => {
      const full = await add({
        parts: FULL_THREAD,
        replyTo: '1900000000000000008',
        replySettings: 'following',
      });
      expect(await store.get(full.id)).toEqual(full);
      expect((await store.list({})).posts).toEqual([full]);
      const described = Array.from({ length: 25 }, (_, i) => ({
        text: `${i}`,
        media: Array.from({ length: 4 }, () => aMedia({ alt: '字'.repeat(1_000) })),
      }));
      const large = await add({ parts: described });
      expect(await store.get(large.id)).toEqual(large);
    });

    it('keeps a text of 25,000 characters and a thread of 25 parts', async () => {
      const long = await add({
        parts: Array.from({ length: 25 }, (_, i) => ({ text: `${i} ${'字'.repeat(1_000)}` })),
      });
      const premium = await add({ parts: [{ text: 'x'.repeat(25_000) }] });
      expect(await store.get(long.id)).toEqual(long);
      expect(await store.get(premium.id)).toEqual(premium);
    });

    it('knows no post that was not inserted', async () => {
      expect(await store.get('no-such-id')).toBeUndefined();
    });

    it('inserts an id once and leaves the first one as it was', async () => {
      const post = await add();
      expect(await store.insert([{ ...post, zone: 'UTC' }, aPost()], ADDED)).toEqual(['exists', 'inserted']);
      expect(await store.get(post.id)).toEqual(post);
      expect(await store.history(post.id)).toHaveLength(1);
    });

    it('inserts the same id twice in one call once', async () => {
      const post = aPost();
      expect(await store.insert([post, post], ADDED)).toEqual(['inserted', 'exists']);
    });

    it('moves a post, adds one to its version and keeps the nonce', async () => {
      const post = await add();
      const move = arm(post, { attempts: 1 });
      const result = await store.move(move);
      expect(result).toEqual({ kind: 'moved', post: { ...move.to, version: post.version + 1 } });
      expect(await store.get(post.id)).toEqual(move.to);
    });

    it('refuses a move of an outdated post and shows the present one', async () => {
      const post = await add();
      const first = await store.move(arm(post));
      const second = await store.move(arm(post));
      expect(first.kind).toBe('moved');
      expect(second).toEqual({ kind: 'conflict', current: await store.get(post.id) });
    });

    it('says so when the post is not there', async () => {
      expect(await store.move(arm(aPost()))).toEqual({ kind: 'conflict', current: undefined });
    });

    it('takes the repetition of a write whose answer was lost for the write itself', async () => {
      const post = await add();
      const move = arm(post);
      await store.move(move);
      expect(await store.move(move)).toEqual({ kind: 'moved', post: move.to });
      expect(await store.history(post.id)).toHaveLength(2);
      await store.move(movePost(move.to, 'doubted', mover()));
      expect((await store.move(move)).kind).toBe('conflict');
    });

    it('lets one of 50 competing claims win', async () => {
      const post = await add();
      const results = await Promise.all(Array.from({ length: 50 }, () => store.move(arm(post))));
      const winners = results.filter((result) => result.kind === 'moved');
      expect(winners).toHaveLength(1);
      expect(await store.get(post.id)).toEqual(winners[0]?.post);
      expect(results.filter((result) => result.kind === 'conflict')).toHaveLength(49);
    });

    it('makes many moves at once, each for itself', async () => {
      const [a, b, c] = [await add(), await add(), await add()];
      await store.move(movePost(b, 'cancelled', mover()));
      const results = await store.moveMany([arm(a), arm(b), arm(c), arm(aPost())]);
      expect(results.map((result) => result.kind)).toEqual(['moved', 'conflict', 'moved', 'conflict']);
      expect((await store.get(a.id))?.status).toBe('publishing');
      expect((await store.get(b.id))?.status).toBe('cancelled');
      expect(await store.moveMany([])).toEqual([]);
    });

    it('makes two moves of one post in one call in their order', async () => {
      const post = await add();
      const first = movePost(post, 'enqueued', mover());
      const results = await store.moveMany([first, movePost(first.to, 'armed', mover()), arm(post)]);
      expect(results.map((result) => result.kind)).toEqual(['moved', 'moved', 'conflict']);
      expect((await store.get(post.id))?.version).toBe(post.version + 2);
    });

    it('writes the history of every change, and of none that was refused', async () => {
      const post = await add();
      await store.move(
        movePost(post, 'enqueued', { now: FAKE_START + 5, nonce: 'q', by: 'worker 1' }, {}, 'due'),
      );
      await store.move(arm(post));
      expect(await store.history(post.id)).toEqual([
        { ...ADDED, postId: post.id, from: null, to: 'scheduled' },
        {
          postId: post.id,
          at: FAKE_START + 5,
          event: 'enqueued',
          from: 'scheduled',
          to: 'queued',
          part: 0,
          detail: 'due',
          by: 'worker 1',
        },
      ]);
      expect(await store.history('no-such-id')).toEqual([]);
    });

    textLock(() => store, add);
    boundTweets(() => store, add);
    changes(() => store, add);
  });
}

export type Add = (overrides?: Partial<Post>) => Promise<Post>;

/** R11: of posts that the timeline could not tell apart, one is in doubt at a time. */
function textLock(store: () => PostStore, add: Add): void {
  it('lets only one of several identical texts of an account be in flight', async () => {
    const [a, b, c] = [
      await add({ parts: [{ text: 'Same' }] }),
      await add({ parts: [{ text: 'Same' }] }),
      await add({ parts: [{ text: 'Same' }] }),
    ];
    const results = await store().moveMany([arm(a), arm(b), arm(c)]);
    expect(results.map((result) => result.kind)).toEqual(['moved', 'text-locked', 'text-locked']);
    expect(await store().get(b.id)).toEqual(b);
    expect(await store().history(b.id)).toHaveLength(1);
  });

  it('keeps the text locked while the outcome is in doubt and frees it when it is settled', async () => {
    const [a, b] = [await add({ parts: [{ text: 'Same' }] }), await add({ parts: [{ text: 'Same' }] })];
    const armed = arm(a);
    await store().move(armed);
    const doubted = movePost(armed.to, 'doubted', mover());
    await store().move(doubted);
    expect((await store().move(arm(b))).kind).toBe('text-locked');
    await store().move(
      movePost(doubted.to, 'published', mover(), { parts: [{ text: 'Same', tweetId: '1' }], cursor: 1 }),
    );
    expect((await store().move(arm(b))).kind).toBe('moved');
  });

  it('locks per account, parent and text', async () => {
    const thread = (tweetId: string) => ({ parts: [{ text: 'Head', tweetId }, { text: 'Same' }], cursor: 1 });
    const posts = [
      await add({ parts: [{ text: 'Same' }] }),
      await add({ parts: [{ text: 'Same' }], account: 'bob' }),
      await add({ parts: [{ text: 'Same!' }] }),
      await add(thread('11')),
      await add(thread('12')),
    ];
    const results = await store().moveMany(posts.map((post) => arm(post)));
    expect(results.map((result) => result.kind)).toEqual(posts.map(() => 'moved'));
  });

  it('does not lock a post against itself', async () => {
    const post = await add();
    const armed = arm(post);
    await store().move(armed);
    expect((await store().move(movePost(armed.to, 'doubted', mover()))).kind).toBe('moved');
  });
}

function changes(store: () => PostStore, add: Add): void {
  it('tells of changes of its own, and no more after the way out', async () => {
    let calls = 0;
    const stop = store().onChange(() => calls++);
    const post = await add();
    await expect.poll(() => calls).toBeGreaterThan(0);
    const before = calls;
    await store().move(movePost(post, 'edited', mover(), { dueAt: FAKE_START + HOUR }));
    await expect.poll(() => calls).toBeGreaterThan(before);
    stop();
    const after = calls;
    await add();
    expect(calls).toBe(after);
  });

  it('counts what it holds', async () => {
    await Promise.all(STATUSES.map((status) => add({ status })));
    const armed = arm(await add());
    await store().move(armed);
    const expected = Object.fromEntries(STATUSES.map((status) => [status, status === 'publishing' ? 2 : 1]));
    expect(await store().counts()).toEqual(expected);
  });
}
