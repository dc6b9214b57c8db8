import { randomInt } from 'node:crypto';
import { snowflakeAt } from '../../domain/snowflake.ts';

const LOW_BITS = 1 << 22;

/**
 * The next id: the time in the upper bits, chance in the lower ones as X fills them with machine and sequence,
 * and always above `latest`, so that ids stay in order when the clock is set back.
 */
export function nextSnowflake(now: number, latest: string): string {
  const fresh = BigInt(snowflakeAt(now)) + BigInt(randomInt(LOW_BITS / 2));
  const last = BigInt(latest);
  return (fresh > last ? fresh : last + 1n).toString();
}
