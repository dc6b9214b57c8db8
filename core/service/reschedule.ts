import type { Post } from '../domain/post.ts';
import type { Instant } from '../domain/time.ts';
import { type Mover, movePost } from '../domain/transition.ts';
import type { PostStore } from '../ports/post-store.ts';
import { PAST_GRACE } from './check-new-post.ts';
import { AFRESH } from './decisions.ts';
import { type Refused, refuse } from './save-result.ts';

/** New times for all missed posts of an account: the first at `from`, each further one `every` ms later. */
export type NewTimes = { readonly account: string; readonly from: Instant; readonly every: number };

/** Those that were given a new time, in order; one that somebody else took up meanwhile is not among them. */
export type Rescheduled = { readonly kind: 'ok'; readonly posts: readonly Post[] } | Refused;

const PAGE = 500;

/** In the order of their old times. Who is asked twice moves nothing twice: a post with a time is not missed. */
export async function rescheduleMissed(
  posts: PostStore,
  { account, from, every }: NewTimes,
  mover: () => Mover,
): Promise<Rescheduled> {
  if (!(every >= 0)) return refuse('invalid', 'The time between two posts must not be negative.');
  if (!(from >= mover().now - PAST_GRACE))
    return refuse('past', 'The first of the new times is in the past. Choose a later one.');
  const missed = await missedOf(posts, account);
  const retimed: Post[] = [];
  for (let first = 0; first < missed.length; first += PAGE) {
    const page = missed.slice(first, first + PAGE);
    const moves = page.map((post, i) =>
      movePost(post, 'scheduled', mover(), { ...AFRESH, dueAt: from + (first + i) * every }),
    );
    for (const result of await posts.moveMany(moves)) if (result.kind === 'moved') retimed.push(result.post);
  }
  return { kind: 'ok', posts: retimed };
}

async function missedOf(posts: PostStore, account: string): Promise<readonly Post[]> {
  const missed: Post[] = [];
  let after: string | undefined;
  do {
    const page = await posts.list({
      status: ['missed'],
      account,
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    missed.push(...page.posts);
    after = page.next;
  } while (after !== undefined);
  return missed;
}
