import type { PostId } from './post.ts';
import type { PostEvent, Status } from './status.ts';
import type { Instant } from './time.ts';

/** One line of a post's history, written in the same transaction as the change it tells of. */
export type HistoryEntry = {
  readonly postId: PostId;
  readonly at: Instant;
  readonly event: PostEvent | 'added' | 'imported';
  /** Null for the first entry. */
  readonly from: Status | null;
  readonly to: Status;
  /** 0-based part the event is about. */
  readonly part: number;
  /** X's own words or the technical cause, free of secrets; may be empty. */
  readonly detail: string;
  /** Who did it: `worker <boot id>`, `window`, `cli`. */
  readonly by: string;
};

/** One line of the history of all posts: `seq` grows with every entry. */
export type HistoryRow = HistoryEntry & { readonly seq: number };

/** One try on the wire, derived from the history: from `armed` to whatever settled it. */
export type AttemptRecord = {
  readonly part: number;
  readonly armedAt: Instant;
  readonly settledAt?: Instant;
  readonly outcome: HistoryEntry['event'] | 'pending';
  readonly detail: string;
};

const SETTLES: ReadonlySet<HistoryEntry['event']> = new Set([
  'partPublished',
  'published',
  'notSent',
  'throttled',
  'held',
  'rejected',
  'doubted',
  'stopped',
]);

/** The tries on the wire, oldest first. */
export function attemptsOf(history: readonly HistoryEntry[]): readonly AttemptRecord[] {
  const attempts: AttemptRecord[] = [];
  for (const entry of history) {
    const open = attempts.at(-1);
    if (entry.event === 'armed') {
      attempts.push({ part: entry.part, armedAt: entry.at, outcome: 'pending', detail: '' });
    } else if (open?.outcome === 'pending' && SETTLES.has(entry.event)) {
      attempts[attempts.length - 1] = {
        ...open,
        settledAt: entry.at,
        outcome: entry.event,
        detail: entry.detail,
      };
    }
  }
  return attempts;
}
