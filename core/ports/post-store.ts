import type { HistoryEntry, HistoryRow } from '../domain/history.ts';
import type { Post, PostId } from '../domain/post.ts';
import type { Charge, Month } from '../domain/spending.ts';
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

/** Posts by the words in their parts and of their account (see domain/search.ts). */
export type PostSearch = Pick<PostQuery, 'status' | 'account' | 'after'> & {
  readonly text: string;
  /** At most this many; default 50, at most 1,000. */
  readonly limit?: number;
};

/**
 * `next`: when to look again, the earliest `wakeAt` of the rows that are not among `posts`, or a day from now if
 * that is sooner; absent only when there is none.
 */
export type Due = { readonly posts: readonly Post[]; readonly next?: Instant };

/** By due time, then id; drafts without a time come last. `next` is absent on the last page. */
export type PostPage = { readonly posts: readonly Post[]; readonly next?: string };

/** A post with all that happened to it, oldest first. */
export type PostRecord = { readonly post: Post; readonly history: readonly HistoryEntry[] };

/** In the order of the ids. `next` is absent on the last page. */
export type RecordPage = { readonly records: readonly PostRecord[]; readonly next?: PostId };

/**
 * What became of a post that came from another store. `exists`: the same version is there; `newer`: a later one
 * is; `taken`: another post has one of its X ids or is in flight with the same text. None of these changed anything.
 */
export type Adopted = 'adopted' | 'exists' | 'newer' | 'taken';

/**
 * The truth about every post. All writes are durable before they resolve, and each writes its history entry
 * in the same transaction. Connections and transactions never cross this port. Throws only when the store is
 * out of reach (an outage) or full; a refusal is a value.
 */
export type PostStore = {
  /** Idempotent by id: the second insert of an id changes nothing and says `exists`. A call that fails may have kept some; repeat it. */
  insert(
    posts: readonly Post[],
    entry: Omit<HistoryEntry, 'postId' | 'from' | 'to'>,
  ): Promise<readonly ('inserted' | 'exists')[]>;
  get(id: PostId): Promise<Post | undefined>;
  /** Those that are there, in the order of `ids`. */
  getMany(ids: readonly PostId[]): Promise<readonly Post[]>;
  /**
   * Compare-and-swap. Sets version and keeps `to.nonce` (the caller makes it). If the reply to an earlier try
   * of the very same write was lost, finding `to.nonce` in the row counts as moved.
   */
  move(move: Move): Promise<MoveResult>;
  /** Many independent compare-and-swaps with one durable commit; a refusal of one leaves the others. */
  moveMany(moves: readonly Move[]): Promise<readonly MoveResult[]>;
  /**
   * Rows whose `wakeAt` is at or before `now`, earliest first, then by due time. On a shared store a row may be
   * older than the stored one: a move of it is then a conflict, which carries the row as it is.
   */
  due(now: Instant, limit: number): Promise<Due>;
  /** Every row in `publishing` or `checking`. */
  inFlight(): Promise<readonly Post[]>;
  list(query: PostQuery): Promise<PostPage>;
  /**
   * What was stored last first, where the store knows it; else as in a list. A page looks at a bounded number of
   * posts, so it may be short, or empty, and still have a `next`.
   */
  search(search: PostSearch): Promise<PostPage>;
  counts(): Promise<Readonly<Record<Status, number>>>;
  /** What was spent in the month, and what is reserved, as of now (see `chargesOf`). */
  charges(month: Month): Promise<readonly Charge[]>;
  /** What is planned up to the end of the month; a shared store may remember it for as long as `counts`. */
  planned(month: Month): Promise<readonly Charge[]>;
  history(id: PostId): Promise<readonly HistoryEntry[]>;
  /** The latest entries over all posts, newest first; the page after `before` (a `HistoryRow.seq`). */
  activity(query: { readonly limit: number; readonly before?: number }): Promise<readonly HistoryRow[]>;
  /** Which of these X ids belong to a part of some stored post. */
  bound(tweetIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Posts of the account with exactly this text in some part, newest due first; at most `limit`. */
  withText(account: string, text: string, limit: number): Promise<readonly Post[]>;
  /** Calls back after any change of any row, by this process (at once) or another (soon). Returns the way out. */
  onChange(listener: ChangeListener): () => void;
  /**
   * Makes good what a crash between two writes may have left out, for rows due up to `until`. Nothing is lost
   * without it, but a row could be found late.
   */
  mend(until: Instant): Promise<void>;
  /** All posts with their history, at most `limit` (<= 1,000) whose id comes after `after`. */
  records(limit: number, after?: PostId): Promise<RecordPage>;
  /**
   * Takes posts over from another store as they are, history and all: a post that is not here is added, an older
   * version of it is replaced, nothing else is touched. Doing it again is harmless. Only under a seal: what was
   * adopted is frozen. Whether what it replaces is an earlier state of the same post is for the caller to know.
   */
  adopt(records: readonly PostRecord[]): Promise<readonly Adopted[]>;
  /**
   * Under a seal: from when it resolves, no insert or move of a post that is here succeeds (`StoreError`
   * `sealed`), not even one that was decided long ago by a worker that stood still. Doing it again is harmless.
   */
  freeze(): Promise<void>;
  /** Undoes all freezing. */
  thaw(): Promise<void>;
};

/** With the rows as they are now when this process changed them; without: something changed, look anew. */
export type ChangeListener = (own?: readonly Post[]) => void;
