import { rememberBefore } from '../domain/before-cancel.ts';
import {
  contentOf,
  isSameContent,
  isSameParts,
  type PartContent,
  type ReplySettings,
} from '../domain/content.ts';
import { followsAt, MAX_PARTS, type Part, type Post } from '../domain/post.ts';
import type { RepeatRule } from '../domain/repeat.ts';
import { beginSeries, endSeries, isOpen } from '../domain/series.ts';
import { isInFlight, isSettled, type PostEvent } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { canMove, type Move, type Mover, movePost, type PostChanges } from '../domain/transition.ts';
import { cannot, type Refused, refuse, type SaveResult } from './save-result.ts';

/** What a person may change. Parts that are out cannot change; `parts` is the whole thread all the same. */
export type PostEdit = {
  readonly parts?: readonly PartContent[];
  readonly dueAt?: Instant;
  readonly zone?: string;
  readonly account?: string;
  readonly lateWindow?: number;
  /** As in `NewPost`; settled before it is decided. */
  readonly slotZone?: string;
  /** Null: to none. */
  readonly replyTo?: string | null;
  /** Null: everyone. */
  readonly replySettings?: ReplySettings | null;
  /** A new series begins with this post; null: the series ends with it. */
  readonly repeatRule?: RepeatRule | null;
  /** Keeps (or makes) it a draft, whatever time it has. */
  readonly draft?: boolean;
  /** What the person saw: refused when somebody has changed it since. */
  readonly expected?: readonly PartContent[];
};

/** What a command makes of the row as it is: a move, or an answer without one. */
export type Decision = Move | SaveResult;

const STOP_NOTE = 'A part is on its way and cannot be called back; what follows it will not be sent.';
const CHANGED_ELSEWHERE =
  'The text of this post was changed elsewhere meanwhile, so nothing was saved: look at both versions and choose one.';
const NOTHING_TO_SKIP =
  'Only a post that repeats, and whose next one is not there yet, can be skipped: leave --skip out.';
/** A post that a person takes up again starts with a clean slate. */
export const AFRESH = { nextTryAt: null, failures: 0, reason: null, stopRequested: false } as const;

export function decideCancel(post: Post, mover: Mover, skip: boolean): Decision {
  if (skip && !isOpen(post.repeat)) return refuse('invalid', NOTHING_TO_SKIP);
  const ends = isOpen(post.repeat) && !skip ? { repeat: endSeries(post.repeat) } : undefined;
  const beforeCancel = rememberBefore(post, ends !== undefined);
  if (isInFlight(post.status)) {
    if (post.stopRequested && !ends) return { kind: 'ok', post, note: STOP_NOTE };
    return movePost(post, 'stopRequested', mover, { stopRequested: true, ...ends });
  }
  if (post.status === 'cancelled') return { kind: 'ok', post, note: 'It was cancelled before.' };
  if (!canMove(post, 'cancelled')) return cannot(post, 'cancelled');
  return movePost(post, 'cancelled', mover, { reason: null, nextTryAt: null, beforeCancel, ...ends });
}

/** Nobody knows whether the part under the cursor is out. Cancelling does not make that known. */
function isDoubtful({ status, reason, beforeCancel }: Post): boolean {
  const why = status === 'cancelled' ? beforeCancel?.reason : status === 'failed' ? reason : undefined;
  return why?.kind === 'undecided';
}

/** The monthly cap kept it back, so that who sends it all the same means that. */
const isCapped = ({ reason }: Post): boolean => (reason?.cause ?? reason?.kind) === 'spendCap';

/** As a person asks for it: what may be out is not sent just like that. */
export function decidePostNow(post: Post, mover: Mover, after: number): Decision {
  if (isDoubtful(post)) return refuse('in-doubt', maybeOut(post));
  return decideSendNow(isCapped(post) ? { ...post, overCap: true } : post, mover, 'sent now', after);
}

/** Due at once, or `after` ms; the late window, and a begun thread's day to finish, start anew. */
export function decideSendNow(post: Post, mover: Mover, what: string, after = 0): Decision {
  if (!canMove(post, 'scheduled')) return cannot(post, what);
  return movePost(post, 'scheduled', mover, { ...AFRESH, dueAt: mover.now + after });
}

/** A post that may be out is looked for again before anybody sends it again, unless a person insists. */
export function decideRetry(post: Post, mover: Mover, force: boolean): Decision {
  const doubtful = isDoubtful(post);
  if (doubtful && !force) {
    if (post.status === 'cancelled') return refuse('in-doubt', maybeOut(post));
    if (!post.attempt) return refuse('in-doubt', lostTrack(post));
    return movePost(post, 'rechecked', mover, {
      attempt: post.attempt && { ...post.attempt, absentReads: 0 },
    });
  }
  if (post.status === 'draft') return cannot(post, 'tried again');
  return decideSendNow(doubtful ? { ...post, attempt: null } : post, mover, 'tried again');
}

