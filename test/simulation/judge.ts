import { currentPart, type Post, parentId, windowEnd } from '../../core/domain/post.ts';
import { occurrenceId } from '../../core/domain/series.ts';
import type { Commit, Database } from './database.ts';
import { isSettled } from './database.ts';
import type { Plan } from './plan.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';
import type { Request, Tweet } from './x.ts';

/** Holds what happens against what Perch promises, as it happens and at the end. */
export type Judge = {
  committed(commit: Commit): void;
  /** A person insists that a post which may be out is sent again. */
  insists(post: Post): void;
  leaves(request: Request): (tweet: Tweet) => void;
  atTheEnd(tweets: readonly Tweet[]): void;
};

/** Each request belongs to the one armed row that allowed it. */
type Made = { readonly post: string; readonly part: number; readonly tweet: Tweet };

export function createJudge(world: World, { isBeyond }: Plan, database: () => Database): Judge {
  const fences = new Set<string>();
  const made: Made[] = [];
  const allowed = new Map<string, number>();
  const keyOf = (post: string, part: number): string => `${post}/${part}`;

  /** The row in the store that lets this process send this now. */
  function permitOf({ by, account, text, replyTo, mediaIds = [] }: Request): Post | undefined {
    for (const post of database().posts.values()) {
      if (post.status !== 'publishing' || post.attempt?.owner !== ownerOf(by)) continue;
      if (fences.has(post.attempt.fence) || post.account !== account) continue;
      const [part, ids = []] = [currentPart(post), post.attempt.mediaTries?.at(-1)];
      if (ids.length !== (part?.media ?? []).length || ids.join() !== mediaIds.join()) continue;
      if (part?.text === text && parentId(post) === replyTo) return post;
    }
    return undefined;
  }

  function madeFor(post: Post, tweet: Tweet): void {
    const part = { post: post.id, part: post.cursor, tweet };
    // What comes too late may have been given up and rewritten meanwhile.
    const isSame = ({ post: id, part: at, tweet: { text } }: Made): boolean =>
      id === part.post && at === part.part && (!isBeyond || text === tweet.text);
    const before = made.filter(isSame);
    made.push(part);
    const most = 1 + (allowed.get(keyOf(part.post, part.part)) ?? 0);
    if (before.length >= most)
      world.broken(
        `part ${part.part} of ${part.post} was made twice: ${before[0]?.tweet.id} and ${tweet.id}`,
      );
  }

  return {
    committed: (commit) => {
      const problem = problemOf(commit);
      if (problem !== undefined) world.broken(`${commit.after.id}: ${problem}`);
      const { before, after } = commit;
      world.say(
        () =>
          `${after.id} ${before?.status ?? '-'} -> ${after.status} (${commit.entry.event}, version ${after.version}${after.reason ? `, ${after.reason.kind}` : ''})`,
      );
    },
    insists: (post) => {
      const key = keyOf(post.id, post.cursor);
      allowed.set(key, (allowed.get(key) ?? 0) + 1);
    },
    leaves: (request) => {
      const post = permitOf(request);
      if (post?.attempt) fences.add(post.attempt.fence);
      else world.broken(`${request.by.name} sent ${JSON.stringify(request.text)} without having armed it`);
      return (tweet) => {
        if (post) madeFor(post, tweet);
      };
    },
    atTheEnd: (tweets) => {
      const byId = new Map(tweets.map((tweet) => [tweet.id, tweet]));
      const makers = new Map(made.map(({ post, part, tweet }) => [tweet.id, keyOf(post, part)]));
      for (const post of database().posts.values()) {
        judgePost(world, post, byId);
        judgeSeries(world, post, database().posts);
        for (const [i, { tweetId = '' }] of post.parts.entries())
          if (!isBeyond && i < post.cursor && makers.get(tweetId) !== keyOf(post.id, i))
            world.broken(`part ${i} of ${post.id} has the id of ${makers.get(tweetId)}: ${tweetId}`);
      }
      for (const { post, part, tweet } of made)
        if (!allowed.has(keyOf(post, part))) judgeTweet(world, database(), post, part, tweet, isBeyond);
    },
  };
}

