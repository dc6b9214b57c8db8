import type { PartContent, ReplySettings } from './content.ts';
import type { Reason } from './reason.ts';
import type { Repeat } from './series.ts';
import { isSettled, type Status } from './status.ts';
import { HOUR, type Instant, MINUTE } from './time.ts';

/** A UUID made by whoever composes the post, so that saving it twice is harmless. */
export type PostId = string;

export const MAX_PARTS = 25;
/** How long after its due time a first part may still be sent, unless the post says otherwise. */
export const DEFAULT_LATE_WINDOW = 60 * MINUTE;
/** A hint may be lost, so a queued row that nobody armed for this long gets another one. */
export const HINT_AGAIN = 2 * MINUTE;
/** A thread that has begun has this long to finish (settles R12 of the reliability rules). */
export const THREAD_WINDOW = 24 * HOUR;

/** What a person put into it, and what became of it on X. */
export type Part = PartContent & {
  readonly tweetId?: string;
  readonly publishedAt?: Instant;
  /** A person had it deleted from X; it keeps its id, so that nothing takes it for another part. */
  readonly deletedAt?: Instant;
};

/**
 * The try that is or was on the wire for the part under the cursor. Replaced as a whole and null again when
 * the cursor moves: a stale field here once stranded a thread in simulation.
 */
export type Attempt = {
  /** The nonce of the arming write: the right to send once, and later the right to close. */
  readonly fence: string;
  /** Boot id of the worker that armed it. */
  readonly owner: string;
  readonly armedAt: Instant;
  /** X's clock at the FIRST arm of this part; kept over re-arms so that no earlier try is overlooked. */
  readonly sentAfter: Instant;
  /** Some try of this part had an unknown outcome. */
  readonly ambiguous: boolean;
  /** X answered "duplicate content" to the latest try. */
  readonly duplicate: boolean;
  /** X's ids of its media, as each try had them, the latest last; absent: it has none. */
  readonly mediaTries?: readonly (readonly string[])[];
  /** Clean timeline reads after the quiet period that did not show it. */
  readonly absentReads: number;
};

/** What a post was when a person cancelled it, so that this can be taken back. */
export type BeforeCancel = {
  readonly status: Extract<Status, 'draft' | 'scheduled' | 'held' | 'failed' | 'missed'>;
  readonly reason: Reason | null;
  /** Its series ended with it. */
  readonly endedSeries?: true;
};

/** A timed post: a thread of 1 to 25 parts. The row is the truth; a queue message is only a hint. */
export type Post = {
  readonly id: PostId;
  /** Account name, as in `accounts`. */
  readonly account: string;
  readonly status: Status;
  /** Null only for a draft without a time. */
  readonly dueAt: Instant | null;
  /** IANA zone in which a person reads the due time. */
  readonly zone: string;
  /** Milliseconds after `dueAt` in which the first part may still be armed. */
  readonly lateWindow: number;
  readonly parts: readonly Part[];
  /** Index of the first part that is not out. */
  readonly cursor: number;
  readonly attempt: Attempt | null;
  /** Arms so far, over all parts. */
  readonly attempts: number;
  /** Failures in a row without a send; the step in the back-off table. */
  readonly failures: number;
  /** Not to be armed before this instant. */
  readonly nextTryAt: Instant | null;
  /** X id of the post that the first part replies to; null: none. */
  readonly replyTo: string | null;
  /** Who may reply; null: everyone. */
  readonly replySettings: ReplySettings | null;
  readonly stopRequested: boolean;
  readonly reason: Reason | null;
  /** A person wants it sent whatever the monthly cap says. */
  readonly overCap?: true;
  /** Its place in a series; null: it goes out once. */
  readonly repeat: Repeat | null;
  /** Null: it is not cancelled, or was stopped on its way and cannot be restored. */
  readonly beforeCancel: BeforeCancel | null;
  /** Grows by one with every write. */
  readonly version: number;
  /** Random, new with every write: tells "my write is in" from "somebody else's". */
  readonly nonce: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The instant after which the next part must not be armed any more. What follows later on purpose is not late. */
export function windowEnd({ dueAt, lateWindow, parts, cursor }: Post): Instant {
  const due = dueAt ?? Number.MAX_SAFE_INTEGER;
  if (cursor === 0) return due + lateWindow;
  const delays = parts.slice(1, cursor + 1).reduce((sum, { after = 0 }) => sum + after, 0);
  return due + Math.max(lateWindow, THREAD_WINDOW) + delays;
}

/** When the part under the cursor may follow the one before it, if it has a delay. */
export function followsAt({ parts, cursor }: Pick<Post, 'parts' | 'cursor'>): Instant | null {
  const after = cursor === 0 ? undefined : parts[cursor]?.after;
  const out = parts[cursor - 1]?.publishedAt;
  return after === undefined || out === undefined ? null : out + after;
}

/** The instant for which a begun thread waits on purpose, since it was last written; else undefined. */
export function followUpOf({ status, nextTryAt, updatedAt }: Post): Instant | undefined {
  return status === 'queued' && nextTryAt !== null && nextTryAt > updatedAt ? nextTryAt : undefined;
}

/** The part under the cursor, or undefined when all are out. */
export function currentPart(post: Post): Part | undefined {
  return post.parts[post.cursor];
}

/** The id of the post that the part under the cursor replies to, or undefined when it replies to none. */
export function parentId(post: Post): string | undefined {
  return post.cursor === 0 ? (post.replyTo ?? undefined) : post.parts[post.cursor - 1]?.tweetId;
}

/** Whether the part is to be seen on X, as far as Perch knows. */
export function isOut({ tweetId, deletedAt }: { tweetId?: string; deletedAt?: unknown }): boolean {
  return tweetId !== undefined && deletedAt === undefined;
}

/** Indices of the parts that are to be seen on X. */
export function partsOnX({ parts }: Pick<Post, 'parts'>): readonly number[] {
  return parts.flatMap((part, i) => (isOut(part) ? [i] : []));
}

/** "Part 2 is", "Parts 1 to 3 are", "Parts 1, 3 are", as a sentence begins; '' for none. */
export function nameParts(indices: readonly number[]): string {
  const numbers = indices.map((i) => i + 1);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (numbers.length === 1) return `Part ${first} is`;
  const isRun = last - first === numbers.length - 1;
  return `Parts ${isRun ? `${first} to ${last}` : numbers.join(', ')} are`;
}

/** It is settled, and what follows in its series is still to be made. */
export function owesNext(post: Post): boolean {
  return post.repeat !== null && post.repeat.next === undefined && isSettled(post.status);
}

/**
 * When somebody must look at this row next, or null when nobody has to. In-flight rows are watched by
 * observation (monotonic time), not by this wall-clock instant.
 */
export function wakeAt(post: Post): Instant | null {
  if (post.dueAt === null) return null;
  if (owesNext(post)) return post.updatedAt;
  switch (post.status) {
    // Edited while it waited for another try, it is scheduled and still waits.
    case 'scheduled':
    case 'retrying':
      return Math.min(Math.max(post.dueAt, post.nextTryAt ?? 0), windowEnd(post));
    case 'queued':
      // Not due for a worker whose clock is behind that of the one before.
      return Math.min(Math.max(post.dueAt, followUpOf(post) ?? post.updatedAt + HINT_AGAIN), windowEnd(post));
    case 'held':
      // For the monthly cap only until it may fit again.
      return Math.min(Math.max(post.dueAt, post.nextTryAt ?? Number.POSITIVE_INFINITY), windowEnd(post));
    default:
      return null;
  }
}