function maybeOut({ id, cursor, status }: Post): string {
  const first = status === 'cancelled' ? `\`perch restore ${id}\` brings it back, then ` : '';
  return `Nobody knows whether part ${cursor + 1} is out, so it is not sent just like that: ${first}\`perch retry ${id}\` looks for it again, \`perch retry --force ${id}\` sends it.`;
}

/** The text that may be out was replaced, so the timeline cannot be searched for it any more. */
const lostTrack = ({ id, cursor }: Post): string =>
  `Part ${cursor + 1} was changed while nobody knows whether its old text is out. Look at your timeline; if it is not there, \`perch retry --force ${id}\` sends the new text.`;

/** The post as an edit would leave it, to be checked before it is written. */
export type Edited = { readonly event: PostEvent; readonly changes: PostChanges };

export function decideEdit(post: Post, patch: PostEdit): Edited | Refused {
  if (!canMove(post, 'edited')) return cannot(post, 'edited');
  const { expected, parts = expected } = patch;
  // Saved before, and the answer was lost: then it has the new parts already.
  if (expected && parts && !isSameParts(post.parts, expected) && !isSameParts(post.parts, parts))
    return refuse('changed', CHANGED_ELSEWHERE);
  const changes = editChanges(post, patch);
  if ('kind' in changes) return changes;
  const event = editEvent(post, patch);
  // With another text it is another post, which is for the person to decide.
  if (event === 'scheduled' && isDoubtful(post) && changes.attempt !== null)
    return refuse('in-doubt', maybeOut(post));
  if (!canMove(post, event)) return cannot(post, 'made a draft');
  return { event, changes: event === 'scheduled' ? { ...changes, ...AFRESH } : changes };
}

function editEvent(post: Post, { draft, dueAt }: PostEdit): PostEvent {
  if (draft) return post.status === 'draft' ? 'edited' : 'drafted';
  return dueAt !== undefined && post.status !== 'held' ? 'scheduled' : 'edited';
}

/** What is out stays as it is, and a thread that has begun keeps something to send: else it were never done. */
function checkParts({ id, parts, cursor }: Post, given: readonly PartContent[]): Refused | undefined {
  if (given.length > MAX_PARTS) {
    const message = `A thread holds at most ${MAX_PARTS} parts and this one would have ${given.length}: leave some out.`;
    return refuse('invalid', message);
  }
  if (cursor === 0) return undefined;
  const changed = parts.findIndex((part, i) => i < cursor && !isSame(part, given[i]));
  if (changed >= 0) {
    const message = `Part ${changed + 1} is out and cannot be changed or left out. Give the whole thread: what is out as it is, then the rest.`;
    return refuse('part-is-out', message);
  }
  if (given.length > cursor) return undefined;
  return refuse(
    'part-is-out',
    `There would be nothing left to send: \`perch cancel ${id}\` ends the thread here.`,
  );
}

const isSame = (a: PartContent | undefined, b: PartContent | undefined): boolean =>
  a !== undefined && b !== undefined && isSameContent(a, b);

/** The changes an edit makes, or why it cannot be made. */
function editChanges(post: Post, patch: PostEdit): PostChanges | Refused {
  const { parts: given, draft: _, slotZone: __, expected: ___, repeatRule, ...others } = patch;
  const series = repeatRule === undefined ? {} : seriesChanges(post, repeatRule, patch.dueAt);
  if ('kind' in series) return series;
  const rest = { ...others, ...series };
  if (patch.account !== undefined && patch.account !== post.account && post.cursor > 0) {
    return refuse('part-is-out', 'A thread that has begun cannot change its account.');
  }
  if (!given) return rest;
  const refused = checkParts(post, given);
  if (refused) return refused;
  const parts = given.map((part, i) => (i < post.cursor && post.parts[i]) || contentOf(part));
  const isSamePart = isSame(parts[post.cursor], post.parts[post.cursor]);
  return { ...rest, parts, ...(!isSamePart && { attempt: null }), ...delayChanges(post, parts) };
}

/** A part that waits to follow another one waits as long as it says now. */
function delayChanges(post: Post, parts: readonly Part[]): PostChanges {
  if (parts[post.cursor]?.after === post.parts[post.cursor]?.after) return {};
  return { nextTryAt: followsAt({ parts, cursor: post.cursor }) };
}

/** Once the next post is there, it and no longer this one decides about the series. */
function seriesChanges(
  post: Post,
  rule: RepeatRule | null,
  newTime: Instant | undefined,
): PostChanges | Refused {
  const { repeat } = post;
  if (repeat?.next) return refuse('invalid', `Its series went on with ${repeat.next}: edit that one.`);
  if (rule === null) return repeat ? { repeat: endSeries(repeat) } : {};
  const dueAt = newTime ?? post.dueAt;
  if (dueAt === null || (newTime === undefined && isSettled(post.status)))
    return refuse('invalid', 'To repeat, the post needs a time at which it will go out: give one with --at.');
  return { repeat: beginSeries(rule, post.id, dueAt) };
}
