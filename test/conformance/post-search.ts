import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { PostSearch, PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, mover, type PostStoreFixture } from './post-store.ts';

/** How every post store must find words. Runs like `postStoreConformance`. */
export function postSearchConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: searching posts`, () => {
    let fixture: PostStoreFixture;
    let store: PostStore;
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.close());

    const add = async (text: string, overrides: Partial<Post> = {}): Promise<Post> => {
      const post = aPost({ parts: [{ text }], ...overrides });
      await store.insert([post], ADDED);
      return post;
    };

    /** Page by page, in the order of the ids, as the order of the pages is the store's own. */
    async function find(text: string, rest: Omit<PostSearch, 'text'> = {}): Promise<readonly string[]> {
      const found: string[] = [];
      for (let after: string | undefined, pages = 0; pages < 100; pages++) {
        const page = await store.search({ ...rest, text, ...(after !== undefined && { after }) });
        expect(page.posts.length).toBeLessThanOrEqual(rest.limit ?? 50);
        found.push(...page.posts.map(({ id }) => id));
        after = page.next;
        if (after === undefined) return found.toSorted();
      }
      throw new Error('no end of pages');
    }

    it('finds the beginnings of words, all of them, in any order and any part', async () => {
      const launch = await add('Our launch is on Friday');
      const thread = await add('One', {
        parts: [{ text: 'Launching soon' }, { text: 'see you on friday!' }],
      });
      await add('Friday only');
      expect(await find('fri laun')).toEqual([launch.id, thread.id].toSorted());
      expect(await find('aunch')).toEqual([]);
      expect(await find('fridays')).toEqual([]);
    });

    it.each([
      ['ÉCLAIR', 'An eclair'],
      ['uber', 'Über uns'],
      ["don't", "You don't say"],
      ['東京', '新しい東京タワー'],
      ['ไทย', 'ภาษาไทย'],
      ['이벤', '이벤트 안내'],
      ['🚀', 'We 🚀 it'],
      ['"OR"', 'this or that'],
      ['NEAR(a', 'so near (a joke)'],
      ['100%', 'up 100 percent'],
      ['example.com/a', 'see https://example.com/a?b'],
      ['#perch', 'with #Perch'],
    ])('finds %s in %s', async (search, text) => {
      const post = await add(text);
      await add('Something else');
      expect(await find(search)).toEqual([post.id]);
    });

    it('takes what follows each other in one word as following each other', async () => {
      const post = await add('by v2.10 of it');
      await add('10 of v2');
      expect(await find('v2.10')).toEqual([post.id]);
    });

    it('finds by account, and only of one when asked', async () => {
      const mine = await add('Hello', { account: 'alice' });
      const other = await add('Hello alice', { account: 'bob' });
      expect(await find('@alice')).toEqual([mine.id, other.id].toSorted());
      expect(await find('hello', { account: 'bob' })).toEqual([other.id]);
    });

    it('finds only what has one of the states', async () => {
      const open = await add('Hello');
      await add('Hello', { status: 'cancelled' });
      expect(await find('hello', { status: ['scheduled', 'draft'] })).toEqual([open.id]);
      expect(await find('hello', { status: [] })).toEqual([]);
    });

    it('finds what a post says now, and what has no time', async () => {
      const post = await add('Before', { dueAt: null, status: 'draft' });
      const changed = movePost(post, 'edited', mover(), { parts: [{ text: 'After' }] });
      expect((await store.move(changed)).kind).toBe('moved');
      expect(await find('before')).toEqual([]);
      expect(await find('after')).toEqual([post.id]);
    });

    it('gives pages', async () => {
      const posts = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => add(`Page ${n}`, { dueAt: FAKE_START + n * 1_000 })),
      );
      expect(await find('page', { limit: 2 })).toEqual(posts.map(({ id }) => id).toSorted());
    });

    it('finds nothing without a word', async () => {
      await add('Hello');
      expect(await find(' …  ')).toEqual([]);
      expect(await find('')).toEqual([]);
    });
  });
}
