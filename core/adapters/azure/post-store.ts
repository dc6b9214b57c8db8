import type { Clock } from '../../ports/clock.ts';
import type { Move, MoveResult, PostStore } from '../../ports/post-store.ts';
import type { Random } from '../../ports/random.ts';
import { watchChanges } from './changes.ts';
import { type Counter, createCounter } from './counts.ts';
import { createSequence, readActivity, readHistory } from './history.ts';
import { createOthers } from './others.ts';
import { adoptPosts, readRecords } from './post-adopt.ts';
import { createReadCopy, findBound, findDue, findInFlight, findWithText } from './post-find.ts';
import { freezePosts, thawPosts } from './post-freeze.ts';
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
    getMany: async (ids) => {
      const found = await Promise.all(ids.map((id) => readById(partition, id)));
      return found.filter((post) => post !== undefined);
    },
    due: (now, limit) => findDue(partition, read, now, limit),
    inFlight: () => findInFlight(partition, read),
    list: (query) => listPosts(partition, read, query),
    counts: () => counter.read(),
    history: (id) => readHistory(partition, id),
    activity: (query) => readActivity(partition, query),
    bound: (tweetIds) => findBound(partition, tweetIds),
    withText: (account, text, limit) => findWithText(partition, account, text, limit),
    onChange: (listener) => changes.listen(() => listener()),
    mend: async () => undefined,
    records: (limit, after) => readRecords(partition, limit, after),
    freeze: () => freezePosts(partition),
    thaw: () => thawPosts(partition),
  };
  return { posts, close: changes.close };
}

function createWrites(
  writing: Writing,
  counter: Counter,
  random: Random,
): Pick<PostStore, 'insert' | 'move' | 'moveMany' | 'adopt'> {
  const { during, moved } = counter;
  const count = (moves: readonly Move[], results: readonly MoveResult[]): void => {
    moves.forEach(({ from }, i) => {
      const result = results[i];
      if (result?.kind === 'moved') moved(from.status, result.post.status);
    });
  };
  return {
    insert: (added, entry) =>
      during(async () => {
        const results = await insertInBatches(writing, added, entry, random.uuid());
        for (const [i, { status }] of added.entries()) if (results[i] === 'inserted') moved(null, status);
        return results;
      }),
    move: (move) =>
      during(async () => {
        const result = await applyMove(writing, move);
        count([move], [result]);
        return result;
      }),
    adopt: (records) =>
      during(async () => {
        const results = await adoptPosts(writing, records);
        if (results.includes('adopted')) counter.forget();
        return results;
      }),
    moveMany: (moves) =>
      during(async () => {
        const results = await moveInBatches(writing, moves);
        count(moves, results);
        return results;
      }),
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
