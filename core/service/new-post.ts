import type { PartContent, ReplySettings } from '../domain/content.ts';
import { freshPost } from '../domain/fresh-post.ts';
import { DEFAULT_LATE_WINDOW, type Post, type PostId } from '../domain/post.ts';
import type { RepeatRule } from '../domain/repeat.ts';
import { beginSeries } from '../domain/series.ts';
import type { Instant } from '../domain/time.ts';

/** A post as a person composes it. The id is made by the composer, so that saving twice is harmless. */
export type NewPost = {
  readonly id: PostId;
  readonly account: string;
  readonly parts: readonly PartContent[];
  /** Null only with `draft`. */
  readonly dueAt: Instant | null;
  readonly zone: string;
  readonly draft?: boolean;
  /** X id of the post that the first part replies to. */
  readonly replyTo?: string;
  /** Who may reply; by default everyone. */
  readonly replySettings?: ReplySettings;
  /** ms; by default what the settings say, or 60 minutes where they cannot be asked. */
  readonly lateWindow?: number;
  /**
   * `dueAt` is a slot that was free when the person looked: when it is taken by now it becomes the next free one.
   * The zone is that of the computer, for an account without a plan.
   */
  readonly slotZone?: string;
  /** Makes it the first of a series; needs a time. */
  readonly repeatRule?: RepeatRule;
};

/** The row of a new post. Shared with import, so that both make the same thing. */
export function newPost(input: NewPost, now: Instant, nonce: string): Post {
  const { id, account, dueAt, zone, repeatRule } = input;
  return freshPost(
    {
      id,
      account,
      status: input.draft ? 'draft' : 'scheduled',
      dueAt,
      zone,
      lateWindow: input.lateWindow ?? DEFAULT_LATE_WINDOW,
      parts: input.parts,
      replyTo: input.replyTo ?? null,
      replySettings: input.replySettings ?? null,
      repeat: repeatRule && dueAt !== null ? beginSeries(repeatRule, id, dueAt) : null,
    },
    now,
    nonce,
  );
}
