import type { Account } from '../../core/domain/account.ts';
import type { HistoryEntry } from '../../core/domain/history.ts';
import { textLock } from '../../core/domain/lock-key.ts';
import { owesNext, type Post, wakeAt } from '../../core/domain/post.ts';
import {
  DEFAULT_PROCESSORS,
  type ProcessorName,
  type ProcessorSettings,
} from '../../core/domain/processor.ts';
import { isInFlight, type Status } from '../../core/domain/status.ts';
import type { PublishHint } from '../../core/ports/job-queue.ts';
import type { PoisonRecord } from '../../core/ports/poison-store.ts';
import type { Move, MoveResult } from '../../core/ports/post-store.ts';
import type { WorkerRecord } from '../../core/ports/worker-directory.ts';

/** The promises of a store that a mutation may take away. */
export type Rules = {
  /** A move of another version than the stored one is refused. */
  versions: boolean;
  /** No two posts of an account with one text are in flight at once. */
  textLock: boolean;
  /** An X id belongs to one part. */
  uniqueIds: boolean;
};

export type StoredMessage = {
  readonly id: string;
  readonly body: PublishHint;
  readonly insertedAt: number;
  visibleAt: number;
  dequeueCount: number;
  receipt: string;
};

/** What a commit did to one post. */
export type Commit = {
  readonly before: Post | undefined;
  readonly after: Post;
  readonly entry: Pick<HistoryEntry, 'at' | 'event'>;
};

/** What is on the disk, or in the cloud: what outlives every process. Each call is one transaction. */
export type Database = {
  readonly posts: Map<string, Post>;
  readonly accounts: Map<string, Account>;
  readonly processors: Record<ProcessorName, ProcessorSettings>;
  readonly workers: Map<string, WorkerRecord>;
  readonly poison: Map<string, PoisonRecord>;
  readonly messages: StoredMessage[];
  readonly tweetIds: Map<string, string>;
  pausedUntil: number | null;
  insert(post: Post, entry: Commit['entry']): 'inserted' | 'exists';
  move(move: Move): MoveResult;
  /** Puts a row back to what it was: what a power cut does to a store that promised too much. */
  restore(id: string, post: Post | undefined): void;
  /** Posts that are going to move by themselves. */
  open(): number;
};

const SETTLED: ReadonlySet<Status> = new Set<Status>(['draft', 'published', 'missed', 'failed', 'cancelled']);
/** A later post of a series is due a day after the end. */
export const isSettled = (post: Post): boolean =>
  (SETTLED.has(post.status) && !owesNext(post)) || (post.repeat?.number ?? 0) > 1;

export function createDatabase(rules: Rules, committed: (commit: Commit) => void): Database {
  const posts = new Map<string, Post>();
  const locks = new Map<string, string>();
  const tweetIds = new Map<string, string>();

  const lockOf = (post: Post): string | undefined => {
    const lock = textLock(post);
    return lock && `${post.account}\n${lock.parent}\n${lock.text}`;
  };
  const claimsForeign = (post: Post): boolean =>
    rules.uniqueIds &&
    post.parts.some(({ tweetId }, i) => {
      const owner = tweetId === undefined ? undefined : tweetIds.get(tweetId);
      return owner !== undefined && owner !== `${post.id}/${i}`;
    });

  function write(before: Post | undefined, after: Post): void {
    const [old, lock] = [before && lockOf(before), lockOf(after)];
    if (old !== undefined && locks.get(old) === after.id) locks.delete(old);
    if (lock !== undefined) locks.set(lock, after.id);
    posts.set(after.id, after);
    after.parts.forEach(({ tweetId }, i) => {
      if (tweetId !== undefined) tweetIds.set(tweetId, `${after.id}/${i}`);
    });
  }

  return {
    posts,
    accounts: new Map(),
    processors: { ...DEFAULT_PROCESSORS },
    workers: new Map(),
    poison: new Map(),
    messages: [],
    tweetIds,
    pausedUntil: null,
    insert: (post, entry) => {
      if (posts.has(post.id) || claimsForeign(post)) return 'exists';
      write(undefined, post);
      committed({ before: undefined, after: post, entry });
      return 'inserted';
    },
    move: ({ from, to, entry }) => {
      const stored = posts.get(from.id);
      if (!stored) return { kind: 'conflict', current: undefined };
      if (stored.nonce === to.nonce) return { kind: 'moved', post: stored };
      if (rules.versions && stored.version !== from.version) return { kind: 'conflict', current: stored };
      const post = { ...to, id: stored.id, version: stored.version + 1 };
      if (claimsForeign(post)) return { kind: 'conflict', current: stored };
      const lock = rules.textLock ? lockOf(post) : undefined;
      const holder = lock === undefined ? undefined : locks.get(lock);
      if (holder !== undefined && holder !== post.id) return { kind: 'text-locked' };
      write(stored, post);
      committed({ before: stored, after: post, entry });
      return { kind: 'moved', post };
    },
    restore: (id, post) => {
      const now = posts.get(id);
      if (now) for (const { tweetId } of now.parts) if (tweetId !== undefined) tweetIds.delete(tweetId);
      if (now && !post) posts.delete(id);
      if (post) write(now, post);
    },
    open: () => {
      let open = 0;
      for (const post of posts.values()) if (!isSettled(post)) open += 1;
      return open;
    },
  };
}

/** Earliest first, then by due time, then id. */
export function dueOf(rows: Iterable<Post>, now: number, limit: number) {
  const awake = [...rows]
    .map((post) => ({ post, wake: wakeAt(post) }))
    .filter((row): row is { post: Post; wake: number } => row.wake !== null)
    .sort(
      (a, b) =>
        a.wake - b.wake || (a.post.dueAt ?? 0) - (b.post.dueAt ?? 0) || (a.post.id < b.post.id ? -1 : 1),
    );
  const ripe = awake.filter(({ wake }) => wake <= now).slice(0, limit);
  const next = awake[ripe.length]?.wake;
  return { posts: ripe.map(({ post }) => post), ...(next !== undefined && { next }) };
}

export const inFlightOf = (rows: Iterable<Post>): readonly Post[] =>
  [...rows].filter(({ status }) => isInFlight(status));