/** The boot id of a process is its name here (see worker-process.ts). */
const ownerOf = (process: Process): string => process.name;

/** What is wrong with a change of a row, if anything. */
function problemOf({ before, after, entry }: Commit): string | undefined {
  if (!before) return undefined;
  if (after.version !== before.version + 1) return `version ${before.version} became ${after.version}`;
  for (const [i, part] of before.parts.entries()) {
    if (part.tweetId !== undefined && after.parts[i]?.tweetId !== part.tweetId)
      return `part ${i} lost its id`;
    if (part.tweetId !== undefined && after.parts[i]?.text !== part.text) return `part ${i} was rewritten`;
  }
  if (entry.event === 'armed' && before.cursor === 0 && entry.at >= windowEnd(before))
    return `armed ${Math.round((entry.at - windowEnd(before)) / 1000)} s after its window`;
  if (entry.event === 'armed' && before.nextTryAt !== null && entry.at < before.nextTryAt)
    return `armed ${Math.round((before.nextTryAt - entry.at) / 1000)} s before it may follow`;
  const delay = after.parts[after.cursor]?.after;
  if (entry.event === 'partPublished' && delay !== undefined && after.nextTryAt !== entry.at + delay)
    return 'the next part does not wait for its time';
  if (entry.event === 'missed' && entry.at < windowEnd(before)) return 'given up before its window ended';
  return undefined;
}

function judgePost(world: World, post: Post, tweets: ReadonlyMap<string, Tweet>): void {
  if (!isSettled(post) && post.status !== 'held')
    world.broken(`${post.id} is still ${post.status} at the end`);
  const needsReason = ['missed', 'failed', 'held'].includes(post.status);
  if (needsReason && post.reason === null) world.broken(`${post.id} is ${post.status} without a reason`);
  if (post.status === 'published' && post.cursor !== post.parts.length)
    world.broken(`${post.id} is published up to part ${post.cursor} only`);
  for (const [i, part] of post.parts.entries()) {
    if (i >= post.cursor) continue;
    const tweet = part.tweetId === undefined ? undefined : tweets.get(part.tweetId);
    if (!tweet)
      world.broken(`part ${i} of ${post.id} is not on X, and the store says it is (${part.tweetId})`);
    else if (tweet.text !== part.text) world.broken(`part ${i} of ${post.id} has another text on X`);
    else if (tweet.account !== post.account)
      world.broken(`part ${i} of ${post.id} is out under ${tweet.account}`);
    else if (tweet.parentId !== (i === 0 ? undefined : post.parts[i - 1]?.tweetId))
      world.broken(`part ${i} of ${post.id} is under the wrong parent`);
  }
}

/** Each number of a series is there once, and the one after a settled post is there or will never be. */
function judgeSeries(world: World, { id, repeat }: Post, posts: Database['posts']): void {
  if (!repeat) return;
  const rightId = repeat.number === 1 ? repeat.series : occurrenceId(repeat.series, repeat.number);
  if (id !== rightId)
    world.broken(`${id} is number ${repeat.number} of ${repeat.series} as well as ${rightId}`);
  if (repeat.next && !posts.has(repeat.next))
    world.broken(`${repeat.next}, which follows ${id}, is not there`);
}

/** What is on X must be known, except where a person was asked because it could not be found out. */
function judgeTweet(
  world: World,
  database: Database,
  id: string,
  part: number,
  tweet: Tweet,
  isBeyond: boolean,
): void {
  const post = database.posts.get(id);
  if (post?.parts[part]?.tweetId === tweet.id) return;
  const isAsked =
    post?.status === 'failed' && (post.reason?.kind === 'undecided' || post.reason?.kind === 'repeat');
  if (isAsked && post.cursor === part) return;
  // It came after it was given up; only that "duplicate content" is no refusal can still be asked.
  const isMistaken = post?.reason?.kind === 'rejected' && post.reason.detail.includes('duplicate');
  if (isBeyond && !isMistaken) return;
  world.broken(`part ${part} of ${id} is on X as ${tweet.id}, and the store does not know (${post?.status})`);
}
