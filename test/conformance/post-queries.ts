import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post } from '../../core/domain/post.ts';
import type { Status } from '../../core/domain/status.ts';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import type { PostQuery, PostStore } from '../../core/ports/post-store.ts';
import { FAKE_START } from '../fakes/clock.ts';
import { aPost } from '../fakes/post.ts';
import { ADDED, arm, mover, type PostStoreFixture } from './post-store.ts';

const ids = (posts: readonly Post[]): readonly string[] => posts.map((post) => post.id);

/** What every post store must answer. Runs like `postStoreConformance`. */
export function postQueriesConformance(name: string, open: () => Promise<PostStoreFixture>): void {
  describe(`${name}: finding posts`, () => {
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

    const theOne = async (id: string): Promise<Post> => {
      const post = await store.get(id);
      if (!post) throw new Error(`no post ${id}`);
      return post;
    };

    it('finds what is due, earliest first', async () => {
      const late = await add({ dueAt: FAKE_START + 2 });
      const early = await add({ dueAt: FAKE_START + 1 });
      await add({ dueAt: FAKE_START + 3 });
      expect(ids((await store.due(FAKE_START + 2, 10)).posts)).toEqual([early.id, late.id]);
      expect(ids((await store.due(FAKE_START + 2, 1)).posts)).toEqual([early.id]);
      expect(await store.due(FAKE_START, 10)).toEqual({ posts: [], next: FAKE_START + 1 });
    });

    it('says when the first of those wakes that it did not give', async () => {
      await add({ dueAt: FAKE_START });
      await add({ dueAt: FAKE_START + 1 });
      expect((await store.due(FAKE_START + 2, 1)).next).toBe(FAKE_START + 1);
      expect((await store.due(FAKE_START + 2, 2)).next ?? Infinity).toBeGreaterThan(FAKE_START + DAY);
    });

    it('gives many by id, in the order asked, without those that are not there', async () => {
      const [a, b] = [await add(), await add()];
      expect(ids(await store.getMany([b.id, 'nobody', a.id]))).toEqual([b.id, a.id]);
      expect(await store.getMany([])).toEqual([]);
    });

    it('orders what wakes at the same instant by due time', async () => {
      const wake = { status: 'retrying' as const, nextTryAt: FAKE_START + MINUTE };
      const second = await add({ ...wake, dueAt: FAKE_START - 1 });
      const first = await add({ ...wake, dueAt: FAKE_START - 2 });
      expect(ids((await store.due(FAKE_START + MINUTE, 10)).posts)).toEqual([first.id, second.id]);
    });

    it('wakes each status at its own instant', async () => {
      const due = { dueAt: FAKE_START, lateWindow: HOUR };
      const retrying = await add({ ...due, status: 'retrying', nextTryAt: FAKE_START + MINUTE });
      const queued = await add({ ...due, status: 'queued' });
      for (const status of [
        'draft',
        'publishing',
        'checking',
        'published',
        'missed',
        'failed',
        'cancelled',
      ] as const) {
        await add({ ...due, status });
      }
      expect((await store.due(FAKE_START, 10)).next).toBe(FAKE_START + MINUTE);
      expect(ids((await store.due(FAKE_START + MINUTE, 10)).posts)).toEqual([retrying.id]);
      expect(ids((await store.due(FAKE_START + HOUR, 10)).posts)).toEqual([retrying.id, queued.id]);
    });

    it('knows when to look next, as posts come and go', async () => {
      expect((await store.due(FAKE_START, 10)).next ?? Infinity).toBeGreaterThanOrEqual(FAKE_START + DAY);
      const later = await add({ dueAt: FAKE_START + HOUR });
      expect((await store.due(FAKE_START, 10)).next).toBe(FAKE_START + HOUR);
      const post = await add({ dueAt: FAKE_START + MINUTE });
      expect((await store.due(FAKE_START, 10)).next).toBe(FAKE_START + MINUTE);
      await store.move(movePost(post, 'cancelled', mover()));
      expect((await store.due(FAKE_START, 10)).next).toBe(FAKE_START + HOUR);
      await store.move(movePost(later, 'edited', mover(), { dueAt: FAKE_START + 2 * HOUR }));
      expect((await store.due(FAKE_START, 10)).next).toBe(FAKE_START + 2 * HOUR);
      const far = await add({ dueAt: FAKE_START + 40 * DAY });
      await store.move(movePost(await theOne(later.id), 'cancelled', mover()));
      expect((await store.due(FAKE_START, 10)).next).toBeLessThanOrEqual(far.dueAt ?? 0);
      expect(ids((await store.due(FAKE_START + 40 * DAY, 10)).posts)).toEqual([far.id]);
    });

    it('finds what is in flight', async () => {
      const a = arm(await add());
      const b = arm(await add());
      await add();
      await store.moveMany([a, b, movePost(b.to, 'doubted', mover())]);
      expect(new Set(ids(await store.inFlight()))).toEqual(new Set([a.to.id, b.to.id]));
    });

    it('finds posts of an account by the text of any part', async () => {
      const early = await add({ parts: [{ text: 'Other' }, { text: 'Wanted' }], dueAt: FAKE_START });
      const late = await add({ parts: [{ text: 'Wanted' }], dueAt: FAKE_START + 1 });
      await add({ parts: [{ text: 'Wanted' }], account: 'bob' });
      await add({ parts: [{ text: 'wanted' }] });
      expect(ids(await store.withText('alice', 'Wanted', 10))).toEqual([late.id, early.id]);
      expect(ids(await store.withText('alice', 'Wanted', 1))).toEqual([late.id]);
      const changed = { parts: [{ text: 'Changed' }], dueAt: FAKE_START + 2 };
      await store.move(movePost(late, 'edited', mover(), changed));
      expect(ids(await store.withText('alice', 'Wanted', 10))).toEqual([early.id]);
      expect(ids(await store.withText('alice', 'Changed', 10))).toEqual([late.id]);
      const between = await add({ parts: [{ text: 'Wanted' }], dueAt: FAKE_START + MINUTE });
      await store.move(movePost(early, 'edited', mover(), { dueAt: FAKE_START + HOUR }));
      expect(ids(await store.withText('alice', 'Wanted', 10))).toEqual([early.id, between.id]);
    });

    it('shows the latest activity first, page by page', async () => {
      const [a, b] = [await add(), await add()];
      await store.move(movePost(a, 'enqueued', mover()));
      const all = await store.activity({ limit: 10 });
      expect(all.map(({ postId, event }) => [postId, event])).toEqual([
        [a.id, 'enqueued'],
        [b.id, 'added'],
        [a.id, 'added'],
      ]);
      const [first] = await store.activity({ limit: 1 });
      expect(await store.activity({ limit: 10, before: first?.seq ?? 0 })).toEqual(all.slice(1));
    });

    paging(() => store, add);
  });
}

