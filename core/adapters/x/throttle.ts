import type { IncomingHttpHeaders } from 'node:http';
import { HOUR, type Instant, MINUTE, SECOND } from '../../domain/time.ts';

/** X counts in windows of 15 minutes and of 24 hours (https://docs.x.com/x-api/fundamentals/rate-limits). */
const BUCKETS = ['x-rate-limit', 'x-app-limit-24hour', 'x-user-limit-24hour'] as const;
const WINDOW = 15 * MINUTE;
const LONGEST = 25 * HOUR;
/** X's clock is known to about this; a request too early would be refused once more. */
const RESOLUTION = SECOND;

/**
 * Until when X wants no more requests, by our wall clock: the last reset of every bucket that is used up, at
 * least what `retry-after` asks for, and a whole window when X gives neither.
 *
 * @param skew milliseconds by which X's clock is ahead of ours
 */
export function throttledUntil(headers: IncomingHttpHeaders, now: Instant, skew: number): Instant {
  const resets = BUCKETS.filter((bucket) => numberIn(headers, `${bucket}-remaining`) === 0)
    .map((bucket) => numberIn(headers, `${bucket}-reset`) * SECOND - skew + RESOLUTION)
    .filter((reset) => reset > now);
  const retryAfter = now + numberIn(headers, 'retry-after') * SECOND;
  const known = retryAfter > now ? [...resets, retryAfter] : resets;
  const until = known.length > 0 ? Math.max(...known) : now + WINDOW;
  return Math.min(until, now + LONGEST);
}

/** NaN where there is none. */
export function numberIn(headers: IncomingHttpHeaders, name: string): number {
  const value = headers[name];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
}
