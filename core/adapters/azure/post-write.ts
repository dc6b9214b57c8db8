import type { HistoryEntry } from '../../domain/history.ts';
import type { Post } from '../../domain/post.ts';
import type { Move, MoveResult } from '../../ports/post-store.ts';
import { StoreError } from '../../ports/store-error.ts';
import { activityChange, type Sequence } from './activity.ts';
import { changesBetween, lockRowKey, tweetKey } from './post-rows.ts';
import { crowded, isFrozen, readById, TRIES, versionChange, versionKey } from './post-versions.ts';
import { frozen } from './seal.ts';
import { type Change, MAX_CHANGES, type Partition } from './table.ts';

export type Writing = {
  readonly partition: Partition;
  readonly sequence: Sequence;
  /** Another one each time, on every machine. */
  readonly newCall: () => string;
};

/** A write that is ready to go, with what it makes of the post. */
export type Planned = {
  readonly post: Post;
  readonly changes: readonly Change[];
  readonly entry: HistoryEntry;
  /** In the row of the version: tells this write from any other, the same one made before included. */
  readonly call: string;
};

export type EntryFacts = Omit<HistoryEntry, 'postId' | 'from' | 'to'>;

/** Of the rows of a transaction, one is for the activity. */
export const MAX_PLANNED = MAX_CHANGES - 1;

/** With the post as it is stored; an X id that another part has makes the post that part, which is not given. */
export type Inserted = { readonly kind: 'inserted' | 'exists'; readonly post: Post | undefined };

export function planMove(writing: Writing, { from, to, entry }: Move): Planned {
  return plan(writing, from, { ...to, id: from.id, version: from.version + 1 }, entry);
}

export const planInsert = (writing: Writing, post: Post, entry: EntryFacts): Planned =>
  plan(writing, undefined, post, entry);

function plan(writing: Writing, from: Post | undefined, post: Post, entry: EntryFacts): Planned {
  const call = writing.newCall();
  const { at, event, part, detail, by } = entry;
  const whole = { postId: post.id, at, event, from: from?.status ?? null, to: post.status, part, detail, by };
  return {
    post,
    call,
    entry: whole,
    changes: [versionChange(from, post, whole, call), ...changesBetween(from, post)],
  };
}

/** All or none, with what it adds to the activity; false when one of them was refused. */
export function commit({ partition, sequence }: Writing, plans: readonly Planned[]): Promise<boolean> {
  const entries = plans.map(({ entry }) => entry);
  const changes = plans.flatMap((plan) => plan.changes);
  return partition.commit([...changes, activityChange(entries, sequence.take(entries.length))]);
}

/**
 * One request when nobody is in the way. A refusal, and an answer that never came, say nothing by themselves:
 * the SDK repeats a write whose answer was lost, and then our own row is what is in the way. The nonce in the
 * row tells.
 */
export async function applyMove(writing: Writing, move: Move): Promise<MoveResult> {
  let from = move.from;
  for (let tries = 0; tries < TRIES; tries++) {
    const planned = planMove(writing, { ...move, from });
    if (!claimsTwice(planned.post) && (await tryCommit(writing, planned)))
      return { kind: 'moved', post: planned.post };
    const stored = await readById(writing.partition, from.id);
    if (stored?.nonce === move.to.nonce) return { kind: 'moved', post: stored };
    if (stored?.version !== from.version || claimsTwice(planned.post))
      return { kind: 'conflict', current: stored };
    if (await claimsForeignTweet(writing.partition, planned.post))
      return { kind: 'conflict', current: stored };
    if (await isLocked(writing.partition, planned.post)) return { kind: 'text-locked' };
    await refuseFrozen(writing.partition, planned.post);
    from = stored;
  }
  throw crowded(move.from.id);
}

/** Whether the write is in. When no answer came the row is asked; when it does not know either, it throws. */
async function tryCommit(writing: Writing, planned: Planned): Promise<boolean> {
  const { post } = planned;
  try {
    return await commit(writing, [planned]);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === 'refused') throw error;
    const stored = await readById(writing.partition, post.id).catch(() => undefined);
    if (stored?.nonce === post.nonce) return true;
    throw error;
  }
}

/** One request when nobody is in the way; a refusal may be our own write, whose answer was lost. */
export async function applyInsert(writing: Writing, planned: Planned): Promise<Inserted> {
  const { partition } = writing;
  const { post, call } = planned;
  if (await commit(writing, [planned])) return { kind: 'inserted', post };
  const version = await partition.read(versionKey(post));
  if (version?.properties['call'] === call) return { kind: 'inserted', post };
  const stored = await readById(partition, post.id);
  if (stored || (await claimsForeignTweet(partition, post))) return { kind: 'exists', post: stored };
  throw crowded(post.id);
}

/** @throws StoreError `sealed` when the version that was to be made is kept from being made */
async function refuseFrozen(partition: Partition, post: Post): Promise<void> {
  const row = await partition.read(versionKey(post));
  if (row && isFrozen(row.properties)) throw frozen();
}

async function isLocked(partition: Partition, post: Post): Promise<boolean> {
  const key = lockRowKey(post);
  const row = key === undefined ? undefined : await partition.read(key);
  return row !== undefined && row.properties['id'] !== post.id;
}

/** Whether another part, of this or another post, already has one of the post's X ids. */
async function claimsForeignTweet(partition: Partition, post: Post): Promise<boolean> {
  const rows = await Promise.all(
    post.parts.map(async ({ tweetId }, part) => {
      const row = tweetId === undefined ? undefined : await partition.read(tweetKey(tweetId));
      return row && (row.properties['id'] !== post.id || row.properties['part'] !== String(part));
    }),
  );
  return rows.some(Boolean);
}

/** Two parts with one X id: no transaction would notice. */
export function claimsTwice(post: Post): boolean {
  const tweetIds = post.parts.flatMap(({ tweetId }) => (tweetId === undefined ? [] : [tweetId]));
  return new Set(tweetIds).size < tweetIds.length;
}
