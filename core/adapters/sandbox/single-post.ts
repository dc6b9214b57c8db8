import { PRICES } from '../../domain/cost.ts';
import { type Reply, reply } from './http.ts';
import { presentPost } from './present.ts';
import { creditsDepleted, forbidden, missingResource } from './problems.ts';
import { readQuery, TWEET_QUERY } from './query.ts';
import type { Call, World } from './world.ts';

/** `GET /2/tweets/:id`. A post that is not there is a 200 with `errors`. */
export function getPost({ request, user, id }: Call, world: World): Reply {
  const { posts, knobs } = world;
  const query = readQuery(request.query, TWEET_QUERY);
  if ('refusal' in query) return query.refusal;
  if (isOutOfCredits(knobs.get().credits)) return creditsDepleted();
  const post = posts.find(id);
  if (!post || post.deletedAt !== null) return missingResource('tweet', id);
  const cost = post.authorId === user.id ? PRICES.ownedRead : PRICES.postRead;
  return reply(200, { data: presentPost(post, query.list('tweet.fields'), world) }, { cost });
}

/** `DELETE /2/tweets/:id`. Deleting again gives the same answer. */
export function deletePost({ user, id, now }: Call, { posts, knobs }: World): Reply {
  if (isOutOfCredits(knobs.get().credits)) return creditsDepleted();
  const post = posts.find(id);
  if (!post) return missingResource('tweet', id);
  if (post.authorId !== user.id) return forbidden('You are not authorized to delete this Tweet.');
  const isThere = post.deletedAt === null;
  if (isThere) posts.markDeleted(id, now);
  return reply(200, { data: { deleted: true } }, { changes: isThere, postId: id, cost: PRICES.delete });
}

export function isOutOfCredits(credits: number | null): boolean {
  return credits !== null && credits <= 0;
}
