import { type Post, windowEnd } from '../domain/post.ts';
import { isWaiting } from '../domain/status.ts';
import { type Instant, MINUTE } from '../domain/time.ts';
import { nextStep, shareSent, type UploadProgress, type Wanted, wantedOf } from '../domain/upload.ts';
import type { Clock } from '../ports/clock.ts';
import type { UploadMemory } from '../ports/upload-memory.ts';

/** The media of a post that are to be with X before it goes out. */
export type UploadJob = {
  post: Post;
  /** Its time has come: the row waits for this. */
  isAwaited: boolean;
  /** Not to be worked on before. */
  notBefore: Instant;
  failures: number;
};

/** What is to be uploaded, and what is with X. It outlives a processor that is made anew. */
export type Uploads = {
  /** X's ids of the media of the part under the cursor, in order; undefined: not all of them are there. */
  idsOf(post: Post): Promise<readonly string[] | undefined>;
  /** A part may go as soon as its media are there. */
  await(post: Post): void;
  /** It may be due soon. One that has nothing to upload, or does not wait any more, is let go of. */
  plan(post: Post): void;
  /** What is not among these is nobody's business any more, except what is awaited. */
  keepOnly(posts: readonly Post[]): void;
  drop(post: Post): void;
  /** X has lost what was uploaded for the part under the cursor. */
  forget(post: Post): Promise<void>;
  /** The most urgent that may be worked on now. */
  next(now: Instant): UploadJob | undefined;
  nextAt(): Instant | undefined;
  /** X can be reached again: what failed is tried now. */
  hurry(): void;
  show(post: Post, part: number): Promise<void>;
  progress(): readonly UploadProgress[];
  readonly memory: UploadMemory;
  /** Calls back when something is awaited. */
  listen(listener: () => void): void;
};

/** Parts that follow within this time are uploaded together with the one before them, ms. */
export const UPLOAD_AHEAD = 15 * MINUTE;

export function createUploads(memory: UploadMemory, clock: Pick<Clock, 'now'>): Uploads {
  const jobs = new Map<string, UploadJob>();
  const shown = new Map<string, UploadProgress>();
  let tell = (): void => {};

  function keep(post: Post, isAwaited: boolean): void {
    const before = jobs.get(post.id);
    if (before && before.post.version > post.version) return;
    // The same object, as it may be worked on just now.
    const job = before ?? { post, isAwaited, failures: 0, notBefore: Number.NEGATIVE_INFINITY };
    job.post = post;
    job.isAwaited ||= isAwaited;
    jobs.set(post.id, job);
  }
  const drop = ({ id }: Post): void => {
    jobs.delete(id);
    shown.delete(id);
  };

  return {
    memory,
    idsOf: (post) => idsOf(memory, post, clock.now()),
    await: (post) => {
      keep(post, true);
      const job = jobs.get(post.id);
      if (job) job.notBefore = Number.NEGATIVE_INFINITY;
      tell();
    },
    plan: (post) => {
      const waits = isWaiting(post.status) && windowEnd(post) > clock.now();
      if (!waits || partsToUpload(post).length === 0) return drop(post);
      keep(post, post.status === 'retrying' && post.reason?.kind === 'uploading');
    },
    keepOnly: (posts) => {
      const known = new Set(posts.map(({ id }) => id));
      for (const { post, isAwaited } of [...jobs.values()]) if (!isAwaited && !known.has(post.id)) drop(post);
    },
    drop,
    forget: (post) => memory.forget(wantedOf(post, post.cursor).map(({ key }) => key)),
    next: (now) => [...jobs.values()].filter(({ notBefore }) => notBefore <= now).toSorted(byUrgency)[0],
    nextAt: () => {
      const all = [...jobs.values()].map(({ notBefore }) => notBefore);
      return all.length > 0 ? Math.min(...all) : undefined;
    },
    hurry: () => {
      for (const job of jobs.values()) if (job.failures > 0) job.notBefore = Number.NEGATIVE_INFINITY;
      tell();
    },
    show: async (post, part) => {
      const wanted: readonly Wanted[] = wantedOf(post, part);
      const uploads = await Promise.all(wanted.map(({ key }) => memory.read(key)));
      shown.set(post.id, { postId: post.id, part, share: shareSent(uploads, wanted) });
    },
    progress: () => [...shown.values()],
    listen: (listener) => {
      tell = listener;
    },
  };
}

async function idsOf(memory: UploadMemory, post: Post, now: Instant): Promise<readonly string[] | undefined> {
  const ids: string[] = [];
  for (const { key, media } of wantedOf(post, post.cursor)) {
    const upload = await memory.read(key);
    if (!upload || nextStep(upload, media, now).kind !== 'ready') return undefined;
    ids.push(upload.mediaId);
  }
  return ids;
}

const byUrgency = (a: UploadJob, b: UploadJob): number =>
  Number(b.isAwaited) - Number(a.isAwaited) || (a.post.dueAt ?? 0) - (b.post.dueAt ?? 0);

/** Indices of the parts whose media are wanted now: the one under the cursor and those that follow it soon. */
export function partsToUpload(post: Post): readonly number[] {
  const found: number[] = [];
  for (let part = post.cursor; part < post.parts.length; part++) {
    const { media = [], after = 0 } = post.parts[part] ?? { text: '' };
    if (part > post.cursor && after > UPLOAD_AHEAD) break;
    if (media.length > 0) found.push(part);
  }
  return found;
}
