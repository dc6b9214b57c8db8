import type { Post } from '../domain/post.ts';
import { type PostView, viewPost } from '../domain/view.ts';
import type { PostQuery, PostSearch, PostStore } from '../ports/post-store.ts';

const PAGE = 1_000;

/** Every post that matches, page by page, in the order of the list, at most `limit` of them. */
export async function* eachPost(
  posts: Pick<PostStore, 'list'>,
  query: Omit<PostQuery, 'after' | 'limit'> = {},
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<PostView> {
  let after: string | undefined;
  let left = limit;
  while (left > 0) {
    const page = await posts.list({
      ...query,
      limit: Math.min(PAGE, left),
      ...(after !== undefined && { after }),
    });
    for (const post of page.posts) yield viewPost(post);
    left -= page.posts.length;
    after = page.next;
    if (after === undefined) return;
  }
}

/** The same, all at once. */
export async function allPosts(...asked: Parameters<typeof eachPost>): Promise<readonly PostView[]> {
  const views: PostView[] = [];
  for await (const view of eachPost(...asked)) views.push(view);
  return views;
}

/** Posts by their words, at most `limit`, by time. */
export async function foundPosts(
  posts: Pick<PostStore, 'search'>,
  query: Omit<PostSearch, 'after' | 'limit'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly PostView[]> {
  const found: Post[] = [];
  let after: string | undefined;
  do {
    const page = await posts.search({
      ...query,
      limit: Math.min(PAGE, limit - found.length),
      ...(after !== undefined && { after }),
    });
    found.push(...page.posts);
    after = page.next;
  } while (after !== undefined && found.length < limit);
  return found.toSorted(byTime).map(viewPost);
}

/** As in a list: what has no time comes last. */
const byTime = (a: Post, b: Post): number =>
  a.dueAt === b.dueAt ? (a.id < b.id ? -1 : 1) : (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity);
