import type { Post } from '../../domain/post.ts';
import { readFacts } from './post-body.ts';
import { allVersions, byPost, isFrozenOnly, isPost, versionKey } from './post-versions.ts';
import { type Change, MAX_CHANGES, type Partition } from './table.ts';

/** Passes over all posts until one finds nothing to do: each is undone only by somebody who writes meanwhile. */
const PASSES = 50;

/**
 * Version n of a post is made by creating its row (see post-versions.ts), so a row that is there already keeps
 * everybody from making it, however long ago he decided to. A request for 100 posts, and one per 1,000 versions
 * to see which.
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
export const freeze = ({ id, version }: Pick<Post, 'id' | 'version'>, kind: 'create' | 'put'): Change => ({
  kind,
  key: versionKey({ id, version: version + 1 }),
  properties: { frozen: '1' },
});

/** Those of which somebody could still make the next version. */
async function openPosts(partition: Partition): Promise<readonly Post[]> {
  const posts = byPost(await partition.range(allVersions)).map((versions) => versions.at(-1));
  return posts.flatMap((last) => (last && isPost(last.properties) ? readFacts(last.properties) : []));
}

export async function thawPosts(partition: Partition): Promise<void> {
  const rows = await partition.range(allVersions, isFrozenOnly);
  for (const batch of inHundreds(rows.map(({ key }): Change => ({ kind: 'remove', key })))) {
    if (await partition.commit(batch)) continue;
    for (const { key } of batch) await partition.remove(key);
  }
}

function* inHundreds<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += MAX_CHANGES) yield items.slice(at, at + MAX_CHANGES);
}
