import type { Post } from './post.ts';
import type { Instant } from './time.ts';

export type FreshPost = Pick<
  Post,
  'id' | 'account' | 'status' | 'dueAt' | 'zone' | 'lateWindow' | 'repeat'
> & { readonly texts: readonly string[] };

/** The row of a post to which nothing has happened yet. */
export function freshPost({ texts, ...given }: FreshPost, now: Instant, nonce: string): Post {
  return {
    ...given,
    parts: texts.map((text) => ({ text })),
    cursor: 0,
    attempt: null,
    attempts: 0,
    failures: 0,
    nextTryAt: null,
    stopRequested: false,
    reason: null,
    beforeCancel: null,
    version: 1,
    nonce,
    createdAt: now,
    updatedAt: now,
  };
}
