import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Need, needsOf } from '../../../core/domain/needs.ts';
import { escapeMarkup, fitNotice } from '../../../core/domain/notice-text.ts';
import {
  DEFAULT_NOTICES,
  fallAsleep,
  NOTHING_TOLD,
  type NoticeFacts,
  type NoticeMemory,
  type PublishedPost,
  planNotices,
  wakeUp,
} from '../../../core/domain/notices.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';

const NOW = Date.UTC(2027, 2, 1, 9);
const need = (id: string, stamp = 'failed 1'): Need => ({
  key: `post ${id}`,
  stamp,
  tone: 'danger',
  title: `${id} failed`,
  body: '',
  target: { kind: 'post', id },
});
const out = (id: string, dueAt = NOW): PublishedPost => ({ id, account: 'ada', text: `Text ${id}`, dueAt });
const OLD: NoticeMemory = { ...NOTHING_TOLD, hasPublished: true };

/** Tells one thing after the other; what was shown and closed, step by step. */
function follow(steps: readonly (Partial<NoticeFacts> | 'sleep' | 'wake')[], memory = OLD) {
  let kept = memory;
  let now = NOW;
  return steps.map((step) => {
    if (step === 'sleep' || step === 'wake') {
      kept = step === 'sleep' ? fallAsleep(kept, now) : wakeUp(kept, now);
      return [];
    }
    now = step.now ?? now;
    const nothing = { needs: [], isWhole: true, published: [], isBusy: false };
    const facts = { choice: DEFAULT_NOTICES, ...nothing, ...step, now };
    const plan = planNotices(facts, kept);
    kept = plan.memory;
    return [...plan.show.map(({ key, title }) => `${key}: ${title}`), ...plan.close.map((key) => `-${key}`)];
  });
}

describe('a need', () => {
  test('is told once, and again only when it happened again', () => {
    expect(
      follow([
        { needs: [need('a')] },
        { needs: [need('a')], now: NOW + HOUR },
        { needs: [need('a', 'failed 2')], now: NOW + 2 * HOUR },
        { needs: [], now: NOW + 3 * HOUR },
        { needs: [need('a', 'failed 2')], now: NOW + 4 * HOUR },
      ]),
    ).toEqual([['post a: a failed'], [], ['post a: a failed'], ['-post a'], ['post a: a failed']]);
  });

  test('is told together with others that come with it, or soon after', () => {
    expect(
      follow([
        { needs: [need('a'), need('b')] },
        { needs: [need('a'), need('b'), need('c')], now: NOW + 20 * SECOND },
        { needs: [need('a'), need('b'), need('c'), need('d')], now: NOW + HOUR },
        { needs: [need('d')], now: NOW + 2 * HOUR },
      ]),
    ).toEqual([
      ['attention: 2 things need you'],
      ['attention: 3 things need you', '-post a', '-post b'],
      ['post d: d failed'],
      ['-post a', '-post b', '-post c'],
    ]);
    expect(follow([{ needs: [need('a'), need('b')] }, { needs: [] }])[1]).toContain('-attention');
  });

  test('that nobody wants to hear of is not told later either', () => {
    const quiet = { ...DEFAULT_NOTICES, failures: false };
    expect(follow([{ needs: [need('a')], choice: quiet }, { needs: [need('a')] }])).toEqual([[], []]);
  });

  test('that was told stays told while it is not known yet what there is', () => {
    const told = { ...OLD, told: { 'post a': 'failed 1' } };
    expect(follow([{ needs: [need('b')], isWhole: false }, { needs: [need('a')] }], told)).toEqual([
      ['post b: b failed'],
      ['-post b'],
    ]);
  });
});

describe('a post that goes out', () => {
  test('is told of when it is the first one ever, or when that is wanted', () => {
    const every = { ...DEFAULT_NOTICES, published: true };
    expect(
      follow(
        [{ published: [out('a')] }, { published: [out('b')] }, { published: [out('c')], choice: every }],
        {
          ...NOTHING_TOLD,
        },
      ),
    ).toEqual([['post a: Your first post is out'], [], ['post c: Posted as @ada']]);
  });
});

