import { contentOf, isTextOnly } from '../domain/content.ts';
import { uuidOf } from '../domain/hash.ts';
import type { Attempt, Part, Post, PostId } from '../domain/post.ts';
import type { Reason, ReasonKind } from '../domain/reason.ts';
import { isInFlight, isWaiting, type Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { type JudgedRow, partsOut, type SourceRow, wasTakenDown } from './import-row.ts';
import { newPost } from './new-post.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isPostId(id: string): boolean {
  return UUID.test(id);
}

/** What makes two rows the same post. The zone is not in it: it only says how the instant is shown. */
export function rowKey(row: JudgedRow, account: string): string {
  const { parts, replyTo, replySettings } = row.source;
  const said = parts.map((part) =>
    isTextOnly(part) && part.after === undefined ? part.text : contentOf(part),
  );
  const where = [replyTo, replySettings].filter((each) => each !== undefined);
  return JSON.stringify([account, row.at, said, ...where]);
}

/**
 * The id of a row that brings none: a UUID (version 8) made of what the row says and of how many rows of the
 * file said the same before, so that importing the file again finds every post that is in already.
 */
export function rowId(key: string, occurrence: number, sha256: (text: string) => string): PostId {
  return uuidOf(sha256(`perch import ${occurrence} ${key}`));
}

export type Arrival = {
  readonly id: PostId;
  readonly account: string;
  readonly lateWindow: number;
  readonly now: Instant;
  readonly nonce: string;
};

/**
 * The post that a good row becomes. What is out stays out: nothing that has an X id, and nothing that may have
 * been on the wire elsewhere, is ever sent because of an import.
 */
export function arrivingPost(row: JudgedRow, { id, account, lateWindow, now, nonce }: Arrival): Post {
  const { source, at, zone, repeatRule } = row;
  const { replyTo, replySettings } = source;
  const given = { id, account, lateWindow, parts: source.parts, dueAt: at, zone: zone ?? 'UTC' };
  const fresh = newPost(
    {
      ...given,
      ...(repeatRule && { repeatRule }),
      ...(replyTo !== undefined && { replyTo }),
      ...(replySettings && { replySettings }),
    },
    now,
    nonce,
  );
  const repeat = typeof source.repeat === 'object' ? source.repeat : fresh.repeat;
  const status = arrivingStatus(source, at, now);
  const reason = arrivingReason(source, status, now);
  const cursor = status === 'published' ? source.parts.length : partsOut(source);
  const parts = fresh.parts.map((part, i): Part => ({ ...part, ...source.tweets[i] }));
  const attempt = reason?.kind === 'undecided' ? doubtfulAttempt(parts, cursor, at ?? now, nonce) : null;
  const { attempts } = source;
  return { ...fresh, status, parts, cursor, attempt, attempts, reason, repeat };
}

function arrivingStatus(source: SourceRow, at: Instant | null, now: Instant): Status {
  if (wasTakenDown(source)) return 'cancelled';
  if (source.status === 'published' || (source.parts.length > 0 && partsOut(source) === source.parts.length))
    return 'published';
  if (isInFlight(source.status)) return 'failed';
  if (!isWaiting(source.status)) return source.status;
  const isBegunAndLate = partsOut(source) > 0 && (at ?? now) < now;
  return isBegunAndLate ? 'missed' : 'scheduled';
}

function arrivingReason(source: SourceRow, status: Status, now: Instant): Reason | null {
  const kind = reasonKind(source, status);
  return kind === undefined ? null : { kind, at: now, detail: '' };
}

function reasonKind(source: SourceRow, status: Status): ReasonKind | undefined {
  const { status: before, reason } = source;
  if (wasTakenDown(source)) return 'removed';
  switch (status) {
    case 'failed':
      return isInFlight(before) ? 'undecided' : (reason ?? 'undecided');
    case 'missed':
      return reason === 'paused' ? 'paused' : 'late';
    case 'cancelled':
      return reason === 'stopped' ? 'stopped' : undefined;
    default:
      return undefined;
  }
}

/** Lets `retry` look for the part on the timeline: it cannot have been sent before it was due. */
export function doubtfulAttempt(
  parts: readonly Part[],
  cursor: number,
  dueAt: Instant,
  nonce: string,
): Attempt {
  const sentAfter = parts[cursor - 1]?.publishedAt ?? dueAt;
  return {
    fence: nonce,
    owner: 'import',
    armedAt: sentAfter,
    sentAfter,
    ambiguous: true,
    duplicate: false,
    absentReads: 0,
  };
}
