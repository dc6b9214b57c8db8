import { DEMO_POSTS, type DemoPost } from './demo-catalogue.ts';
import { DAY, type Instant, MINUTE, SECOND } from './time.ts';
import { instantToWall, wallToInstant } from './wall.ts';

export type DemoTime = { readonly now: Instant; readonly zone: string };

/** A part that the sandbox has had for a while. Parts of a thread come after each other. */
export type DemoTweet = {
  readonly key: string;
  readonly part: number;
  readonly text: string;
  readonly at: Instant;
};

/** A change of clocks that is further away is no part of the demo. */
const NEAR = 35;
/** From the due time to the end of a request, and from one part to the next. */
export const TAKES = 4 * SECOND;

/** What the sandbox's timeline has before the demo begins. */
export function demoTweets(time: DemoTime): readonly DemoTweet[] {
  return DEMO_POSTS.filter(({ fate }) => fate === 'published').flatMap((post) => {
    const due = demoDue(post, time) ?? time.now;
    return post.parts.map((text, part) => ({ key: post.key, part, text, at: due + (part + 1) * TAKES }));
  });
}

/** Null: a draft without a time. Undefined: it is left out. */
export function demoDue(
  { fate, day, time = '09:00', inMinutes }: DemoPost,
  now: DemoTime,
): Instant | null | undefined {
  if (fate === 'draft') return null;
  if (inMinutes !== undefined) return roundUp(now.now) + inMinutes * MINUTE;
  const days = fate === 'clock-change' ? daysToChange(now) : day;
  if (days === undefined) return undefined;
  const { year, month, day: date } = instantToWall(now.now + days * DAY, now.zone);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const result = wallToInstant({ year, month, day: date, hour, minute }, now.zone);
  return result.kind === 'ok' ? result.at : now.now + days * DAY;
}

const roundUp = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;

/** Days until the clocks have changed, as the hour of the day at the same distance tells. */
function daysToChange({ now, zone }: DemoTime): number | undefined {
  const hourAt = (days: number): number => instantToWall(now + days * DAY, zone).hour;
  for (let days = 1; days <= NEAR; days++) if (hourAt(days) !== hourAt(days - 1)) return days;
  return undefined;
}
