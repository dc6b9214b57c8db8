import type { Post } from '../domain/post.ts';
import { isRecent, type RecentText } from '../domain/recent.ts';
import type { Instant } from '../domain/time.ts';
import type { PostStore } from '../ports/post-store.ts';
import type { RecentQuery } from '../rpc/contract.ts';

/** As many posts of one text are looked at: the newest come first. */
const LOOKED_AT = 20;

/** Which of the texts another post of the account had lately or is going to have; at most one a text. */
export async function recentTexts(
  posts: Pick<PostStore, 'withText'>,
  { account, texts, except }: RecentQuery,
  now: Instant,
): Promise<readonly RecentText[]> {
  const found = await Promise.all(
    texts.map(async (text, part): Promise<RecentText | undefined> => {
      if (text.trim() === '') return undefined;
      const same = await posts.withText(account, text, LOOKED_AT);
      const others = same.filter(({ id }) => id !== except).map((post) => asRecent(post, text, part));
      return others.find((other) => isRecent(other, now));
    }),
  );
  return found.filter((each) => each !== undefined);
}

/** A thread may be part-way: what counts is whether the part with this text is out. */
function asRecent({ status, dueAt, parts }: Post, text: string, part: number): RecentText {
  const out = parts.find((each) => each.text === text && each.publishedAt !== undefined && !each.deletedAt);
  if (out?.publishedAt !== undefined) return { part, status: 'published', at: out.publishedAt };
  return { part, status: status === 'published' ? 'cancelled' : status, at: dueAt };
}
