import { contentOf, type PartContent, type ReplySettings } from './content.ts';
import { adviceOf, type Explanation, explain } from './explain.ts';
import type { Post } from './post.ts';
import type { ReasonKind } from './reason.ts';
import { describeRepeat } from './repeat-words.ts';
import type { Repeat } from './series.ts';
import type { Status } from './status.ts';
import type { Instant } from './time.ts';

export type PartView = PartContent & {
  readonly tweetId?: string;
  readonly publishedAt?: string;
  readonly deletedAt?: string;
};

/** A post as the window and `--json` show it. Times are ISO 8601, UTC. */
export type PostView = {
  readonly id: string;
  readonly status: Status;
  /** Null for a draft without a time. */
  readonly dueAt: string | null;
  readonly zone: string;
  readonly account: string;
  readonly parts: readonly PartView[];
  /** X id of the post that the first part replies to. */
  readonly replyTo?: string;
  /** Who may reply; absent: everyone. */
  readonly replySettings?: ReplySettings;
  /** Tries on the wire so far. */
  readonly attempts: number;
  readonly nextTryAt?: string;
  /** What happened and the way out, in plain words. */
  readonly lastError?: string;
  readonly reason?: ReasonKind;
  readonly explanation?: Explanation;
  /** Cancelled while on its way: the part that is out there finishes, the rest is not sent. */
  readonly stopRequested?: true;
  /** Cancelled, and can be made what it was again. */
  readonly restorable?: true;
  /** Its series, with the rule in words. */
  readonly repeat?: Repeat & { readonly words: string };
  /** It waits on this computer for the shared storage. */
  readonly unsynced?: true;
};

/** It may be tried, or its next part follow, not before `nextTryAt`. */
const WAITS: ReadonlySet<Status> = new Set(['retrying', 'queued']);

const iso = (at: Instant): string => new Date(at).toISOString();

export function viewPost(post: Post): PostView {
  const explanation = explain(post);
  return {
    id: post.id,
    status: post.status,
    dueAt: post.dueAt === null ? null : iso(post.dueAt),
    zone: post.zone,
    account: post.account,
    parts: post.parts.map(({ tweetId, publishedAt, deletedAt, ...content }) => ({
      ...contentOf(content),
      ...(tweetId !== undefined && { tweetId }),
      ...(publishedAt !== undefined && { publishedAt: iso(publishedAt) }),
      ...(deletedAt !== undefined && { deletedAt: iso(deletedAt) }),
    })),
    ...(post.replyTo !== null && { replyTo: post.replyTo }),
    ...(post.replySettings !== null && { replySettings: post.replySettings }),
    attempts: post.attempts,
    ...(WAITS.has(post.status) && post.nextTryAt !== null && { nextTryAt: iso(post.nextTryAt) }),
    ...(explanation &&
      post.reason && {
        lastError: `${explanation.sentence} ${adviceOf(explanation)}`,
        reason: post.reason.kind,
        explanation,
      }),
    ...(post.repeat && { repeat: { words: describeRepeat(post.repeat.rule), ...post.repeat } }),
    ...(post.stopRequested && { stopRequested: true as const }),
    ...(post.beforeCancel && { restorable: true as const }),
  };
}

/** A post that the shared storage does not have yet. */
export const viewUnsynced = (post: Post): PostView => ({ ...viewPost(post), unsynced: true });
