import type { PostView } from '../../core/domain/view.ts';
import { hasWords, wordsOf } from './post-search.ts';

/** Posts that a search shows at most: who wants more uses the queue. */
const MOST_POSTS = 8;

/** Of two that fit, the one whose word begins with the search comes first; otherwise they keep their order. */
export function searchByLabel<T extends { readonly label: string }>(
  items: readonly T[],
  search: string,
): readonly T[] {
  const words = wordsOf(search);
  const fitting = items.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const starts = (label: string): boolean => wordsOf(label).some((word) => word.startsWith(words[0] ?? ''));
  return [...fitting.filter(({ label }) => starts(label)), ...fitting.filter(({ label }) => !starts(label))];
}

/**
 * Posts with all the words in their texts or their account, as they come, then those that the store found; none
 * while nothing is searched for.
 */
export function searchPosts(
  posts: Iterable<PostView>,
  search: string,
  found: readonly PostView[] = [],
): readonly PostView[] {
  const words = wordsOf(search);
  const fitting = new Map<string, PostView>();
  if (words.length === 0) return [];
  for (const post of posts) {
    if (fitting.size === MOST_POSTS) break;
    if (hasWords(post, words)) fitting.set(post.id, post);
  }
  for (const post of found) if (!fitting.has(post.id)) fitting.set(post.id, post);
  return [...fitting.values()].slice(0, MOST_POSTS);
}
