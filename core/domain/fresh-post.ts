import { contentOf, type PartContent } from './content.ts';
import type { Post } from './post.ts';
import type { Instant } from './time.ts';

export type FreshPost = Pick<
  Post,
  'id' | 'account' | 'status' | 'dueAt' | 'zone' | 'lateWindow' | 'repeat' | 'replyTo' | 'replySettings'
> & { readonly parts: readonly PartContent[] };

/** The row of a post to which nothing has happened yet. */
export function freshPost({ parts, ...given }: FreshPost, now: Instant, nonce: string): Post {
  return {
    ...given,
    parts: parts.map(contentOf),
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
