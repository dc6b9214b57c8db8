import { describe, expect, it, vi } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { timeNow } from '../../renderer/state/now.ts';
import { createPosts, type PostsSource } from '../../renderer/state/posts.ts';
import { postView } from './support.ts';

/** A store of posts that pages as the worker does. */
function fakeSource(initial: readonly PostView[]) {
  const rows = new Map(initial.map((post) => [post.id, post]));
  const asked: string[] = [];
  const source: PostsSource = {
    list: async ({ status, from: since, to, after = '0', limit = 100 }) => {
      asked.push(`list ${status?.length} after ${after}`);
      const isWithin = ({ dueAt }: PostView) =>
        (since === undefined || Date.parse(dueAt ?? '') >= since) &&
        (to === undefined || Date.parse(dueAt ?? '') < to);
      const all = [...rows.values()].filter((post) => status?.includes(post.status) && isWithin(post));
      const from = Number(after);
      const next = from + limit;
      return {
        posts: all.slice(from, next).map((post) => ({ ...post })),
        ...(next < all.length && { next: String(next) }),
      };
    },
    show: async (id) => {
      asked.push(`show ${id}`);
      const post = rows.get(id);
      return post ? { post, attempts: [], history: [] } : null;
    },
  };
  return { rows, asked, source };
}

const until = (is: () => boolean) => vi.waitFor(() => expect(is()).toBe(true), { timeout: 5_000 });
const settled = () => new Promise((resolve) => setTimeout(resolve, 40));

describe('createPosts', () => {
  it('reads all pages of what is open and of what is settled', async () => {
    const open = Array.from({ length: 1500 }, (_, i) =>
      postView({ id: `open-${String(i).padStart(5, '0')}` }),
    );
    const { source } = fakeSource([...open, postView({ id: 'out', status: 'published' })]);
    const posts = createPosts(() => source);
    posts.reload();
    await settled();
    expect(posts.get().phase).toBe('ready');
    expect([posts.get().open.length, posts.get().closed.length]).toEqual([1500, 1]);
  });

  it('keeps what it knows, and adds what waits on this computer, while the store is away', async () => {
    const { source } = fakeSource([postView({ id: 'a' })]);
    let isAway = false;
    const posts = createPosts(() => ({
      ...source,
      list: async (query) =>
        isAway ? { posts: [postView({ id: 'b', unsynced: true })], partial: true } : source.list(query),
    }));
    posts.reload();
    await new Promise((resolve) => setTimeout(resolve, 250));
    isAway = true;
    posts.refresh();
    await settled();
    expect(posts.get().open.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('is ready with what waits on this computer when nothing else was ever read', async () => {
    const { source } = fakeSource([]);
    const waiting = { posts: [postView({ id: 'b', unsynced: true })], partial: true } as const;
    const posts = createPosts(() => ({ ...source, list: async () => waiting }));
    posts.reload();
    await settled();
    expect(posts.get()).toMatchObject({ phase: 'ready', open: [{ id: 'b' }] });
  });

  it('moves a post that went out from open to settled, asking for that post only', async () => {
    const { rows, asked, source } = fakeSource([postView({ id: 'a' }), postView({ id: 'b' })]);
    const posts = createPosts(() => source);
    posts.reload();
    await new Promise((resolve) => setTimeout(resolve, 250));
    rows.set('a', postView({ id: 'a', status: 'published' }));
    asked.length = 0;
    posts.refresh();
    await settled();
    expect(posts.get().open.map(({ id }) => id)).toEqual(['b']);
    expect(posts.get().closed.map(({ id, status }) => `${id} ${status}`)).toEqual(['a published']);
    expect(asked).toEqual(['list 9 after 0', 'show a']);
  });

  it('keeps the very same object for a post that did not change', async () => {
    const { source } = fakeSource([postView({ id: 'a' })]);
    const posts = createPosts(() => source);
    posts.reload();
    await new Promise((resolve) => setTimeout(resolve, 250));
    const before = posts.get().open[0];
    posts.refresh();
    await settled();
    expect(posts.get().open[0]).toBe(before);
  });

  it('puts a post in its place at once, and in one place only', () => {
    const posts = createPosts(() => fakeSource([]).source);
    posts.put(postView({ id: 'late', dueAt: '2026-11-23T00:00:00.000Z' }));
    posts.put(postView({ id: 'early', dueAt: '2026-11-22T00:00:00.000Z' }));
    posts.put(postView({ id: 'late', status: 'cancelled' }));
    expect(posts.get().open.map(({ id }) => id)).toEqual(['early']);
    expect(posts.get().closed.map(({ id }) => id)).toEqual(['late']);
  });

  it('keeps what it knows while the worker is away', async () => {
    const { source } = fakeSource([postView({ id: 'a' })]);
    let isAway = false;
    const posts = createPosts(() => {
      if (isAway) throw new Error('away');
      return source;
    });
    posts.reload();
    await new Promise((resolve) => setTimeout(resolve, 250));
    isAway = true;
    posts.refresh();
    await settled();
    expect(posts.get().open.map(({ id }) => id)).toEqual(['a']);
  });

  it('holds of a long list what goes out next, every draft, and more when asked', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) =>
      postView({ id: `open-${String(i).padStart(5, '0')}` }),
    );
    const { source } = fakeSource([...many, postView({ id: 'z-draft', status: 'draft', dueAt: null })]);
    const posts = createPosts(() => source);
    posts.reload();
    await until(() => !posts.get().isWhole);
    expect(posts.get().open.length).toBeLessThan(12_000);
    expect(posts.get().open.at(-1)?.id).toBe('z-draft');
    posts.readMore();
    await until(() => posts.get().isWhole);
    expect(posts.get().open.length).toBe(12_001);
  });

  it('holds of a long past what is latest', async () => {
    const hoursAgo = (i: number) => new Date(timeNow() - i * HOUR).toISOString();
    const past = Array.from({ length: 7_000 }, (_, i) =>
      postView({ id: `out-${i}`, status: 'published', dueAt: hoursAgo(i + 1) }),
    );
    const { source } = fakeSource(past.toReversed());
    const posts = createPosts(
      () => source,
      () => past.length,
    );
    posts.reload();
    await until(() => !posts.get().isWhole && posts.get().closed.length >= 5_000);
    expect(posts.get().closed.at(-1)?.id).toBe('out-0');
    expect(posts.get().closed.length).toBeLessThan(7_000);
    posts.readMore();
    await until(() => posts.get().isWhole);
    expect(posts.get().closed.length).toBe(7_000);
  });
});
