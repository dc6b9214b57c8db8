import { attemptsOf, type HistoryRow } from '../domain/history.ts';
import type { Post, PostId } from '../domain/post.ts';
import { isFound, searchTerms } from '../domain/search.ts';
import type { Instant } from '../domain/time.ts';
import { viewPost, viewUnsynced } from '../domain/view.ts';
import type { PostPage, PostQuery, PostStore } from '../ports/post-store.ts';
import { inOutage } from '../ports/store-error.ts';
import type { ActivityQuery, ListQuery, PostDetail, PostList, SearchQuery } from '../rpc/contract.ts';

export type PostListsDeps = {
  readonly posts: PostStore;
  /** Posts that wait on this computer for the storage. */
  readonly unsynced: () => readonly Post[];
  /** Asking would only keep the person waiting. */
  readonly isAway: () => boolean;
};

export type PostLists = {
  /** What is stored and what waits to be; while the store is away, what is remembered of it. */
  list(query: ListQuery): Promise<PostList>;
  /** The same by words. While the store is away, only among what waits to be stored. */
  search(query: SearchQuery): Promise<PostList>;
  show(id: PostId): Promise<PostDetail | null>;
  activity(query: ActivityQuery): Promise<readonly HistoryRow[]>;
};

/** First pages that are remembered for the time when the store is away. */
const REMEMBERED = 6;

export function createPostLists({ posts, unsynced, isAway }: PostListsDeps): PostLists {
  const known = new Map<string, PostList>();

  async function read(query: ListQuery): Promise<PostList> {
    const key = JSON.stringify(query);
    const page = await posts.list(queryOf(query));
    const list = viewPage(page);
    if (query.after === undefined) {
      known.delete(key);
      known.set(key, list);
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    }
    return list;
  }

  /** No further page: it could not be read. */
  const remembered = (query: ListQuery): PostList => ({
    posts: known.get(JSON.stringify(query))?.posts ?? [],
    partial: true,
  });

  async function readUnlessAway(query: ListQuery): Promise<PostList> {
    if (isAway()) return remembered(query);
    return read(query).catch(inOutage(() => remembered(query)));
  }

  async function searchUnlessAway({ text, ...query }: SearchQuery): Promise<PostList> {
    const nothing: PostList = { posts: [], partial: true };
    if (isAway()) return nothing;
    return posts.search({ ...queryOf(query), text }).then(
      viewPage,
      inOutage(() => nothing),
    );
  }

  return {
    list: async (query) => {
      const list = await readUnlessAway(query);
      // They are few, and with the first page all of them are told.
      return query.after === undefined ? withUnsynced(list, query, unsynced()) : list;
    },
    search: async (query) => {
      const list = await searchUnlessAway(query);
      const terms = searchTerms(query.text);
      const waiting = terms.length === 0 ? [] : unsynced().filter((post) => isFound(post, terms));
      return query.after === undefined ? withUnsynced(list, query, waiting) : list;
    },
    activity: ({ limit, before }) => posts.activity({ limit, ...(before !== undefined && { before }) }),
    show: async (id) => {
      const waiting = unsynced().find((post) => post.id === id);
      if (waiting) return { post: viewUnsynced(waiting), attempts: [], history: [] };
      const post = await posts.get(id);
      if (!post) return null;
      const history = await posts.history(id);
      return { post: viewPost(post), attempts: attemptsOf(history), history };
    },
  };
}

const viewPage = ({ posts, next }: PostPage): PostList => ({
  posts: posts.map(viewPost),
  ...(next !== undefined && { next }),
});

/** Each post once: what is stored is what is true. */
export function withUnsynced(
  list: PostList,
  query: Pick<ListQuery, 'status' | 'account' | 'from' | 'to'>,
  waiting: readonly Post[],
): PostList {
  const stored = new Set(list.posts.map(({ id }) => id));
  const more = waiting.filter(
    ({ id, status, account, dueAt }) =>
      !stored.has(id) &&
      (!query.status || query.status.includes(status)) &&
      (query.account === undefined || query.account === account) &&
      isWithin(dueAt, query),
  );
  if (more.length === 0) return list;
  const all = [...list.posts, ...more.map(viewUnsynced)];
  return { ...list, posts: all.toSorted((a, b) => compare(a.dueAt, b.dueAt) || compare(a.id, b.id)) };
}

/** What has no time is in no span. */
function isWithin(dueAt: Instant | null, { from, to }: Pick<ListQuery, 'from' | 'to'>): boolean {
  if (from === undefined && to === undefined) return true;
  return dueAt !== null && dueAt >= (from ?? Number.NEGATIVE_INFINITY) && dueAt < (to ?? Infinity);
}

/** ISO 8601 in UTC sorts as text; without a time comes last, as in the store. */
function compare(a: string | null, b: string | null): number {
  const [x, y] = [a ?? '~', b ?? '~'];
  return x === y ? 0 : x < y ? -1 : 1;
}

function queryOf({ status, account, from, to, after, limit }: ListQuery): PostQuery {
  return {
    ...(status && { status }),
    ...(account !== undefined && { account }),
    ...(from !== undefined && { dueFrom: from }),
    ...(to !== undefined && { dueTo: to }),
    ...(after !== undefined && { after }),
    ...(limit !== undefined && { limit }),
  };
}
