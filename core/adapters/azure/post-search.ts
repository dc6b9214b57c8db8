import type { Post } from '../../domain/post.ts';
import { isFound, searchTerms } from '../../domain/search.ts';
import type { PostPage, PostQuery, PostSearch } from '../../ports/post-store.ts';
import { listPlace } from './post-rows.ts';

const DEFAULT_LIMIT = 50;
const PAGE = 1_000;
/** A page of a search costs at most so many pages of a list. */
const MOST_PAGES = 5;

/** Tables have no index of words: the list is read and looked through, in its order. */
export async function searchPosts(
  list: (query: PostQuery) => Promise<PostPage>,
  { text, limit = DEFAULT_LIMIT, ...query }: PostSearch,
): Promise<PostPage> {
  const terms = searchTerms(text);
  const found: Post[] = [];
  let next = terms.length === 0 ? undefined : query.after;
  for (let pages = 0; terms.length > 0 && pages < MOST_PAGES; pages++) {
    const page = await list({ ...query, limit: PAGE, ...(next !== undefined && { after: next }) });
    found.push(...page.posts.filter((post) => isFound(post, terms)));
    next = page.next;
    const last = found[limit - 1];
    if (last && (found.length > limit || next !== undefined))
      return { posts: found.slice(0, limit), next: listPlace(last) };
    if (next === undefined) break;
  }
  return next === undefined ? { posts: found } : { posts: found, next };
}
