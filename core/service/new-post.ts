import { DEFAULT_LATE_WINDOW, type Post, type PostId } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';

/** A post as a person composes it. The id is made by the composer, so that saving twice is harmless. */
export type NewPost = {
  readonly id: PostId;
  readonly account: string;
  readonly parts: readonly string[];
  /** Null only with `draft`. */
  readonly dueAt: Instant | null;
  readonly zone: string;
  readonly draft?: boolean;
  /** ms; by default what the settings say, or 60 minutes where they cannot be asked. */
  readonly lateWindow?: number;
};

/** The row of a new post. Shared with import, so that both make the same thing. */
export function newPost(input: NewPost, now: Instant, nonce: string): Post {
  return {
    id: input.id,
    account: input.account,
    status: input.draft ? 'draft' : 'scheduled',
    dueAt: input.dueAt,
    zone: input.zone,
    lateWindow: input.lateWindow ?? DEFAULT_LATE_WINDOW,
    parts: input.parts.map((text) => ({ text })),
    cursor: 0,
    attempt: null,
    attempts: 0,
    failures: 0,
    nextTryAt: null,
    stopRequested: false,
    reason: null,
    version: 1,
    nonce,
    createdAt: now,
    updatedAt: now,
  };
}
