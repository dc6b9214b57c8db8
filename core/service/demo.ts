import { textParts } from '../domain/content.ts';
import { DEMO_POSTS, type DemoPost } from '../domain/demo-catalogue.ts';
import { type DemoTime, demoDue, demoTweets, TAKES } from '../domain/demo-time.ts';
import { uuidOf } from '../domain/hash.ts';
import type { HistoryEntry } from '../domain/history.ts';
import type { Part, Post } from '../domain/post.ts';
import { parseRepeat } from '../domain/repeat-words.ts';
import type { PostEvent } from '../domain/status.ts';
import { DAY, type Instant, MINUTE, SECOND } from '../domain/time.ts';
import { movePost, type PostChanges } from '../domain/transition.ts';
import type { PostRecord } from '../ports/post-store.ts';
import { newPost } from './new-post.ts';

export type DemoDeps = DemoTime & {
  readonly account: string;
  /** X's ids of `demoTweets`, in their order. */
  readonly tweetIds: readonly string[];
  readonly sha256: (text: string) => string;
};

/** The posts of the demo with all that happened to them, as if Perch had been at work for a week. */
export function demoRecords(deps: DemoDeps): readonly PostRecord[] {
  const tweets = demoTweets(deps);
  return DEMO_POSTS.flatMap((demo) => {
    const due = demoDue(demo, deps);
    if (due === undefined) return [];
    const ids = tweets.flatMap(({ key }, i) => (key === demo.key ? [deps.tweetIds[i] ?? ''] : []));
    return [recordOf(demo, due, ids, deps)];
  });
}

type Step = readonly [event: PostEvent, at: Instant, changes?: PostChanges];

function recordOf(
  demo: DemoPost,
  due: Instant | null,
  tweetIds: readonly string[],
  { now, zone, account, sha256 }: DemoDeps,
): PostRecord {
  const made = Math.min(now, due ?? now) - DAY;
  const repeat = demo.fate === 'repeating' ? ruleOf(due ?? now, zone) : undefined;
  const id = uuidOf(sha256(`perch demo ${demo.key}`));
  const given = { id, account, zone, parts: textParts(demo.parts), dueAt: due, draft: due === null };
  const nonce = (n: number): string => uuidOf(sha256(`perch demo ${demo.key} ${n}`));
  let post = newPost({ ...given, ...(repeat && { repeatRule: repeat }) }, made, nonce(0));
  const history: HistoryEntry[] = [
    { postId: id, at: made, event: 'added', from: null, to: post.status, part: 0, detail: '', by: 'window' },
  ];
  for (const [i, [event, at, changes]] of stepsOf(demo, post, tweetIds, now).entries()) {
    const { from, to, entry } = movePost(
      post,
      event,
      { now: at, nonce: nonce(i + 1), by: 'worker demo' },
      changes,
    );
    history.push({ postId: id, ...entry, from: from.status, to: to.status });
    post = to;
  }
  return { post, history };
}

function ruleOf(at: Instant, zone: string) {
  const reading = parseRepeat('weekly', { at, zone });
  return reading.kind === 'ok' ? reading.rule : undefined;
}

/** What happened to it, in its order, by the transition table. */
function stepsOf({ fate }: DemoPost, post: Post, tweetIds: readonly string[], now: Instant): readonly Step[] {
  const due = post.dueAt ?? now;
  const armed: Step = ['armed', due + SECOND, { attempts: 1 }];
  switch (fate) {
    case 'published':
      return publishedSteps(post, tweetIds, due);
    case 'failed': {
      const detail = '403 Forbidden: You are not permitted to perform this action.';
      const reason = { kind: 'rejected', at: due + 2 * SECOND, detail } as const;
      return [['enqueued', due], armed, ['rejected', due + 2 * SECOND, { reason }]];
    }
    case 'missed': {
      const at = due + post.lateWindow;
      return [['missed', at, { reason: { kind: 'late', at, detail: '' } }]];
    }
    case 'retrying': {
      const reason = { kind: 'network', at: due + 2 * SECOND, detail: 'ECONNREFUSED' } as const;
      const nextTryAt = now + 2 * MINUTE;
      return [['enqueued', due], armed, ['notSent', due + 2 * SECOND, { reason, failures: 1, nextTryAt }]];
    }
    default:
      return [];
  }
}

function publishedSteps(post: Post, tweetIds: readonly string[], due: Instant): readonly Step[] {
  return post.parts.flatMap((_, i): readonly Step[] => {
    const at = due + (i + 1) * TAKES;
    const parts = post.parts.map(
      (part, j): Part =>
        j <= i ? { ...part, tweetId: tweetIds[j] ?? '', publishedAt: due + (j + 1) * TAKES } : part,
    );
    const isLast = i === post.parts.length - 1;
    return [
      ['enqueued', at - 2 * SECOND],
      ['armed', at - SECOND, { attempts: i + 1 }],
      [isLast ? 'published' : 'partPublished', at, { cursor: i + 1, parts }],
    ];
  });
}
