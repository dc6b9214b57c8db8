import { freshPost } from './fresh-post.ts';
import { shortHash, uuidOf } from './hash.ts';
import type { Post, PostId } from './post.ts';
import { nextOccurrence, type Occurrence, type RepeatRule, wallOf } from './repeat.ts';
import type { Instant } from './time.ts';
import { type Move, type Mover, movePost } from './transition.ts';
import { isZone } from './wall.ts';

/** The place of a post in a series. Of each series at most one post waits: the next is made when it is settled. */
export type Repeat = {
  readonly rule: RepeatRule;
  /** The id of the first post. */
  readonly series: PostId;
  /** 1 for the first post. */
  readonly number: number;
  /** `YYYY-MM-DD` in the rule's zone that it stands for, also when it was moved. */
  readonly date: string;
  /** The post that follows; null: the series ends with this one; absent: not made yet. */
  readonly next?: PostId | null;
};

/** The series whose first post goes out at `at`. */
export function beginSeries(rule: RepeatRule, id: PostId, at: Instant): Repeat {
  return { rule, series: id, number: 1, date: wallOf(at, rule.zone).slice(0, 10) };
}

/** Nothing follows this post. */
export const endSeries = (repeat: Repeat): Repeat => ({ ...repeat, next: null });

/** Whether it is still this post that decides what follows. */
export const isOpen = (repeat: Repeat | null): repeat is Repeat =>
  repeat !== null && repeat.next === undefined;

/**
 * What comes after this post if it is settled at `now`: one later than `now`, however many were slept through.
 * Undefined: nothing.
 */
export function following({ rule, number, date }: Repeat, now: Instant): Occurrence | undefined {
  if (rule.times !== undefined && number >= rule.times) return undefined;
  // Another version of the zone database may not know the name, and one post must not stop the others.
  return isZone(rule.zone) ? nextOccurrence(rule, now, date) : undefined;
}

/** What comes next, at most `count` of them. */
export function upcoming(repeat: Repeat, now: Instant, count: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let { number, date } = repeat, after = now; found.length < count; number++) {
    const next = following({ ...repeat, number, date }, after);
    if (!next) break;
    found.push(next);
    ({ at: after, date } = next);
  }
  return found;
}

/** How a settled post's series goes on. First `next` is inserted, then the move is made: both may be repeated. */
export type Continuation = { readonly next: Post | undefined; readonly move: Move };

/** The first line of the history of the next post. */
export const nextEntry = ({ at, by }: Move['entry']) =>
  ({ at, event: 'added', part: 0, detail: 'its series goes on', by }) as const;

/** For a post that `owesNext`. Whoever asks gets a next post of the same id, so that it is made once. */
export function continueSeries(post: Post, repeat: Repeat, mover: Mover): Continuation {
  const occurrence = following(repeat, mover.now);
  const next = occurrence && nextPost(post, repeat, occurrence, mover);
  const detail = next ? `the next one is ${next.id}` : 'the series ends here';
  const changes = { repeat: { ...repeat, next: next?.id ?? null } };
  return { next, move: movePost(post, 'continued', mover, changes, detail) };
}

/** The id of a post of a series: everybody works out the same. */
export function occurrenceId(series: PostId, number: number): PostId {
  return uuidOf(shortHash(`${number} ${series}`) + shortHash(`${series} ${number}`));
}

/** The same content for the same account, and nothing of what became of them. */
function nextPost(post: Post, repeat: Repeat, { at, date }: Occurrence, { now, nonce }: Mover): Post {
  const { account, zone, lateWindow, parts, replyTo, replySettings } = post;
  const { rule, series } = repeat;
  const number = repeat.number + 1;
  return freshPost(
    {
      id: occurrenceId(series, number),
      account,
      status: 'scheduled',
      dueAt: at,
      zone,
      lateWindow,
      parts,
      replyTo,
      replySettings,
      repeat: { rule, series, number, date },
    },
    now,
    nonce,
  );
}