function paging(store: () => PostStore, add: (overrides?: Partial<Post>) => Promise<Post>): void {
  async function walk(query: PostQuery): Promise<readonly string[]> {
    const found: string[] = [];
    for (let after: string | undefined, page = 0; page < 100; page++) {
      const { posts, next } = await store().list({ ...query, ...(after !== undefined && { after }) });
      found.push(...ids(posts));
      if (next === undefined) return found;
      after = next;
    }
    throw new Error('paging never ends');
  }

  /** What `list` must give, told in the plainest way. */
  const sorted = (posts: readonly Post[]): readonly string[] =>
    ids(posts.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || (a.id < b.id ? -1 : 1)));

  it('lists by due time, then id, drafts without a time last', async () => {
    const posts = [
      await add({ dueAt: FAKE_START + 9 }),
      await add({ id: 'b', dueAt: FAKE_START }),
      await add({ id: 'a', dueAt: FAKE_START, status: 'published' }),
      await add({ dueAt: null, status: 'draft' }),
    ];
    const page = await store().list({});
    expect(ids(page.posts)).toEqual(sorted(posts));
    expect(page.next).toBeUndefined();
  });

  it('walks over equal due times without losing or repeating a post, for every page size', async () => {
    const statuses: readonly Status[] = ['scheduled', 'published', 'failed'];
    const posts: Post[] = [];
    for (let i = 0; i < 30; i++)
      posts.push(
        aPost({
          dueAt: i < 25 ? FAKE_START + (i % 2) : null,
          status: i < 25 ? (statuses[i % 3] ?? 'draft') : 'draft',
        }),
      );
    await store().insert(posts, ADDED);
    for (const limit of [1, 2, 3, 7, 30, 31]) expect(await walk({ limit })).toEqual(sorted(posts));
  });

  it('filters by status, account and time, together and page by page', async () => {
    const posts: Post[] = [];
    for (let i = 0; i < 40; i++) {
      const dueAt = FAKE_START + Math.floor(i / 3);
      posts.push(
        aPost({ dueAt, account: i % 2 ? 'alice' : 'bob', status: i % 5 ? 'scheduled' : 'published' }),
      );
    }
    const draft = aPost({ dueAt: null, status: 'draft' });
    await store().insert([...posts, draft], ADDED);
    const from = FAKE_START + 3;
    const to = FAKE_START + 10;
    const timed = posts.filter(({ dueAt }) => (dueAt ?? 0) >= from && (dueAt ?? 0) < to);
    const alice = timed.filter(({ account }) => account === 'alice');
    expect(await walk({ dueFrom: from, dueTo: to, limit: 4 })).toEqual(sorted(timed));
    expect(await walk({ dueFrom: from, dueTo: to, account: 'alice', limit: 4 })).toEqual(sorted(alice));
    const query = {
      account: 'alice',
      status: ['published', 'published', 'draft'] as const,
      dueFrom: from,
      limit: 2,
    };
    expect(await walk(query)).toEqual(
      sorted(
        posts.filter((p) => p.account === 'alice' && p.status === 'published' && (p.dueAt ?? 0) >= from),
      ),
    );
    expect(await walk({ dueTo: to, status: ['draft'] })).toEqual([]);
    expect(await walk({ dueFrom: to, status: ['draft'] })).toEqual([]);
    expect(await walk({ status: [] })).toEqual([]);
  });

  it('gives 100 posts unless told otherwise, and never more than 1,000', async () => {
    await store().insert(
      Array.from({ length: 1_005 }, () => aPost()),
      ADDED,
    );
    expect((await store().list({})).posts).toHaveLength(100);
    expect((await store().list({ limit: 5_000 })).posts).toHaveLength(1_000);
  });

  it('goes on from a page key although the posts around it have moved', async () => {
    const posts = [
      await add({ dueAt: FAKE_START }),
      await add({ dueAt: FAKE_START + 1 }),
      await add({ dueAt: FAKE_START + 2 }),
    ];
    const { next } = await store().list({ limit: 2 });
    await store().moveMany(
      posts.slice(0, 2).map((post) => movePost(post, 'edited', mover(), { dueAt: FAKE_START + HOUR })),
    );
    const rest = await store().list({ ...(next !== undefined && { after: next }) });
    expect(ids(rest.posts)[0]).toBe(posts[2]?.id);
  });
}
