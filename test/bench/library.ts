import type { Post } from '../../core/domain/post.ts';
import type { Status } from '../../core/domain/status.ts';
import { DAY, MINUTE } from '../../core/domain/time.ts';
import { benchPost } from './azure/posts.ts';

export const RARE_WORD = 'kingfisher';
export const LIBRARY_FACTS =
  'Texts of 30 words of a vocabulary of 5,000; seven in ten are out, five accounts, one in 500 needs attention.';

const WORDS = 30;
const VOCABULARY = 5_000;
const OFTEN = ['we', 'the', 'launch', 'on', 'friday', 'new', 'and', 'of', 'today', 'it', 'our', 'a', 'to'];

/** So many posts as somebody has who has used Perch for years: most are out, some are planned, few went wrong. */
export function* libraryPosts(size: number, now: number): Generator<Post> {
  const random = seeded(size);
  for (let i = 0; i < size; i++) {
    const isOut = i < size * 0.7;
    const dueAt = isOut ? now - DAY - (size * 0.7 - i) * MINUTE : now + DAY + (i - size * 0.7) * MINUTE;
    const post = benchPost(`account${1 + (i % 5)}`, Math.floor(dueAt), textOf(i, random));
    yield isOut ? published(post, i) : { ...post, status: statusOf(i) };
  }
}

function statusOf(i: number): Status {
  if (i % 500 === 0) return 'failed';
  return i % 50 === 0 ? 'draft' : 'scheduled';
}

function published(post: Post, i: number): Post {
  const publishedAt = post.dueAt ?? 0;
  const tweetId = (BigInt(publishedAt) * 4_194_304n + BigInt(i)).toString();
  const parts = post.parts.map((part) => ({ ...part, tweetId, publishedAt }));
  return { ...post, status: 'published', cursor: 1, attempts: 1, version: 4, parts };
}

function textOf(i: number, random: () => number): string {
  const words = Array.from({ length: WORDS }, (_, n) =>
    n % 3 === 0
      ? OFTEN[Math.floor(random() * OFTEN.length)]
      : `word${Math.floor(random() ** 2 * VOCABULARY).toString(36)}`,
  );
  return `${words.join(' ')} ${i % 2_000 === 7 ? RARE_WORD : ''} ${i}`;
}

/** The same texts in every run. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