describe('a sleep', () => {
  const later = NOW + 8 * HOUR;

  test('is quiet, and ends in one digest when what it made late is out', () => {
    const wake = { now: later };
    expect(
      follow([
        'sleep',
        { needs: [need('a')], now: NOW + MINUTE },
        wake,
        'wake',
        { needs: [need('a')], published: [out('b', NOW + HOUR)], isBusy: true, now: later + 20 * SECOND },
        { needs: [need('a')], published: [out('c', NOW + 2 * HOUR), out('d', later)], now: later + MINUTE },
        { needs: [need('a')], now: later + 2 * MINUTE },
      ]),
    ).toEqual([[], [], [], [], [], ['digest: 2 posts went out late'], []]);
  });

  test('that made nothing late is told of by what it left', () => {
    const told = follow([
      'sleep',
      { now: later },
      'wake',
      { needs: [need('a')], now: later + SECOND },
      { needs: [need('a')], now: later + 11 * SECOND },
    ]);
    expect(told.slice(3)).toEqual([[], ['post a: a failed']]);
  });

  test('does not keep a need back for as long as X takes', () => {
    const told = follow([
      'sleep',
      { now: later },
      'wake',
      { needs: [need('a')], isBusy: true, now: later + 4 * MINUTE },
      { needs: [need('a')], isBusy: true, now: later + 5 * MINUTE },
    ]);
    expect(told.slice(3)).toEqual([[], ['post a: a failed']]);
  });

  test('that is broken by short wakes is one', () => {
    const told = follow([
      'sleep',
      { now: NOW + HOUR },
      'wake',
      { published: [out('a', NOW + MINUTE)], isBusy: true },
      'sleep',
      { now: later },
      'wake',
      { now: later + MINUTE },
    ]);
    expect(told.flat()).toEqual(['digest: A post went out late']);
  });
});

describe('what waits for a person', () => {
  const NOBODY = { posts: [], accounts: [], trouble: undefined, isCapped: false, capUsd: null };

  test('is not what heals by itself', () => {
    const throttled = { name: 'ada', gate: { state: 'throttled', until: NOW, detail: '' } } as const;
    const trouble = { kind: 'unavailable', detail: '', since: NOW } as const;
    expect(needsOf({ ...NOBODY, accounts: [throttled], trouble })).toEqual([]);
  });

  test('is what somebody must do', () => {
    const held = { name: 'ada', gate: { state: 'held', reason: 'auth', detail: '', since: NOW } } as const;
    const trouble = { kind: 'refused', detail: '', since: NOW } as const;
    const needs = needsOf({ ...NOBODY, accounts: [held], trouble, isCapped: true, capUsd: 5 });
    expect(needs.map(({ key, target }) => [key, target.kind])).toEqual([
      ['account ada', 'health'],
      ['storage', 'health'],
      ['cap', 'attention'],
    ]);
  });

  test('says which post it is and why, on one line', () => {
    const explanation = { sentence: 'X refused this post.', next: '', wayOut: 'edit' } as const;
    const [first] = needsOf({
      ...NOBODY,
      posts: [
        {
          id: 'a',
          status: 'failed',
          dueAt: null,
          zone: 'UTC',
          account: 'ada',
          parts: [{ text: `One\n\u202e${'x'.repeat(200)}` }],
          attempts: 1,
          explanation,
        },
      ],
    });
    expect(first?.title).toBe('A post of @ada was not sent');
    expect(first?.body).toMatch(/^“One x{75}…” X refused this post\.$/);
  });
});

describe('the text of a notification', () => {
  test('is at most 256 bytes, and never half a letter', () => {
    const family = '👨‍👩‍👧';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', family, ' '), maxLength: 400 }), (text) => {
        const fitted = fitNotice(text);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(256);
        expect(fitted.replaceAll(family, '').replace(/[aé …]/g, '')).toBe('');
      }),
    );
    expect(fitNotice('x'.repeat(256))).toHaveLength(256);
    expect(fitNotice('x'.repeat(257))).toBe(`${'x'.repeat(253)}…`);
  });

  test('is no markup', () => {
    expect(escapeMarkup('<b>a</b> & &lt;')).toBe('&lt;b&gt;a&lt;/b&gt; &amp; &amp;lt;');
  });
});
