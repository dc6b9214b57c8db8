import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { continueSeries, nextEntry } from '../../core/domain/series.ts';
import { SETTLED_STATUSES } from '../../core/domain/status.ts';
import { DAY, MINUTE } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aRepeatingPost } from '../fakes/series.ts';
import { ADDED, mover, type PostStoreFixture } from './post-store.ts';

/** What a post store must do for posts that repeat. Runs like `postStoreConformance`. */
export function postSeriesConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: posts that repeat`, () => {
    let fixture: PostStoreFixture;
    let store: PostStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    const add = async (overrides: Partial<Omit<Post, 'dueAt'>> = {}, dueAt = FAKE_START): Promise<Post> => {
      const post = aRepeatingPost('every 2 weeks on mon, 5 times', { ...overrides, dueAt });
      await store.insert([post], ADDED);
      return post;
    };
    const dueIds = async (now: number) => (await store.due(now, 100)).posts.map(({ id }) => id);
    /** What a worker does that found the post settled. */
    const goOn = async (post: Post) => {
      if (!post.repeat) throw new Error('it does not repeat');
      const { next, move } = continueSeries(post, post.repeat, mover(FAKE_START + MINUTE));
      const inserted = await store.insert(next ? [next] : [], nextEntry(move.entry));
      return { next, move, inserted, moved: await store.move(move) };
    };

    it('gives them back exactly as they were written', async () => {
      const post = await add();
      expect(await store.get(post.id)).toEqual(post);
      const { next, move } = await goOn(await add({ status: 'published' }));
      expect(await store.get(move.to.id)).toEqual(move.to);
      expect(await store.get(next?.id ?? '')).toEqual(next);
    });

    it('wakes somebody at once for each that is settled, until its next one is made', async () => {
      for (const status of SETTLED_STATUSES) {
        const post = await add({ status, updatedAt: FAKE_START + MINUTE }, FAKE_START + 7 * DAY);
        expect(await dueIds(FAKE_START + MINUTE - 1), status).not.toContain(post.id);
        expect(await dueIds(FAKE_START + MINUTE), status).toContain(post.id);
        await goOn(post);
        expect(await dueIds(FAKE_START + MINUTE), status).not.toContain(post.id);
      }
    });

    it('wakes nobody for one that was settled when its series had ended', async () => {
      const post = await add();
      const repeat = post.repeat && { ...post.repeat, next: null };
      await store.move(movePost(post, 'cancelled', mover(), { repeat }));
      expect(await dueIds(FAKE_START + DAY)).toEqual([]);
    });

    it('lists and counts each of them once, also while the next is to be made', async () => {
      const published = await add({ status: 'published' });
      const missed = await add({ status: 'missed' });
      const listed = async (query: Parameters<PostStore['list']>[0]) =>
        (await store.list(query)).posts.map(({ id }) => id).toSorted();
      expect(await listed({})).toEqual([published.id, missed.id].toSorted());
      expect(await listed({ status: ['published'] })).toEqual([published.id]);
      expect(await listed({ status: ['missed', 'scheduled'] })).toEqual([missed.id]);
      expect(await store.counts()).toMatchObject({ published: 1, missed: 1, scheduled: 0 });
    });

    it('lets many workers make one next post', async () => {
      const post = await add({ status: 'published' });
      const results = await Promise.all(Array.from({ length: 20 }, () => goOn(post)));
      expect(results.flatMap(({ inserted }) => inserted).filter((kind) => kind === 'inserted')).toHaveLength(
        1,
      );
      expect(results.filter(({ moved }) => moved.kind === 'moved')).toHaveLength(1);
      const { posts } = await store.list({});
      expect(posts.map(({ repeat }) => repeat?.number)).toEqual([1, 2]);
      expect(await dueIds(FAKE_START + MINUTE)).toEqual([]);
    });

    it('is made once more to no effect by whoever was cut off before it was written down', async () => {
      const post = await add({ status: 'failed' });
      const { next } = continueSeries(post, post.repeat ?? never(), mover(FAKE_START + MINUTE));
      await store.insert([next ?? never()], ADDED);
      const later = await goOn(post);
      expect(later.inserted).toEqual(['exists']);
      expect(await store.get(next?.id ?? '')).toEqual(next);
      expect((await store.get(post.id))?.repeat?.next).toBe(next?.id);
    });
  });
}

function never(): never {
  throw new Error('nothing follows');
}
