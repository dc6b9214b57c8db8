import type { Problem } from './problem.ts';
import { isSettled, type Status } from './status.ts';
import { DAY, type Instant } from './time.ts';

/** A text that is written once more: of which part, and what became of the post that has it already. */
export type RecentText = {
  readonly part: number;
  readonly status: Status;
  /** When it went out, or will; null: it has no time yet. */
  readonly at: Instant | null;
};

/** X refuses a text that it has had lately; for how long is not published, so Perch speaks up for a month. */
export const RECENT = 30 * DAY;

/** Whether a post with the same text is worth a word: it is out since less than a month, or going to be. */
export function isRecent(post: Pick<RecentText, 'status' | 'at'>, now: Instant): boolean {
  if (post.status === 'published') return post.at !== null && post.at >= now - RECENT;
  return post.status !== 'draft' && !isSettled(post.status);
}

/** The warning about each text that X has had, or is going to get, anyway. `format` writes a time. */
export function recentProblems(
  recent: readonly RecentText[],
  format: (at: Instant) => string,
): readonly Problem[] {
  return recent.map(({ part, status, at }) => {
    const when = at === null ? '' : ` ${format(at)}`;
    const what = status === 'published' ? `went out${when}` : `is queued already${when && ` for${when}`}`;
    return {
      code: 'recent',
      part,
      severity: 'warning',
      message: `The same text ${what}, and X may refuse it as a repeat: change a few words.`,
    };
  });
}
