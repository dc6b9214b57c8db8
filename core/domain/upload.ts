import type { Media } from './media.ts';
import type { Refusal } from './outcome.ts';
import type { Post } from './post.ts';
import { type Instant, MINUTE, SECOND } from './time.ts';

/** Bytes of one request of an upload. */
export const SEGMENT = 1024 * 1024;
/** X forgets what is not posted after a day; what is used must have this much of it left, ms. */
const MARGIN = 10 * MINUTE;
/** When X does not say when to ask again, ms. */
const LOOK_AGAIN = 5 * SECOND;

/** How far the bytes of one media of a part are with X. Losing it costs one upload more, never a post. */
export type Upload = {
  readonly mediaId: string;
  /** When X forgets it. */
  readonly expiresAt: Instant;
  /** Segments that X has taken. */
  readonly sent: number;
  /** `sending`: not all of it is there. `processing`: X prepares it until `lookAt` at least. */
  readonly phase: 'sending' | 'processing' | 'received';
  readonly lookAt?: Instant;
  /** The alt text that X has. */
  readonly alt?: string;
};

/** The next request, or that there is none to be made (now). */
export type UploadStep =
  | { readonly kind: 'begin' | 'finish' | 'look' | 'describe' }
  | { readonly kind: 'append'; readonly segment: number }
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'ready' };

/** What X answers to one request of an upload. */
export type UploadAnswer =
  | {
      readonly kind: 'taken';
      readonly mediaId?: string;
      /** ms from now until X forgets it. */
      readonly expiresIn?: number;
      readonly processing?: Processing;
    }
  /** X does not know the media any more. */
  | { readonly kind: 'gone'; readonly detail: string }
  | Refusal;

export type Processing = {
  readonly state: 'pending' | 'in_progress' | 'succeeded' | 'failed';
  /** ms until X wants to be asked again. */
  readonly again?: number;
  readonly error?: string;
};

export const segmentsOf = ({ size }: Pick<Media, 'size'>): number => Math.ceil(size / SEGMENT);

export function nextStep(upload: Upload | undefined, media: Media, now: Instant): UploadStep {
  if (!upload || upload.expiresAt - now < MARGIN) return { kind: 'begin' };
  if (upload.sent < segmentsOf(media)) return { kind: 'append', segment: upload.sent };
  if (upload.phase === 'sending') return { kind: 'finish' };
  if (upload.phase === 'processing') {
    const until = upload.lookAt ?? now;
    return until > now ? { kind: 'wait', until } : { kind: 'look' };
  }
  return (upload.alt ?? '') === media.alt ? { kind: 'ready' } : { kind: 'describe' };
}

/** What a step that X took makes of an upload. Undefined: the answer has no id to go on with. */
export function afterStep(
  before: Upload | undefined,
  step: UploadStep,
  answer: Extract<UploadAnswer, { kind: 'taken' }>,
  media: Media,
  now: Instant,
): Upload | undefined {
  const expires = answer.expiresIn === undefined ? {} : { expiresAt: now + answer.expiresIn };
  if (step.kind === 'begin') {
    if (answer.mediaId === undefined) return undefined;
    return {
      expiresAt: now + 24 * 60 * MINUTE,
      ...expires,
      mediaId: answer.mediaId,
      sent: 0,
      phase: 'sending',
    };
  }
  if (!before) return undefined;
  switch (step.kind) {
    case 'append':
      return { ...before, sent: step.segment + 1 };
    case 'describe':
      return { ...before, alt: media.alt };
    default:
      return { ...before, ...expires, ...progressOf(answer.processing, now) };
  }
}

function progressOf(processing: Processing | undefined, now: Instant): Pick<Upload, 'phase' | 'lookAt'> {
  if (!processing || processing.state === 'succeeded') return { phase: 'received' };
  return { phase: 'processing', lookAt: now + (processing.again ?? LOOK_AGAIN) };
}

/** One media of a post, and the name under which its upload is remembered. */
export type Wanted = { readonly key: string; readonly media: Media };

/** The media of one part. The same file may be in a post more than once, and each is an upload of its own. */
export function wantedOf(post: Post, part: number): readonly Wanted[] {
  const seen = new Map<string, number>();
  const all = post.parts.map(({ media = [] }) =>
    media.map((one) => {
      const number = seen.get(one.hash) ?? 0;
      seen.set(one.hash, number + 1);
      return { key: `${post.account} ${post.id} ${one.hash} ${number}`, media: one };
    }),
  );
  return all[part] ?? [];
}

/** How far the media of a part are, for people: `share` is 0 to 1, and 1 while X prepares them. */
export type UploadProgress = { readonly postId: string; readonly part: number; readonly share: number };

/** How much of the bytes of a part X has, 0 to 1. */
export function shareSent(uploads: readonly (Upload | undefined)[], wanted: readonly Wanted[]): number {
  const total = wanted.reduce((sum, { media }) => sum + segmentsOf(media), 0);
  return total === 0 ? 1 : uploads.reduce((sum, upload) => sum + (upload?.sent ?? 0), 0) / total;
}
