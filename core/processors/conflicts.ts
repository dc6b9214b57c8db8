import type { Post } from '../domain/post.ts';
import type { MoveResult, PostStore } from '../ports/post-store.ts';

/**
 * The same posts, telling of every row that a refused move shows to be another than was thought: what was known
 * of when to look at it is wrong, and whoever changed it may not be there to look.
 */
export function tellingOfConflicts(posts: PostStore, tell: (current: readonly Post[]) => void): PostStore {
  const heed = (results: readonly MoveResult[]): void => {
    const current = results.flatMap((result) =>
      result.kind === 'conflict' && result.current ? [result.current] : [],
    );
    if (current.length > 0) tell(current);
  };
  return {
    ...posts,
    move: async (move) => {
      const result = await posts.move(move);
      heed([result]);
      return result;
    },
    moveMany: async (moves) => {
      const results = await posts.moveMany(moves);
      heed(results);
      return results;
    },
  };
}
