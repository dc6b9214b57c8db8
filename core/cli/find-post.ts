import type { Post } from '../domain/post.ts';
import type { PostStore } from '../ports/post-store.ts';
import { failure } from './failure.ts';

const SHORTEST = 4;
const PAGE = 1_000;

/** The post with this id, or the only one whose id begins with it. @throws Failure that says what to do */
export async function findPost(posts: PostStore, id: string): Promise<Post> {
  const wanted = id.trim().toLowerCase();
  const exact = (await posts.get(id)) ?? (await posts.get(wanted));
  if (exact) return exact;
  const found = wanted.length >= SHORTEST && wanted.length < 36 ? await withPrefix(posts, wanted) : [];
  const [only, other] = found;
  if (only && !other) return only;
  if (other) {
    throw failure(
      'ambiguous-id',
      `More than one post has an id that begins with "${wanted}": give more of it.`,
    );
  }
  throw failure('unknown-post', `There is no post "${id.slice(0, 60)}": \`perch list\` shows the ids.`);
}

/** At most two: more are as ambiguous. */
async function withPrefix(posts: PostStore, prefix: string): Promise<readonly Post[]> {
  const found: Post[] = [];
  let after: string | undefined;
  do {
    const page = await posts.list({ limit: PAGE, ...(after !== undefined && { after }) });
    found.push(...page.posts.filter((post) => post.id.startsWith(prefix)));
    after = page.next;
  } while (after !== undefined && found.length < 2);
  return found;
}

/** The one post that waits on this computer for the shared storage and has this id, or one that begins so. */
export function findWaiting(waiting: readonly Post[], id: string): Post | undefined {
  const wanted = id.trim().toLowerCase();
  const found = waiting.filter((post) => wanted.length >= SHORTEST && post.id.startsWith(wanted));
  return found.length === 1 ? found[0] : undefined;
}
