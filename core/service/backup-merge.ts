import type { Post } from '../domain/post.ts';
import { isWaiting } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { PostRecord } from '../ports/post-store.ts';
import type { ChosenSettings } from '../ports/settings-store.ts';
import type { Store } from '../ports/store.ts';
import { doubtfulAttempt } from './import-post.ts';
import { compareRecords } from './storage-pairs.ts';

/** What becomes of a post of a backup. `kept`: what is here already stays as it is. */
export type Merged = { readonly kind: 'taken'; readonly record: PostRecord } | { readonly kind: 'kept' };

/**
 * Beside what is there: a post that is here stays, unless the backup has a later state of the very same story.
 * What was due since the backup was made may have been sent by whoever had the posts since, so it does not go
 * out by itself: a person is asked, and `retry` looks on the timeline first.
 */
export async function mergeRecord(
  record: PostRecord,
  { posts }: Pick<Store, 'posts'>,
  restored: { readonly now: Instant; readonly nonce: string },
): Promise<Merged> {
  const stored = await posts.get(record.post.id);
  if (stored) {
    const theirs = { post: stored, history: await posts.history(stored.id) };
    return compareRecords(record, theirs) === 'behind' ? { kind: 'taken', record } : { kind: 'kept' };
  }
  const tweetIds = record.post.parts.flatMap(({ tweetId }) => (tweetId === undefined ? [] : [tweetId]));
  if (tweetIds.length > 0 && (await posts.bound(tweetIds)).size > 0) return { kind: 'kept' };
  return {
    kind: 'taken',
    record: isOverdue(record.post, restored.now) ? doubtful(record, restored) : record,
  };
}

const isOverdue = ({ status, dueAt, nextTryAt }: Post, now: Instant): boolean =>
  isWaiting(status) && dueAt !== null && Math.min(dueAt, nextTryAt ?? dueAt) <= now;

function doubtful(
  { post, history }: PostRecord,
  { now, nonce }: { readonly now: Instant; readonly nonce: string },
): PostRecord {
  const attempt = doubtfulAttempt(post.parts, post.cursor, post.dueAt ?? now, nonce);
  const entry = {
    postId: post.id,
    at: now,
    event: 'imported',
    from: post.status,
    to: 'failed',
    part: post.cursor,
    detail: 'It was due after the backup was made',
    by: 'restore',
  } as const;
  return {
    post: {
      ...post,
      status: 'failed',
      reason: { kind: 'undecided', at: now, detail: '' },
      attempt,
      nextTryAt: null,
      version: post.version + 1,
      nonce,
      updatedAt: now,
    },
    history: [...history, entry],
  };
}

/** Those of the backup for a storage that has none of its own, else what is set there. */
export function mergeSettings(backup: ChosenSettings, here: ChosenSettings, isUsed: boolean): ChosenSettings {
  const plans = { ...backup.plans, ...here.plans };
  return isUsed ? { ...here, plans } : { ...backup, plans };
}
