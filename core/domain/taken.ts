import { nextOccurrence } from './repeat.ts';
import { isOpen, type Repeat } from './series.ts';
import { isInFlight, isWaiting, type Status } from './status.ts';
import type { Instant } from './time.ts';
import { isZone } from './wall.ts';

/** What must be known of a post to tell when something goes out because of it. */
export type Occupant = {
  readonly status: Status;
  readonly dueAt: Instant | null;
  readonly repeat: Repeat | null;
};

/** When these posts, and those that will follow in their series, go out, up to and with `to`. */
export function takenInstants(posts: Iterable<Occupant>, to: Instant): readonly Instant[] {
  const taken: Instant[] = [];
  for (const { status, dueAt, repeat } of posts) {
    if (dueAt === null || !(isWaiting(status) || isInFlight(status))) continue;
    if (dueAt <= to) taken.push(dueAt);
    if (isOpen(repeat)) taken.push(...seriesUntil(repeat, dueAt, to));
  }
  return taken;
}

function seriesUntil({ rule, number, date }: Repeat, from: Instant, to: Instant): readonly Instant[] {
  if (!isZone(rule.zone)) return [];
  const found: Instant[] = [];
  const left = (rule.times ?? Number.POSITIVE_INFINITY) - number;
  for (let [after, day] = [from, date]; found.length < left; ) {
    const next = nextOccurrence(rule, after, day);
    if (!next || next.at > to) break;
    found.push(next.at);
    [after, day] = [next.at, next.date];
  }
  return found;
}
