import { sendDelay } from '../domain/backoff.ts';
import type { Refusal } from '../domain/outcome.ts';
import type { Post } from '../domain/post.ts';
import type { Reason, ReasonKind } from '../domain/reason.ts';
import { SECOND } from '../domain/time.ts';
import { canMove, type Move, movePost } from '../domain/transition.ts';
import {
  afterStep,
  nextStep,
  type Upload,
  type UploadAnswer,
  type UploadStep,
  type Wanted,
  wantedOf,
} from '../domain/upload.ts';
import type { Processor } from '../ports/processor.ts';
import type { UploadRequest } from '../ports/publisher.ts';
import { StoreError } from '../ports/store-error.ts';
import { gateOf, moverOf, type WorkerContext } from './context.ts';
import { createSegments, type Segments } from './segments.ts';
import { closeGate } from './send.ts';
import type { UploadAgenda } from './upload-agenda.ts';
import { partsToUpload, type UploadJob } from './uploads.ts';

/** An account that is held is looked at again after this, ms. */
const HELD_AGAIN = 30 * SECOND;

/**
 * Brings the media of posts to X before their time, one request at a time, the most urgent first. Nothing of it can
 * be seen by anybody, so every request may be repeated; how far it is, is on the disk before the next.
 */
export function createUploadProcessor(ctx: WorkerContext, agenda: UploadAgenda): Processor {
  const { uploads } = ctx;
  const segments = createSegments(ctx.content);
  return {
    name: 'upload',
    process: async (_signal, beat) => {
      if (!ctx.mayStart()) return 'idle';
      if (agenda.isLookDue()) await agenda.look();
      const job = uploads.next(ctx.clock.now());
      if (!job) return 'idle';
      beat();
      if (await isKeptBack(ctx, job)) return 'worked';
      await workOn(ctx, job, segments);
      return 'worked';
    },
    nextLook: async () => (ctx.mayStart() ? earliest(agenda.next(), uploads.nextAt()) : undefined),
  };
}

const earliest = (...times: readonly (number | undefined)[]): number | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};

/** Nothing is uploaded for an account that cannot post, or whose keys are on another machine. */
async function isKeptBack(ctx: WorkerContext, job: UploadJob): Promise<boolean> {
  const { account } = job.post;
  const isHeld = (await gateOf(ctx, account)).state === 'held';
  if (!isHeld && ctx.publisher.hasKeys(account)) return false;
  job.notBefore = ctx.clock.now() + HELD_AGAIN;
  return true;
}

/** One request, or the end of the job. */
async function workOn(ctx: WorkerContext, job: UploadJob, segments: Segments): Promise<void> {
  const now = ctx.clock.now();
  let waitUntil: number | undefined;
  for (const part of partsToUpload(job.post)) {
    for (const wanted of wantedOf(job.post, part)) {
      const upload = await ctx.uploads.memory.read(wanted.key);
      const step = nextStep(upload, wanted.media, now);
      if (step.kind === 'wait') waitUntil = Math.min(waitUntil ?? step.until, step.until);
      else if (step.kind !== 'ready') {
        await perform(ctx, job, { wanted, upload, step, part }, segments);
        return;
      }
    }
    // The next part can follow while this one is being sent.
    if (part === job.post.cursor && waitUntil === undefined && job.isAwaited) await letGo(ctx, job);
  }
  if (waitUntil === undefined) ctx.uploads.drop(job.post);
  else job.notBefore = waitUntil;
}

/** Its media are all there: it goes out now. */
async function letGo(ctx: WorkerContext, job: UploadJob): Promise<void> {
  job.isAwaited = false;
  const post = await ctx.posts.get(job.post.id);
  if (post?.reason?.kind !== 'uploading' || !canMove(post, 'prepared')) return;
  await ctx.posts.move(movePost(post, 'prepared', moverOf(ctx), { nextTryAt: null, reason: null }, ''));
}

type Task = {
  readonly wanted: Wanted;
  readonly upload: Upload | undefined;
  readonly step: UploadStep;
  readonly part: number;
};

