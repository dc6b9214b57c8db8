import type { Post } from '../domain/post.ts';
import { canMove, type Mover, movePost } from '../domain/transition.ts';
import type { PostQuery, PostStore } from '../ports/post-store.ts';

const PAGE = 500;

/** Lets held posts go on, those that are meant: what may be sent then is decided anew. */
export async function releaseHeld(
  posts: Pick<PostStore, 'list' | 'moveMany'>,
  mover: () => Mover,
  query: Pick<PostQuery, 'account'> = {},
  isMeant: (post: Post) => boolean = () => true,
): Promise<void> {
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const page = await posts.list({ ...query, ...from, status: ['held'], limit: PAGE });
    const held = page.posts.filter((post) => canMove(post, 'released') && isMeant(post));
    await posts.moveMany(
      held.map((post) => movePost(post, 'released', mover(), { reason: null, nextTryAt: null })),
    );
    after = page.next;
  } while (after !== undefined);
}
