import type { PostRecord, PostStore } from '../ports/post-store.ts';

const PAGE = 500;

/** Every post with its history, in the order of the ids, a page in memory. */
export async function* eachRecord(posts: PostStore): AsyncGenerator<PostRecord, undefined> {
  let after: string | undefined;
  do {
    const page = await posts.records(PAGE, after);
    yield* page.records;
    after = page.next;
  } while (after !== undefined);
}