async function perform(ctx: WorkerContext, job: UploadJob, task: Task, segments: Segments): Promise<void> {
  const { wanted, upload, step, part } = task;
  const request = await requestOf(task, segments);
  if (typeof request === 'string') return fail(ctx, job, request);
  const answer = await ctx.publisher.upload(job.post.account, request, ctx.wire());
  if (answer.kind !== 'taken') return refused(ctx, job, wanted, answer);
  job.failures = 0;
  if (answer.processing?.state === 'failed') {
    await ctx.uploads.memory.forget([wanted.key]);
    const why = answer.processing.error ?? 'it did not say why';
    return fail(ctx, job, `X could not process "${wanted.media.name}": ${why}`);
  }
  const next = afterStep(upload, step, answer, wanted.media, ctx.clock.now());
  if (!next) return refused(ctx, job, wanted, { kind: 'unknown', detail: 'X gave no id for the upload' });
  await ctx.uploads.memory.keep(wanted.key, next);
  await ctx.uploads.show(job.post, part);
}

/** Or why it cannot be made. */
async function requestOf(
  { wanted: { media }, upload, step }: Task,
  segments: Segments,
): Promise<UploadRequest | string> {
  if (step.kind === 'begin' || !upload) return { kind: 'begin', type: media.type, size: media.size };
  const { mediaId } = upload;
  if (step.kind === 'describe') return { kind: 'describe', mediaId, alt: media.alt };
  if (step.kind !== 'append') return { kind: step.kind === 'look' ? 'look' : 'finish', mediaId };
  const { segment } = step;
  try {
    const bytes = await segments.read(media.hash, segment);
    if (bytes) return { kind: 'append', mediaId, segment, bytes };
    return `The file "${media.name}" is not stored here any more`;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'corrupt') return error.message;
    throw error;
  }
}

async function refused(
  ctx: WorkerContext,
  job: UploadJob,
  { key }: Wanted,
  answer: Exclude<UploadAnswer, { kind: 'taken' }>,
): Promise<void> {
  if (answer.kind === 'rejected') {
    await ctx.uploads.memory.forget([key]);
    return fail(ctx, job, answer.detail);
  }
  if (answer.kind === 'auth' || answer.kind === 'credits') return closeGate(ctx, job.post.account, answer);
  if (answer.kind === 'gone') await ctx.uploads.memory.forget([key]);
  await tryLater(ctx, job, answer);
}

/** Like a post that was not sent: again after a while, as long as its late window is open. */
async function tryLater(
  ctx: WorkerContext,
  job: UploadJob,
  answer:
    | Extract<UploadAnswer, { kind: 'gone' }>
    | Exclude<Refusal, { kind: 'rejected' | 'auth' | 'credits' }>,
): Promise<void> {
  const mover = moverOf(ctx);
  const delay = Math.max(SECOND, sendDelay(job.failures, ctx.random.fraction()));
  job.failures += 1;
  job.notBefore = answer.kind === 'throttled' ? answer.until : mover.now + delay;
  ctx.log.warn('an upload goes on later', { post: job.post.id, kind: answer.kind, detail: answer.detail });
  const post = job.isAwaited ? await ctx.posts.get(job.post.id) : undefined;
  if (post?.reason?.kind !== 'uploading' || !canMove(post, 'deferred')) return;
  const kind = answer.kind === 'throttled' ? 'throttled' : reasonOf(answer);
  const changes = {
    reason: { kind, at: mover.now, detail: answer.detail },
    nextTryAt: job.notBefore,
    failures: post.failures + 1,
  };
  await ctx.posts.move(movePost(post, 'deferred', mover, changes));
}

const reasonOf = (answer: Parameters<typeof tryLater>[2]): ReasonKind =>
  (answer.kind === 'not-sent' ? answer.reason : undefined) ?? 'network';

/** X, or the copy here, does not give the media: a person has to replace them. */
async function fail(ctx: WorkerContext, job: UploadJob, detail: string): Promise<void> {
  ctx.uploads.drop(job.post);
  const post = await ctx.posts.get(job.post.id);
  if (!post || !canMove(post, 'rejected')) return;
  await ctx.posts.move(rejectedMove(ctx, post, detail));
}

function rejectedMove(ctx: WorkerContext, post: Post, detail: string): Move {
  const mover = moverOf(ctx);
  const reason: Reason = { kind: 'media', at: mover.now, detail };
  return movePost(post, 'rejected', mover, { reason, nextTryAt: null });
}
