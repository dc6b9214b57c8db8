import type { Clock } from '../../ports/clock.ts';
import type { PostStore } from '../../ports/post-store.ts';
import type { Random } from '../../ports/random.ts';
import { watchChanges } from './changes.ts';
import { type Counter, createCounter } from './counts.ts';
import { createSequence, readActivity, readHistory } from './history.ts';
import { createOthers } from './others.ts';
import { createReadCopy, findBound, findDue, findInFlight, findNextWake, findWithText } from './post-find.ts';
import { listPosts } from './post-list.ts';
import { insertInBatches, moveInBatches } from './post-many.ts';
import { applyMove, readById, type Writing } from './post-write.ts';
import type { Partition } from './table.ts';

export type PostStoreOptions = { readonly clock: Clock; readonly random: Random };
export type ClosablePostStore = { readonly posts: PostStore; readonly close: () => void };

/** The posts of a workspace in one partition of a table (see post-rows.ts for its rows). */
export function createPostStore(
  partition: Partition,
  { clock, random }: PostStoreOptions,
): ClosablePostStore {
  const sequence = createSequence(clock);
  const others = createOthers(partition, sequence);
  const changes = watchChanges(others, clock);
  const counter = createCounter(partition, clock.monotonic);
  const tell = (key: string): void => {
    others.wrote(key);
    changes.committed();
  };
  const writing = { partition: telling(partition, tell), sequence };
  const read = createReadCopy(partition);
  const posts: PostStore = {
    ...createWrites(writing, counter, random),
    get: (id) => readById(partition, id),
    due: (now, limit) => findDue(partition, read, now, limit),
    nextWakeAt: () => findNextWake(partition, read),
    inFlight: () => findInFlight(partition, read),
    list: (query) => listPosts(partition, read, query),
    counts: () => counter.read(),
    history: (id) => readHistory(partition, id),
    activity: (query) => readActivity(partition, query),
    bound: (tweetIds) => findBound(partition, tweetIds),
    withText: (account, text, limit) => findWithText(partition, account, text, limit),
    onChange: changes.listen,
  };
  return { posts, close: changes.close };
}

function createWrites(
  writing: Writing,
  counter: Counter,
  random: Random,
): Pick<PostStore, 'insert' | 'move' | 'moveMany'> {
  return {
    insert: async (added, entry) => {
      const results = await insertInBatches(writing, added, entry, random.uuid());
      added.forEach((post, i) => {
        if (results[i] === 'inserted') counter.moved(null, post.status);
      });
      return results;
    },
    move: async (move) => {
      const result = await applyMove(writing, move);
      if (result.kind === 'moved') counter.moved(move.from.status, result.post.status);
      return result;
    },
    moveMany: async (moves) => {
      const results = await moveInBatches(writing, moves);
      moves.forEach(({ from }, i) => {
        const result = results[i];
        if (result?.kind === 'moved') counter.moved(from.status, result.post.status);
      });
      return results;
    },
  };
}

/** Whatever is written through it is told of, by the key of its entry in the activity. */
function telling(partition: Partition, tell: (key: string) => void): Partition {
  return {
    ...partition,
    commit: async (changes) => {
      const committed = await partition.commit(changes);
      if (committed) for (const { key } of changes) if (key.startsWith('a_')) tell(key);
      return committed;
    },
  };
}
