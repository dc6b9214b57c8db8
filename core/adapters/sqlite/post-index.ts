import { shortHash } from '../../domain/hash.ts';
import type { Post } from '../../domain/post.ts';
import type { Database } from './database.ts';
import { book } from './ledger.ts';
import { dueKey } from './post-row.ts';
import { indexWords } from './post-search.ts';

/** Keeps `tweets`, `texts`, `search` and `ledger` in step with the row of `post`; `before` is what the row held. */
export function indexPost(db: Database, seq: number, post: Post, before?: Post): void {
  indexTweets(db, seq, post, before);
  indexTexts(db, seq, post, before);
  indexWords(db, seq, post, before);
  book(db, post, before);
}

/** Whether another part, of this or another post, already has one of the post's X ids. */
export function claimsForeignTweet(db: Database, post: Post, seq: number | undefined): boolean {
  return post.parts.some(({ tweetId }, part) => {
    if (tweetId === undefined) return false;
    const owner = db.one<{ post: number; part: number }>(
      'SELECT post, part FROM tweets WHERE tweet_id = ?',
      tweetId,
    );
    return owner !== undefined && (owner.post !== seq || owner.part !== part);
  });
}

export const textKey = (account: string, text: string): string => shortHash(`${account}\n${text}`);

function indexTweets(db: Database, seq: number, post: Post, before?: Post): void {
  before?.parts.forEach(({ tweetId }, part) => {
    if (tweetId !== undefined && post.parts[part]?.tweetId !== tweetId) {
      db.run('DELETE FROM tweets WHERE tweet_id = ?', tweetId);
    }
  });
  post.parts.forEach(({ tweetId }, part) => {
    if (tweetId !== undefined && before?.parts[part]?.tweetId !== tweetId) {
      db.run('INSERT INTO tweets (tweet_id, post, part) VALUES (?, ?, ?)', tweetId, seq, part);
    }
  });
}

function indexTexts(db: Database, seq: number, post: Post, before?: Post): void {
  const now = textKeys(post);
  if (before) {
    const then = textKeys(before);
    if (dueKey(before) === dueKey(post) && sameSet(now, then)) return;
    for (const key of then) {
      db.run('DELETE FROM texts WHERE key = ? AND due_at = ? AND post = ?', key, dueKey(before), seq);
    }
  }
  for (const key of now)
    db.run('INSERT INTO texts (key, due_at, post) VALUES (?, ?, ?)', key, dueKey(post), seq);
}

const textKeys = (post: Post): ReadonlySet<string> =>
  new Set(post.parts.map((part) => textKey(post.account, part.text)));

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((key) => b.has(key));
