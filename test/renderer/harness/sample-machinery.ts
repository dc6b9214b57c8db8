import type { PoisonRecord } from '../../../core/domain/poison.ts';
import type { SelfTestTick } from '../../../core/domain/self-test.ts';
import { HOUR } from '../../../core/domain/time.ts';

/** Messages that were set aside: one that can go back and one that cannot be read. */
export const samplePoison = (now: number): readonly PoisonRecord[] => [
  {
    id: 'm-1',
    raw: '{"type":"publish","version":1,"body":{"postIds":["11111111-1111-4111-8111-111111111111"]}}',
    reason: 'It was read 6 times and never worked.',
    dequeueCount: 6,
    insertedAt: now - 3 * HOUR,
    poisonedAt: now - 2 * HOUR,
  },
  {
    id: 'm-2',
    raw: '<html>not ours</html>',
    reason: 'It is not a message of Perch.',
    dequeueCount: 1,
    insertedAt: now - 5 * HOUR,
    poisonedAt: now - 5 * HOUR,
  },
];

export const sampleSelfTest: readonly SelfTestTick[] = [
  { what: 'storage', ok: true, message: 'It answered in 3 ms.' },
  {
    what: 'x',
    ok: true,
    message: 'X answered in 84 ms. Whether it takes the keys was not asked: that costs.',
  },
  { what: 'clock', ok: false, message: 'This computer is 95 s ahead of X. Set its clock.' },
  { what: 'disk', ok: true, message: '41 GB are free for posts and the log.' },
];
