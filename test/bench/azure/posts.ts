import { randomUUID } from 'node:crypto';
import { freshPost } from '../../../core/domain/fresh-post.ts';
import { DEFAULT_LATE_WINDOW, type Post } from '../../../core/domain/post.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import type { PostStore } from '../../../core/ports/post-store.ts';

let made = 0;

/** A scheduled post with a text that no other has. */
export function benchPost(account: string, dueAt: number, text = `Bench post number ${++made}`): Post {
  const zone = 'Europe/Berlin';
  const lateWindow = DEFAULT_LATE_WINDOW;
  const given = { id: randomUUID(), account, status: 'scheduled', dueAt, zone, lateWindow } as const;
  return freshPost(
    { ...given, parts: [{ text }], repeat: null, replyTo: null, replySettings: null },
    dueAt - HOUR,
    randomUUID(),
  );
}

/** One of the past: out since a few minutes for each that was made after it. */
export function publishedPost(account: string, now: number, age: number): Post {
  const post = benchPost(account, now - HOUR - age * MINUTE);
  const publishedAt = post.dueAt ?? 0;
  const tweetId = (BigInt(publishedAt) * 4_194_304n + BigInt(++made)).toString();
  const parts = post.parts.map((part) => ({ ...part, tweetId, publishedAt }));
  return { ...post, status: 'published', cursor: 1, attempts: 1, version: 4, parts };
}

/** Posts of one call; a call makes its transactions one after the other. */
const PER_CALL = 320;
const CALLS_AT_ONCE = 4;

/** As fast as the store takes them, in its own layout. */
export async function insertAll(store: PostStore, posts: readonly Post[], now: number): Promise<void> {
  const entry = { at: now, event: 'imported', part: 0, detail: '', by: 'bench' } as const;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < posts.length) {
      const some = posts.slice(next, next + PER_CALL);
      next += some.length;
      await store.insert(some, entry);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
}

export const times = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
