import { type Post, wakeAt } from '../domain/post.ts';
import { type Instant, MINUTE } from '../domain/time.ts';
import type { WorkerContext } from './context.ts';
import { partsToUpload, UPLOAD_AHEAD } from './uploads.ts';

/** When to look for posts that go out soon and have media. */
export type UploadAgenda = {
  isLookDue(): boolean;
  look(): Promise<void>;
  next(): Instant;
  /** This process changed these posts; without: anything may have changed. True: it is worth waking up. */
  hear(own?: readonly Post[]): boolean;
};

/** Rows of one look; those that are due first come first. */
const ROWS = 1_000;

/** @param leavesFor how long this worker leaves a post to others, ms: who comes first uploads for it */
export function createUploadAgenda(ctx: WorkerContext, leavesFor: (post: Post) => number): UploadAgenda {
  const { clock, posts, uploads, pace } = ctx;
  // Every look at a shared store is paid for, so that there is one for each sweep and it reaches beyond the next.
  const ahead = pace.sweep + UPLOAD_AHEAD;
  let dueAt = Number.NEGATIVE_INFINITY;

  return {
    isLookDue: () => dueAt <= clock.now(),
    next: () => dueAt,
    look: async () => {
      const now = clock.now();
      dueAt = now + Math.max(pace.sweep, UPLOAD_AHEAD);
      const { posts: soon, next } = await posts.due(now + ahead, ROWS);
      if (soon.length > 0 && (await ctx.settings.seal())) return;
      uploads.keepOnly(soon);
      for (const post of soon) if (leavesFor(post) === 0) uploads.plan(post);
      if (!ctx.exclusive) return;
      if (soon.length === ROWS) dueAt = now + MINUTE;
      else if (next !== undefined) dueAt = Math.min(dueAt, next - ahead);
    },
    hear: (own) => {
      if (!own) {
        if (ctx.exclusive) dueAt = Number.NEGATIVE_INFINITY;
        return ctx.exclusive;
      }
      let isNew = false;
      for (const post of own) {
        const wakes = wakeAt(post) ?? Number.POSITIVE_INFINITY;
        if (partsToUpload(post).length === 0) continue;
        if (wakes > clock.now() + ahead) {
          uploads.drop(post);
          dueAt = Math.min(dueAt, wakes - ahead);
        } else if (leavesFor(post) === 0) uploads.plan(post);
        isNew = true;
      }
      return isNew;
    },
  };
}
