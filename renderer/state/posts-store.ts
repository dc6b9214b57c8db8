import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { keepSame, mergePosts } from './post-order.ts';
import { createStore, type Store } from './store.ts';

/** Posts as the window holds them: everything that is open, and everything that is settled, by due time. */
export type PostsSnapshot = {
  readonly phase: 'loading' | 'ready';
  readonly open: readonly PostView[];
  readonly closed: readonly PostView[];
};

export type PostsStore = {
  readonly store: Store<PostsSnapshot>;
  /** Takes a list as it was read. A post that is open is not settled any more. */
  place(which: 'open' | 'closed', posts: readonly PostView[]): void;
  /** Puts one post in its place, and in one place only. */
  put(post: PostView): void;
  /** Knows nothing any more. */
  clear(): void;
};

const NOTHING: PostsSnapshot = { phase: 'loading', open: [], closed: [] };

/** Nothing more happens to these by itself. */
export const CLOSED: readonly Status[] = ['published', 'cancelled'];

export function createPostsStore(): PostsStore {
  const store = createStore(NOTHING);

  function place(which: 'open' | 'closed', posts: readonly PostView[]): void {
    store.set((s) => {
      const fresh = keepSame(posts, new Map([...s.open, ...s.closed].map((post) => [post.id, post])));
      if (which === 'closed') return { ...s, closed: fresh };
      return { phase: 'ready', open: fresh, closed: without(s.closed, new Set(fresh.map(({ id }) => id))) };
    });
  }

  function put(post: PostView): void {
    const which = CLOSED.includes(post.status) ? 'closed' : 'open';
    const ids = new Set([post.id]);
    store.set((s) => {
      const next = { ...s, open: without(s.open, ids), closed: without(s.closed, ids) };
      return { ...next, [which]: mergePosts([post], next[which]) };
    });
  }

  return { store, place, put, clear: () => store.set(NOTHING) };
}

/** The very same list when none of its posts is meant. */
function without(posts: readonly PostView[], ids: ReadonlySet<string>): readonly PostView[] {
  return posts.some((post) => ids.has(post.id)) ? posts.filter((post) => !ids.has(post.id)) : posts;
}
