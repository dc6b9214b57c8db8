import { DEFAULT_LATE_WINDOW, type Post, windowEnd } from './post.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from './time.ts';

/** What a person may set about posts whose time has passed, ms. */
export type LatePolicy = {
  /** The late window of posts that bring none of their own. */
  readonly lateWindow: number;
  /** Between two posts of an account that are late because Perch slept or was off; 0: none. */
  readonly catchUpGap: number;
};

export const DEFAULT_LATE_POLICY: LatePolicy = { lateWindow: DEFAULT_LATE_WINDOW, catchUpGap: MINUTE };

export const LATE_WINDOWS = { min: MINUTE, max: 7 * DAY } as const;
const LONGEST_GAP = HOUR;
/** Less late than this is on time: nobody notices, and nothing piles up. */
const NOTICEABLY = 10 * MINUTE;
/** Before the end of its window a post is armed at the latest. */
const MARGIN = 5 * SECOND;

/** What is wrong with a change of the policy, or undefined. */
export function checkLatePolicy({ lateWindow, catchUpGap }: Partial<LatePolicy>): string | undefined {
  if (lateWindow !== undefined && !(lateWindow >= LATE_WINDOWS.min && lateWindow <= LATE_WINDOWS.max))
    return 'the late window must be from 1 minute to 7 days';
  if (catchUpGap !== undefined && !(catchUpGap >= 0 && catchUpGap <= LONGEST_GAP))
    return 'the gap must be from 0 s to 1 hour';
  return undefined;
}

/** Longer than this without a look, and Perch was away: it looks every half minute. */
const AWAY = 2 * MINUTE;

export const wasAway = (lastLook: Instant, now: Instant): boolean => now - lastLook > AWAY;

/**
 * Whether a post that may be sent now is late because nobody was there at its time: Perch has been looking only
 * since `awakeSince`. One that is late for another reason (many before it, a limit, a pause) is not; nor is a
 * thread that has begun.
 */
export function isCatchingUp({ dueAt, nextTryAt, cursor, reason }: Post, awakeSince: Instant): boolean {
  if (dueAt === null || cursor > 0) return false;
  const slept = awakeSince - Math.max(dueAt, nextTryAt ?? 0);
  return slept > (reason?.kind === 'spread' ? 0 : NOTICEABLY);
}

/**
 * When late posts of one account leave, in their order: the first at `from`, the others `gap` after the one
 * before, or sooner where otherwise one would outlive its window for it.
 */
export function spreadOut(posts: readonly Post[], from: Instant, gap: number): readonly Instant[] {
  const slots: Instant[] = [];
  let at = from;
  for (const i of posts.keys()) {
    if (i > 0) at += widestStep(posts, i, at, gap);
    slots.push(at);
  }
  return slots;
}

/** The widest step from `at` to post `next` that, taken again and again, lets all that follow keep their windows. */
function widestStep(posts: readonly Post[], next: number, at: Instant, gap: number): number {
  let step = gap;
  for (let i = next; i < posts.length; i++) {
    const end = windowEnd(posts[i] as Post) - MARGIN;
    step = Math.min(step, (end - at) / (i - next + 1));
  }
  return Math.max(0, Math.floor(step));
}
