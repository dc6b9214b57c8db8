import type { Post } from '../../domain/post.ts';
import { frozenRange, historyKey, isFrozenOnly } from './history.ts';
import { startingWith } from './keys.ts';
import { readPost } from './post-body.ts';
import { type Change, MAX_CHANGES, type Partition } from './table.ts';

/** Passes over all posts until one finds nothing to do: each is undone only by somebody who writes meanwhile. */
const PASSES = 50;

/**
 * Version n of a post is made by creating its row of the history (see `historyChanges`), so a row that is there
 * already keeps everybody from making it, however long ago he decided to. A request for 100 posts, and one per
 * 1,000 to see which.
 */
export async function freezePosts(partition: Partition): Promise<void> {
  for (let pass = 0; pass < PASSES; pass++) {
    const open = await openPosts(partition);
    if (open.length === 0) return;
    for (const batch of inHundreds(open.map((post) => freeze(post, 'create')))) {
      if (await partition.commit(batch)) continue;
      // Somebody was faster with one of them, which the next pass will see.
      for (const change of batch) await partition.commit([change]);
    }
  }
}

/** Takes the place of the next version of the post. */
export const freeze = (post: Post, kind: 'create' | 'put'): Change => ({
  kind,
  key: nextKey(post),
  properties: { frozen: '1' },
});

const nextKey = (post: Post): string => historyKey({ ...post, version: post.version + 1 });

/** Those of which somebody could still make the next version. */
async function openPosts(partition: Partition): Promise<readonly Post[]> {
  const closed = new Set((await partition.range(frozenRange, isFrozenOnly)).map((row) => row.key));
  const rows = await partition.range(startingWith('p_'));
  const posts = await Promise.all(rows.map((row) => readPost(partition, row.properties)));
  // One whose texts were just replaced is being changed: the next pass sees it.
  return posts.filter((post) => post !== undefined).filter((post) => !closed.has(nextKey(post)));
}

export async function thawPosts(partition: Partition): Promise<void> {
  const rows = await partition.range(frozenRange, isFrozenOnly);
  for (const batch of inHundreds(rows.map(({ key }): Change => ({ kind: 'remove', key })))) {
    if (await partition.commit(batch)) continue;
    for (const { key } of batch) await partition.remove(key);
  }
}

function* inHundreds<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += MAX_CHANGES) yield items.slice(at, at + MAX_CHANGES);
}
