import { describe, expect, test } from 'vitest';
import { BACKOFF_STEPS, restartDelay, sendDelay } from '../../../core/domain/backoff.ts';
import { EXPLANATIONS, explain } from '../../../core/domain/explain.ts';
import { attemptsOf, type HistoryEntry } from '../../../core/domain/history.ts';
import { THREAD_WINDOW, wakeAt, windowEnd } from '../../../core/domain/post.ts';
import { REASON_KINDS } from '../../../core/domain/reason.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { checkTimings, parseTimings, TIMINGS } from '../../../core/domain/timings.ts';
import { viewPost } from '../../../core/domain/view.ts';
import { aPost } from '../../fakes/post.ts';

describe('timings', () => {
  test('the real ones hold their order', () => {
    expect(checkTimings(TIMINGS)).toBeUndefined();
  });

  test.each([
    [{ deadline: 5 * SECOND }, 'armToSend'],
    [{ quiet: 20 * SECOND }, 'deadline'],
    [{ quiet: 200 * SECOND }, 'lease'],
    [{ readGap: 0 }, 'readGap'],
    [{ earlyRead: Number.NaN }, 'earlyRead'],
  ])('%j is refused and named', (change, name) => {
    expect(checkTimings({ ...TIMINGS, ...change })).toContain(name);
  });

  test('are read from JSON, or refused with a sentence', () => {
    expect(parseTimings('{"quiet":100000}')).toEqual({ ...TIMINGS, quiet: 100_000 });
    expect(parseTimings('{"quite":1}')).toContain('"quite"');
    expect(parseTimings('nonsense')).toContain('JSON');
  });
});

describe('back-off', () => {
  test('follows the table of the 2009 design, then its last step', () => {
    expect(Array.from({ length: 10 }, (_, i) => restartDelay(i))).toEqual([...BACKOFF_STEPS, 10_000, 10_000]);
  });

  test('of sends goes on doubling to five minutes, spread by at most a tenth', () => {
    expect([8, 9, 10, 20].map((n) => sendDelay(n, 0))).toEqual([20_000, 40_000, 80_000, 5 * MINUTE]);
    expect(sendDelay(20, 0.999)).toBeLessThanOrEqual(5.5 * MINUTE);
  });
});

describe('windows', () => {
  test('a first part has the late window, a begun thread a day', () => {
    const post = aPost({ dueAt: 0, lateWindow: HOUR, parts: [{ text: 'a' }, { text: 'b' }] });
    expect(windowEnd(post)).toBe(HOUR);
    expect(windowEnd({ ...post, cursor: 1 })).toBe(THREAD_WINDOW);
  });

  test('somebody looks at a row when it is due, may be tried again, or runs out of time', () => {
    const post = aPost({ dueAt: 1000, lateWindow: HOUR, updatedAt: 1000 });
    expect(wakeAt(post)).toBe(1000);
    expect(wakeAt({ ...post, status: 'retrying', nextTryAt: 9000 })).toBe(9000);
    expect(wakeAt({ ...post, status: 'retrying', nextTryAt: 9 * HOUR })).toBe(1000 + HOUR);
    expect(wakeAt({ ...post, status: 'held' })).toBe(1000 + HOUR);
    expect(wakeAt({ ...post, status: 'queued' })).toBe(1000 + 2 * MINUTE);
    for (const status of [
      'publishing',
      'checking',
      'published',
      'missed',
      'failed',
      'cancelled',
      'draft',
    ] as const) {
      expect(wakeAt({ ...post, status }), status).toBeNull();
    }
  });
});

describe('words', () => {
  test.each(REASON_KINDS)('%s says what happened and what comes next', (kind) => {
    const { sentence, next } = EXPLANATIONS[kind];
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z`].*\.$/);
  });

  test('a missed post names its cause, a begun thread what is out', () => {
    const post = aPost({
      status: 'missed',
      cursor: 2,
      reason: { kind: 'late', at: 0, detail: 'ENOTFOUND', cause: 'network' },
    });
    const words = explain(post);
    expect(words?.sentence).toContain('could not be reached');
    expect(words?.sentence).toContain('ENOTFOUND');
    expect(words?.next).toContain('Parts 1 to 2 are out');
  });

  test('a published post has nothing to explain', () => {
    expect(explain(aPost({ status: 'published' }))).toBeUndefined();
  });
});

describe('the view', () => {
  test('is what the documented JSON says', () => {
    const post = aPost({
      status: 'retrying',
      dueAt: Date.UTC(2027, 2, 1, 9),
      nextTryAt: Date.UTC(2027, 2, 1, 9, 1),
      attempts: 2,
      parts: [{ text: 'a', tweetId: '12345678901234567890', publishedAt: 0 }, { text: 'b' }],
      reason: { kind: 'network', at: 0, detail: 'ECONNREFUSED' },
    });
    expect(viewPost(post)).toMatchObject({
      id: post.id,
      status: 'retrying',
      dueAt: '2027-03-01T09:00:00.000Z',
      nextTryAt: '2027-03-01T09:01:00.000Z',
      attempts: 2,
      parts: [
        { text: 'a', tweetId: '12345678901234567890', publishedAt: '1970-01-01T00:00:00.000Z' },
        { text: 'b' },
      ],
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('attempts', () => {
  const entry = (event: HistoryEntry['event'], at: number, part = 0): HistoryEntry => ({
    postId: 'p',
    at,
    event,
    from: 'queued',
    to: 'publishing',
    part,
    detail: event,
    by: 'w',
  });

  test('run from the arm to what settled them', () => {
    const history = [
      entry('added', 0),
      entry('armed', 1),
      entry('notSent', 2),
      entry('armed', 3),
      entry('doubted', 4),
      entry('published', 9),
    ];
    expect(
      attemptsOf(history).map(({ armedAt, settledAt, outcome }) => [armedAt, settledAt, outcome]),
    ).toEqual([
      [1, 2, 'notSent'],
      [3, 4, 'doubted'],
    ]);
  });

  test('an open one is pending', () => {
    expect(attemptsOf([entry('armed', 1)])[0]?.outcome).toBe('pending');
  });
});
