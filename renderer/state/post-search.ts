import type { PostView } from '../../core/domain/view.ts';

// Posts are never changed, only replaced. Searching ten thousand at every key would lower-case all of them anew.
const searched = new WeakMap<PostView, string>();

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether all the words are in its texts or its account. */
export function hasWords(post: PostView, words: readonly string[]): boolean {
  const text = searched.get(post) ?? searchable(post);
  return words.every((word) => text.includes(word));
}

function searchable(post: PostView): string {
  const text = `@${post.account} ${post.parts.map((part) => part.text).join(' ')}`.toLowerCase();
  searched.set(post, text);
  return text;
}
