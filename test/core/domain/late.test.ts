import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLatePolicy, isCatchingUp, spreadOut } from '../../../core/domain/late.ts';
import { windowEnd } from '../../../core/domain/post.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';

const NOW = FAKE_START;
const reason = { kind: 'spread', at: NOW, detail: '' } as const;

describe('a post is caught up with', () => {
  test.each([
    ['due 11 minutes before Perch woke', { dueAt: NOW - 11 * MINUTE }, true],
    ['due 10 minutes before', { dueAt: NOW - 10 * MINUTE }, false],
    ['due since Perch is awake', { dueAt: NOW + MINUTE }, false],
    ['tried again at a time when Perch was there', { dueAt: NOW - HOUR, nextTryAt: NOW + SECOND }, false],
    ['tried again while it slept', { dueAt: NOW - HOUR, nextTryAt: NOW - 20 * MINUTE }, true],
    ['given a turn that was slept through', { dueAt: NOW - HOUR, nextTryAt: NOW - SECOND, reason }, true],
    ['a thread that has begun', { dueAt: NOW - HOUR, cursor: 1 }, false],
    ['a draft', { dueAt: null }, false],
  ])('%s: %o', (_, fields, expected) => {
    expect(isCatchingUp(aPost(fields), NOW)).toBe(expected);
  });
});

describe('turns', () => {
  const ending = (...minutes: readonly number[]) =>
    minutes.map((end) => aPost({ dueAt: NOW, lateWindow: end * MINUTE }));
  const turns = (posts: ReturnType<typeof ending>, gap = MINUTE) =>
    spreadOut(posts, NOW, gap).map((at) => (at - NOW) / SECOND);

  test('are a gap apart', () => expect(turns(ending(60, 60, 60))).toEqual([0, 60, 120]));

  test('come sooner where a window would end', () =>
    expect(turns(ending(60, 60, 1, 60, 60))).toEqual([0, 27.5, 55, 115, 175]));

  test('are none when nothing is late', () => expect(spreadOut([], NOW, MINUTE)).toEqual([]));

  test('never cost a post its window that could keep it, and keep the order', () => {
    const window = fc.integer({ min: 10 * SECOND, max: 2 * HOUR });
    fc.assert(
      fc.property(fc.array(window, { maxLength: 40 }), fc.integer({ min: 1, max: HOUR }), (windows, gap) => {
        const posts = windows.map((lateWindow) => aPost({ dueAt: NOW, lateWindow }));
        const slots = spreadOut(posts, NOW, gap);
        for (const [i, at] of slots.entries()) {
          const before = slots[i - 1] ?? at;
          expect(at).toBeGreaterThanOrEqual(before);
          expect(at - before).toBeLessThanOrEqual(gap);
          expect(at).toBeLessThan(windowEnd(posts[i] as (typeof posts)[number]));
        }
      }),
    );
  });
});

test.each([
  [{ lateWindow: 59 * SECOND }, 'late window'],
  [{ lateWindow: 8 * 24 * HOUR }, 'late window'],
  [{ catchUpGap: -1 }, 'gap'],
  [{ catchUpGap: Number.NaN }, 'gap'],
  [{ catchUpGap: 2 * HOUR }, 'gap'],
])('a policy of %o is refused', (patch, what) => expect(checkLatePolicy(patch)).toContain(what));

test('a policy may have no gap', () => expect(checkLatePolicy({ catchUpGap: 0 })).toBeUndefined());
