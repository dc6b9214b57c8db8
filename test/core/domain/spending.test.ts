import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideDispatch } from '../../../core/domain/dispatch.ts';
import type { Part, Post } from '../../../core/domain/post.ts';
import {
  type Charge,
  chargesOf,
  checkSpendCap,
  monthOf,
  nextMonth,
  spendingOf,
  toUsd,
} from '../../../core/domain/spending.ts';
import { STATUSES } from '../../../core/domain/status.ts';
import { HOUR, MINUTE } from '../../../core/domain/time.ts';
import { FAKE_START } from '../../fakes/clock.ts';
import { aPost } from '../../fakes/post.ts';

const LINK = 'a.com';
const SPRING = Date.UTC(2027, 2, 1);
const anInstant = fc.integer({ min: Date.UTC(2027, 0), max: Date.UTC(2027, 11, 31) });
const aPart = fc.record({ text: fc.constantFrom('plain', LINK) }, { requiredKeys: ['text'] });

/** Any post that the transitions can leave: parts before the cursor are out, some of them deleted again. */
const anyPost = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    parts: fc.array(aPart, { minLength: 1, maxLength: 25 }),
    cursor: fc.nat(25),
    outAt: anInstant,
    deletedAt: fc.option(anInstant, { nil: undefined }),
    dueAt: fc.option(anInstant),
  })
  .map(({ status, parts, cursor, outAt, deletedAt, dueAt }): Post => {
    const out: readonly Part[] = parts.map((part, i) =>
      i < cursor
        ? { ...part, tweetId: String(i), publishedAt: outAt, ...(deletedAt !== undefined && { deletedAt }) }
        : part,
    );
    return aPost({ status, parts: out, cursor: Math.min(cursor, parts.length), dueAt });
  });

describe('what a post costs', () => {
  test('whole thousandths, by which sums show no dust, whatever the post', () => {
    fc.assert(
      fc.property(fc.array(anyPost, { maxLength: 20 }), (posts) => {
        const charges = posts.flatMap(chargesOf);
        for (const { milli } of charges) expect(Number.isInteger(milli) && milli >= 0).toBe(true);
        const { spentUsd, plannedUsd } = spendingOf('2027-03', charges, [], null);
        const cents = charges.reduce((sum, { milli }) => sum + milli, 0);
        expect(Math.round((spentUsd + plannedUsd) * 1000)).toBe(cents);
        expect(String(spentUsd)).toMatch(/^\d+(\.\d{1,3})?$/);
      }),
    );
  });

  test('a part is billed once, when it is out; before, it is planned or reserved, or never sent', () => {
    fc.assert(
      fc.property(anyPost, (post) => {
        const charges = chargesOf(post);
        const billed = charges.filter(({ kind, part }) => kind === 'spent' && !part?.endsWith('d'));
        expect(billed).toHaveLength(post.parts.filter(({ publishedAt }) => publishedAt !== undefined).length);
        expect(charges.filter(({ kind }) => kind !== 'spent').length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('months are those of UTC, to the millisecond', () => {
    expect(monthOf(SPRING - 1)).toBe('2027-02');
    expect(monthOf(SPRING)).toBe('2027-03');
    expect(nextMonth(SPRING - 1)).toBe(SPRING);
    expect(nextMonth(Date.UTC(2027, 11, 31, 23))).toBe(Date.UTC(2028, 0));
    expect(monthOf(Number.MAX_SAFE_INTEGER)).toBe('9999-12');
    fc.assert(
      fc.property(anInstant, (at) => {
        expect(monthOf(nextMonth(at) - 1)).toBe(monthOf(at));
        expect(monthOf(nextMonth(at)) > monthOf(at)).toBe(true);
      }),
    );
  });

  test('the money of the sandbox is not counted beside that of real accounts', () => {
    const charges: Charge[] = [
      { account: 'demo', kind: 'spent', milli: 200 },
      { account: 'real', kind: 'spent', milli: 15 },
      { account: 'gone', kind: 'planned', milli: 30 },
    ];
    const demo = { name: 'demo', kind: 'sandbox' } as const;
    const real = { name: 'real', kind: 'x' } as const;
    expect(spendingOf('2027-03', charges, [demo, real], 5)).toEqual({
      month: '2027-03',
      spentUsd: 0.015,
      plannedUsd: 0.03,
      capUsd: 5,
    });
    expect(spendingOf('2027-03', charges, [demo], null).spentUsd).toBe(0.2);
  });

  test.each([
    [null, undefined],
    [0, undefined],
    [5.5, undefined],
    [-1, /from \$0/],
    [Number.NaN, /from \$0/],
    [2e6, /from \$0/],
  ])('a cap of %s', (usd, problem) => {
    if (problem) expect(checkSpendCap(usd)).toMatch(problem);
    else expect(checkSpendCap(usd)).toBeUndefined();
  });
});

describe('the cap, right before the arm', () => {
  const now = FAKE_START + HOUR;
  const due = { dueAt: now - MINUTE };
  const judge = (post: Post, left: number, reserved = 0) =>
    decideDispatch(post, { now, gate: { state: 'open' }, paused: false, room: { left, reserved } });

  test('what fits goes, to the last thousandth', () => {
    expect(judge(aPost({ ...due, parts: [{ text: LINK }, { text: 'b' }] }), 215).kind).toBe('arm');
    expect(judge(aPost({ ...due, parts: [{ text: LINK }, { text: 'b' }] }), 214)).toMatchObject({
      kind: 'hold',
      until: nextMonth(now),
      reason: { kind: 'spendCap', detail: 'it costs $0.215 and $0.214 are left this month' },
    });
  });

  test('what would fit without what is on its way is asked about again soon', () => {
    expect(judge(aPost(due), 0, 15)).toMatchObject({ kind: 'hold', until: now + 15 * MINUTE });
    expect(judge(aPost(due), -5, 15)).toMatchObject({ kind: 'hold', until: nextMonth(now) });
  });

  test('a begun thread and a post that a person wants all the same go whatever is left', () => {
    expect(judge(aPost({ ...due, cursor: 1, parts: [{ text: 'a' }, { text: 'b' }] }), 0).kind).toBe('arm');
    expect(judge(aPost({ ...due, overCap: true }), 0).kind).toBe('arm');
  });

  test('one that waited for it until its window closed is missed, and says why', () => {
    const reason = { kind: 'spendCap', at: now, detail: 'd' } as const;
    const post = aPost({ dueAt: now - 2 * HOUR, status: 'held', nextTryAt: nextMonth(now), reason });
    expect(judge(post, 0)).toMatchObject({ kind: 'miss', reason: { kind: 'late', cause: 'spendCap' } });
  });

  test('no order of posts gets more through than the cap, but for what was asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 25 })), fc.nat(1_000), (sizes, cap) => {
        let left = cap;
        for (const size of sizes) {
          const post = aPost({ ...due, parts: Array.from({ length: size }, (_, i) => ({ text: `${i}` })) });
          if (judge(post, left).kind === 'arm') left -= 15 * size;
        }
        expect(toUsd(left)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
