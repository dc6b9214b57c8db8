import type { Post } from '../../domain/post.ts';
import type { Adopted, Move, MoveResult, PostRecord, PostStore } from '../../ports/post-store.ts';
import type { CommitQueue } from './commit-queue.ts';
import type { Counter } from './counts.ts';
import { adoptPosts } from './post-adopt.ts';
import {
  applyInsert,
  applyMove,
  claimsTwice,
  type EntryFacts,
  type Inserted,
  planInsert,
  planMove,
  type Writing,
} from './post-write.ts';
import { wakeKey } from './wake-rows.ts';
import type { Wakes } from './wakes.ts';

export type WriteParts = {
  readonly writing: Writing;
  readonly queue: CommitQueue;
  readonly wakes: Wakes;
  readonly counter: Counter;
  /** Called with posts that were written, when who looks for work can find them. */
  readonly tell: (posts: readonly Post[]) => void;
};

type Done<R> = {
  readonly result: R;
  /** What this call changed. */
  readonly changed?: Post | undefined;
  /** Its wake row has to be there before the call is acknowledged. */
  readonly stored: Post | undefined;
  /** The version before. */
  readonly before?: Post;
};

/** Posts of a large call whose wake rows go together. */
const TOGETHER = 100;
/** Of a large call, at a time. */
const SLICE = 1_000;

/**
 * A write is acknowledged when the post is stored and, if somebody has to look at it, its wake row is there.
 * When the second fails the caller hears of it, and whoever makes the same write again makes that good.
 */
export function createWrites(parts: WriteParts): Pick<PostStore, 'insert' | 'move' | 'moveMany' | 'adopt'> {
  const { during } = parts.counter;
  return {
    insert: (posts, entry) =>
      during(() => inSlices(parts, posts, (post) => insertOne(parts, post, entry, posts.length > 1))),
    move: (move) =>
      during(async () => {
        const done = await moveOne(parts, move, false);
        await finish(parts, [done]);
        return done.result;
      }),
    moveMany: (moves) => during(() => inSlices(parts, moves, (move) => moveOne(parts, move, true))),
    adopt: (records) => during(() => adopt(parts, records)),
  };
}

/** So that a large call neither fills the memory with plans nor keeps the thread for long. */
async function inSlices<T, R>(
  parts: WriteParts,
  items: readonly T[],
  work: (item: T) => Promise<Done<R>>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += SLICE)
    results.push(...(await allOf(parts, items.slice(at, at + SLICE).map(work))));
  return results;
}

async function insertOne(
  { writing, queue, counter }: WriteParts,
  post: Post,
  entry: EntryFacts,
  bulk: boolean,
): Promise<Done<Inserted['kind']>> {
  const planned = planInsert(writing, post, entry);
  const alone = () => applyInsert(writing, planned);
  const done = { kind: 'inserted', post: planned.post } as const;
  const { kind, post: stored } = await queue.add<Inserted>({ planned, done, alone, bulk });
  if (kind === 'exists') return { result: kind, stored };
  counter.moved(undefined, post);
  return { result: kind, stored, changed: stored };
}

async function adopt(
  { writing, counter, wakes, tell }: WriteParts,
  records: readonly PostRecord[],
): Promise<readonly Adopted[]> {
  const results = await adoptPosts(writing, records);
  const here = records.filter((_, i) => results[i] === 'adopted' || results[i] === 'exists');
  const posts = here.map(({ post }) => post);
  if (results.includes('adopted')) counter.forget();
  await wakes.keep(posts);
  tell(posts);
  return results;
}

async function moveOne(
  { writing, queue, counter, wakes }: WriteParts,
  move: Move,
  bulk: boolean,
): Promise<Done<MoveResult>> {
  const { from } = move;
  const planned = planMove(writing, move);
  const alone = () => applyMove(writing, move);
  const done = { kind: 'moved', post: planned.post } as const;
  const result = claimsTwice(planned.post)
    ? await alone()
    : await queue.add<MoveResult>({ planned, done, alone, bulk });
  if (result.kind === 'moved') {
    counter.moved(from, result.post);
    return { result, stored: result.post, changed: result.post, before: from };
  }
  const newer = result.kind === 'conflict' && (result.current?.version ?? Infinity) > from.version;
  if (newer) wakes.superseded(wakeKey(from), result.current);
  return { result, stored: undefined };
}

async function finish({ wakes, tell }: WriteParts, group: readonly Done<unknown>[]): Promise<void> {
  for (const { before } of group) if (before) wakes.outdated(wakeKey(before));
  try {
    await wakes.keep(group.flatMap(({ stored }) => stored ?? []));
  } finally {
    tell(group.flatMap(({ changed }) => changed ?? []));
  }
}

/** Throws what the first failure threw, after all that could be done is done. */
async function allOf<R>(parts: WriteParts, works: readonly Promise<Done<R>>[]): Promise<readonly R[]> {
  const failures: unknown[] = [];
  const finished: Promise<void>[] = [];
  let group: Done<R>[] = [];
  const finishGroup = (): void => {
    finished.push(finish(parts, group).catch((error: unknown) => void failures.push(error)));
    group = [];
  };
  const gathered = works.map(async (work) => {
    const done = await work;
    group.push(done);
    if (group.length === TOGETHER) finishGroup();
    return done.result;
  });
  const settled = await Promise.allSettled(gathered);
  finishGroup();
  await Promise.all(finished);
  failures.push(...settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : [])));
  if (failures.length > 0) throw failures[0];
  return Promise.all(gathered);
}
