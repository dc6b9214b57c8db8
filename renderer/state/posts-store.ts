import type { Status } from '../../core/domain/status.ts';
import type { PostView } from '../../core/domain/view.ts';
import { compareDue, keepSame, mergePosts } from './post-order.ts';
import { createStore, type Store } from './store.ts';

/** Posts as the window holds them: everything that is open, and everything that is settled, by due time. */
export type PostsSnapshot = {
  readonly phase: 'loading' | 'ready';
  readonly open: readonly PostView[];
  readonly closed: readonly PostView[];
  /** All that is stored is here; else the posts around now are. */
  readonly isWhole: boolean;
};

export type PostsStore = {
  readonly store: Store<PostsSnapshot>;
  /** Takes a list as it was read. A post that is open is not settled any more. */
  place(which: 'open' | 'closed', posts: readonly PostView[]): void;
  /** Puts posts in their places, each in one only. */
  put(...posts: readonly PostView[]): void;
  /** Knows nothing any more. */
  clear(): void;
};

const NOTHING: PostsSnapshot = { phase: 'loading', open: [], closed: [], isWhole: true };

/** Nothing more happens to these by itself. */
export const CLOSED: readonly Status[] = ['published', 'cancelled'];

export function createPostsStore(): PostsStore {
  const store = createStore(NOTHING);

  function place(which: 'open' | 'closed', posts: readonly PostView[]): void {
    store.set((s) => {
      const fresh = keepSame(posts, new Map([...s.open, ...s.closed].map((post) => [post.id, post])));
      if (which === 'closed') return { ...s, closed: fresh };
      return {
        ...s,
        phase: 'ready',
        open: fresh,
        closed: without(s.closed, new Set(fresh.map(({ id }) => id))),
      };
    });
  }

  function put(...posts: readonly PostView[]): void {
    const ids = new Set(posts.map(({ id }) => id));
    const [closed, open] = [true, false].map((is) =>
      posts.filter(({ status }) => CLOSED.includes(status) === is).toSorted(compareDue),
    );
    store.set((s) => ({
      ...s,
      open: mergePosts(open ?? [], without(s.open, ids)),
      closed: mergePosts(closed ?? [], without(s.closed, ids)),
    }));
  }

  return { store, place, put, clear: () => store.set(NOTHING) };
}

/** The very same list when none of its posts is meant. */
function without(posts: readonly PostView[], ids: ReadonlySet<string>): readonly PostView[] {
  return posts.some((post) => ids.has(post.id)) ? posts.filter((post) => !ids.has(post.id)) : posts;
}
