import type { Post } from '../../domain/post.ts';
import type { Move, MoveResult } from '../../ports/post-store.ts';
import { inBatches } from './batches.ts';
import type { EntryFacts } from './history.ts';
import { applyInsert, applyMove, type Inserted, planInsert, planMove, type Writing } from './post-write.ts';

/** One request for about 16 posts; a batch that is refused goes again one by one. */
export async function moveInBatches(
  writing: Writing,
  moves: readonly Move[],
): Promise<readonly MoveResult[]> {
  const results: MoveResult[] = [];
  for (const batch of inBatches(moves, (move) => planMove(writing, move))) {
    const whole = batch.flatMap(({ planned }) => planned.changes);
    if (batch.length > 1 && (await writing.partition.commit(whole))) {
      results.push(...batch.map(({ planned }) => ({ kind: 'moved', post: planned.post }) as const));
      continue;
    }
    for (const { item } of batch) results.push(await applyMove(writing, item));
  }
  return results;
}

/**
 * The same for new posts. Azure has no transaction of more than 100 rows, so a large import is several; doing
 * it again adds what is missing. `call` is random, new with every call.
 */
export async function insertInBatches(
  writing: Writing,
  posts: readonly Post[],
  entry: EntryFacts,
  call: string,
): Promise<readonly Inserted[]> {
  const results: Inserted[] = [];
  const items = posts.map((post, i) => ({ post, call: `${call} ${i}` }));
  for (const batch of inBatches(items, (item) => planInsert(writing, item.post, entry, item.call))) {
    const whole = batch.flatMap(({ planned }) => planned.changes);
    if (batch.length > 1 && (await writing.partition.commit(whole))) {
      results.push(...batch.map(() => 'inserted' as const));
      continue;
    }
    for (const { item, planned } of batch) results.push(await applyInsert(writing, planned, item.call));
  }
  return results;
}
