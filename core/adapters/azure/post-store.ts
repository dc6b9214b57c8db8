import type { Clock } from '../../ports/clock.ts';
import type { PostStore } from '../../ports/post-store.ts';
import type { Random } from '../../ports/random.ts';
import { readActivity, type Sequence } from './activity.ts';
import { watchChanges } from './changes.ts';
import { createCommitQueue } from './commit-queue.ts';
import { createCounter } from './counts.ts';
import type { Head } from './head.ts';

import { mendWakes } from './mend.ts';
import { readRecords } from './post-adopt.ts';
import { createReadCopy, findBound, findInFlight, findWithText, readCharges } from './post-find.ts';
import { freezePosts, thawPosts } from './post-freeze.ts';
import { listPosts } from './post-list.ts';
import { searchPosts } from './post-search.ts';
import { readById, readHistory } from './post-versions.ts';
import { createWrites } from './post-writes.ts';
import type { Partition } from './table.ts';
import { findDue } from './wake-find.ts';
import { createWakes } from './wakes.ts';

export type PostStoreOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly head: Head;
  readonly sequence: Sequence;
};
export type ClosablePostStore = { readonly posts: PostStore; readonly close: () => void };

/** The partitions of a workspace: of its posts (see post-rows.ts) and of what wakes whom (see wake-rows.ts). */
export type PostPlaces = { readonly posts: Partition; readonly wake: Partition };

export function createPostStore(
  places: PostPlaces,
  { clock, random, head, sequence }: PostStoreOptions,
): ClosablePostStore {
  const changes = watchChanges(head, clock);
  const counter = createCounter(places.posts, clock.monotonic);
  const wakes = createWakes(places.wake, clock);
  const partition = telling(places.posts, head.wrote);
  const writing = { partition, sequence, newCall: createCalls(random) };
  const queue = createCommitQueue(writing);
  const read = createReadCopy(partition);
  const waking = { partition: places.wake, read, wakes };
  const posts: PostStore = {
    ...createWrites({ writing, queue, wakes, counter, tell: changes.committed }),
    get: (id) => readById(partition, id),
    getMany: async (ids) => {
      const found = await Promise.all(ids.map((id) => readById(partition, id)));
      return found.filter((post) => post !== undefined);
    },
    due: (now, limit) => findDue(waking, now, limit),
    inFlight: () => findInFlight(partition, read),
    list: (query) => listPosts(partition, read, query),
    search: (search) => searchPosts((query) => listPosts(partition, read, query), search),
    counts: () => counter.read(),
    charges: (month) => readCharges(partition, month),
    planned: (month) => counter.planned(month),
    history: (id) => readHistory(partition, id),
    activity: (query) => readActivity(partition, query),
    bound: (tweetIds) => findBound(partition, tweetIds),
    withText: (account, text, limit) => findWithText(partition, account, text, limit),
    onChange: (listener) => changes.listen(listener),
    mend: (until) => mendWakes(partition, waking, until),
    records: (limit, after) => readRecords(partition, limit, after),
    freeze: () => freezePosts(partition),
    thaw: () => thawPosts(partition),
  };
  const close = (): void => {
    changes.close();
    wakes.close();
  };
  return { posts, close };
}

/** Marks of writes that no process ever makes twice. */
function createCalls(random: Random): () => string {
  const process = random.uuid();
  let calls = 0;
  return () => `${process} ${++calls}`;
}

/** Whatever is written through it is told of before, by the key of its entry in the activity. */
function telling(partition: Partition, tell: (key: string) => void): Partition {
  return {
    ...partition,
    commit: (changes) => {
      for (const { key } of changes) if (key.startsWith('a_')) tell(key);
      return partition.commit(changes);
    },
  };
}
