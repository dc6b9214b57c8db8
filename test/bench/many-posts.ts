import { textParts } from '../../core/domain/content.ts';
import { freshPost } from '../../core/domain/fresh-post.ts';
import type { Post } from '../../core/domain/post.ts';
import { DAY, HOUR, MINUTE } from '../../core/domain/time.ts';
import { openHome } from '../../core/host/home.ts';
import type { Log } from '../../core/ports/log.ts';

const FAILED = 300;
const THREADS = 40;
const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** How many posts; of these so many have passed, and the first 300 of them failed. */
export type Amount = { readonly count: number; readonly past: number };

/** Posts of an account, one every 50 minutes from now back and from tomorrow on. */
export async function fill(path: string, amount: Amount): Promise<void> {
  const home = await openHome({ path, version: 'bench', log: quiet, by: 'cli' });
  const [account] = await home.store.accounts.list();
  const now = Date.now();
  const posts = Array.from({ length: amount.count }, (_, i) => onePost(i, amount, account?.name ?? '', now));
  const entry = { at: now, event: 'added', part: 0, detail: '', by: 'cli' } as const;
  for (let from = 0; from < amount.count; from += 1_000)
    await home.store.posts.insert(posts.slice(from, from + 1_000), entry);
  home.close();
}

function onePost(i: number, { count, past }: Amount, account: string, now: number): Post {
  const isPast = i < past;
  const isFailed = isPast && i < FAILED;
  const dueAt = isPast ? now - (i + 1) * 50 * MINUTE - HOUR : now + (i - past) * 50 * MINUTE + DAY;
  const text = `Post number ${i}: what we learnt this week about ${['queues', 'clocks', 'people'][i % 3]}, and the one thing we would do again.`;
  const texts =
    i % (count / THREADS) === 1 ? Array.from({ length: 10 }, (_, n) => `${n + 1}/10 ${text}`) : [text];
  const status = isFailed ? 'failed' : isPast ? 'published' : 'scheduled';
  const fresh = freshPost(
    {
      ...{ id: `bench-${i}`, account, status, dueAt, zone: 'UTC', lateWindow: HOUR },
      ...{ repeat: null, replyTo: null, replySettings: null, parts: textParts(texts) },
    },
    now,
    `n${i}`,
  );
  if (isFailed)
    return { ...fresh, attempts: 1, reason: { kind: 'rejected', at: dueAt, detail: '403 Forbidden' } };
  if (!isPast) return fresh;
  const parts = fresh.parts.map((part, n) => ({ ...part, tweetId: `19${i}${n}`, publishedAt: dueAt }));
  return { ...fresh, parts, cursor: parts.length, attempts: parts.length };
}
