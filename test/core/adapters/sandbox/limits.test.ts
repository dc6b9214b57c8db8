import { expect, test } from 'vitest';
import { DEFAULT_KNOBS, type SandboxLimits } from '../../../../core/adapters/sandbox/knobs.ts';
import { createLimiter, type LimitName } from '../../../../core/adapters/sandbox/limits.ts';
import { DAY, MINUTE } from '../../../../core/domain/time.ts';

const userOf = (id: string, appKey = id) => {
  const keys = { appKey, appSecret: '', accessToken: '', accessSecret: '' };
  return { id, name: id, username: id, keys, createdAt: 0 };
};
const ADA = userOf('ada', 'app');
const BOB = userOf('bob', 'app');

function limiterWith(patch: Partial<SandboxLimits>) {
  const limits = { ...DEFAULT_KNOBS.limits, ...patch };
  const clock = { now: 1_000_000_000_500 };
  const limiter = createLimiter(
    () => clock.now,
    () => limits,
  );
  const allowed = (name: LimitName, user = ADA): boolean => limiter.take(name, user).allowed;
  return { clock, limiter, allowed };
}

test('a window of 15 minutes begins with its first call', () => {
  const { clock, limiter, allowed } = limiterWith({ me: 2 });
  expect([allowed('me'), allowed('me'), allowed('me')]).toEqual([true, true, false]);
  clock.now += 15 * MINUTE - 1;
  const { headers } = limiter.take('me', ADA);
  expect(headers).toEqual({
    'x-rate-limit-limit': '2',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': '1000000901',
  });
  clock.now += 1;
  expect(allowed('me')).toBe(true);
});

test('each user and each endpoint has its own', () => {
  const { allowed } = limiterWith({ me: 1, timeline: 1 });
  expect([allowed('me'), allowed('timeline'), allowed('me', BOB)]).toEqual([true, true, true]);
  expect([allowed('me'), allowed('timeline'), allowed('me', BOB)]).toEqual([false, false, false]);
});

test('an app has a limit of a day for all its users', () => {
  const { clock, limiter, allowed } = limiterWith({ createAppDay: 3 });
  expect([allowed('create'), allowed('create', BOB), allowed('create')]).toEqual([true, true, true]);
  clock.now += DAY - 1;
  expect(limiter.take('create', BOB)).toMatchObject({
    allowed: false,
    headers: { 'x-rate-limit-remaining': '100', 'x-app-limit-24hour-remaining': '0' },
  });
  expect(allowed('create', userOf('eve', 'another app'))).toBe(true);
  clock.now += 1;
  expect(allowed('create', BOB)).toBe(true);
});

test('a user may have a limit of a day', () => {
  const { clock, limiter, allowed } = limiterWith({ createUserDay: 1 });
  expect([allowed('create'), allowed('create'), allowed('create', BOB)]).toEqual([true, false, true]);
  expect(limiter.take('create', ADA).headers['x-user-limit-24hour-reset']).toBe('1000086401');
  clock.now += 15 * MINUTE;
  expect(allowed('create')).toBe(false);
});

test('a refused call is not counted anywhere', () => {
  const { clock, limiter, allowed } = limiterWith({ create: 1, createAppDay: 2 });
  expect([allowed('create'), allowed('create'), allowed('create')]).toEqual([true, false, false]);
  clock.now += 15 * MINUTE;
  expect(limiter.take('create', ADA).headers['x-app-limit-24hour-remaining']).toBe('0');
});

test('a clock that goes back begins anew', () => {
  const { clock, allowed } = limiterWith({ me: 1 });
  expect([allowed('me'), allowed('me')]).toEqual([true, false]);
  clock.now -= 1;
  expect(allowed('me')).toBe(true);
});
