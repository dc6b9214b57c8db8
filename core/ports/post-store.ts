import type { HistoryEntry } from '../domain/history.ts';
import type { Post, PostId } from '../domain/post.ts';
import type { Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import type { Move } from '../domain/transition.ts';

export type { Move };

/**
 * What became of a move. `conflict` carries the row as it is now (undefined: gone). `text-locked`: another
 * post of the account with the same text under the same parent is in flight; nothing was changed.
 */
export type MoveResult =
  | { readonly kind: 'moved'; readonly post: Post }
  | { readonly kind: 'conflict'; readonly current: Post | undefined }
  | { readonly kind: 'text-locked' };

export type PostQuery = {
  readonly status?: readonly Status[];
  readonly account?: string;
  /** Only posts due in [from, to). */
  readonly dueFrom?: Instant;
  readonly dueTo?: Instant;
  /** Page after this key (from `PostPage.next`). */
  readonly after?: string;
  /** At most this many; default 100, at most 1,000. */
  readonly limit?: number;
};

/** By due time, then id; drafts without a time come last. `next` is absent on the last page. */
export type PostPage = { readonly posts: readonly Post[]; readonly next?: string };

/**
 * The truth about every post. All writes are durable before they resolve, and each writes its history entry
 * in the same transaction. Connections and transactions never cross this port. Throws only when the store is
 * out of reach (an outage) or full; a refusal is a value.
 */
export type PostStore = {
  /** Idempotent by id: the second insert of an id changes nothing and says `exists`. One transaction for all. */
  insert(
    posts: readonly Post[],
    entry: Omit<HistoryEntry, 'postId' | 'from' | 'to'>,
  ): Promise<readonly ('inserted' | 'exists')[]>;
  get(id: PostId): Promise<Post | undefined>;
  /**
   * Compare-and-swap. Sets version and keeps `to.nonce` (the caller makes it). If the reply to an earlier try
   * of the very same write was lost, finding `to.nonce` in the row counts as moved.
   */
  move(move: Move): Promise<MoveResult>;
  /** Many independent compare-and-swaps with one durable commit; a refusal of one leaves the others. */
  moveMany(moves: readonly Move[]): Promise<readonly MoveResult[]>;
  /** Rows whose `wakeAt` is at or before `now`, earliest first, then by due time. */
  due(now: Instant, limit: number): Promise<readonly Post[]>;
  /** The earliest `wakeAt` of all rows. */
  nextWakeAt(): Promise<Instant | undefined>;
  /** Every row in `publishing` or `checking`. */
  inFlight(): Promise<readonly Post[]>;
  list(query: PostQuery): Promise<PostPage>;
  counts(): Promise<Readonly<Record<Status, number>>>;
  history(id: PostId): Promise<readonly HistoryEntry[]>;
  /** The latest entries over all posts, newest first; the page after `before` (a `HistoryRow.seq`). */
  activity(query: { readonly limit: number; readonly before?: number }): Promise<readonly HistoryRow[]>;
  /** Which of these X ids belong to a part of some stored post. */
  bound(tweetIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Posts of the account with exactly this text in some part, newest due first; at most `limit`. */
  withText(account: string, text: string, limit: number): Promise<readonly Post[]>;
  /** Calls back after any change of any row, by this process (at once) or another (soon). Returns the way out. */
  onChange(listener: () => void): () => void;
};

export type HistoryRow = HistoryEntry & { readonly seq: number };
