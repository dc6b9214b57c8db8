import type { Instant } from './time.ts';

/** 2010-11-04T01:42:54.657Z: where X's ids begin to count (https://docs.x.com/resources/fundamentals/x-ids). */
const EPOCH = 1_288_834_974_657;
/** Machine and sequence bits below the milliseconds. */
const LOW_BITS = 22n;

/** The smallest id that X can give to a post made at `at`; '0' before X's epoch. */
export function snowflakeAt(at: Instant): string {
  return (BigInt(Math.max(0, Math.floor(at) - EPOCH)) << LOW_BITS).toString();
}

/** When X gave out this id, to the millisecond; NaN for what is not a decimal id. */
export function snowflakeTime(id: string): Instant {
  return isSnowflake(id) ? Number(BigInt(id) >> LOW_BITS) + EPOCH : Number.NaN;
}

/** Ids pass 2^53, so they stay text and are compared as bigint only. */
export function isSnowflake(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}
