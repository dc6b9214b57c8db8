import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { checkPost } from '../../../core/domain/check.ts';
import { type Entity, entitiesOf } from '../../../core/domain/entities.ts';
import { showHidden, withoutHidden } from '../../../core/domain/hidden.ts';
import type { ProblemCode } from '../../../core/domain/problem.ts';
import { isRecent, type RecentText, recentProblems } from '../../../core/domain/recent.ts';
import { remedyOf } from '../../../core/domain/remedy.ts';
import { splitText } from '../../../core/domain/split.ts';
import { measureText } from '../../../core/domain/text.ts';
import { DAY, HOUR } from '../../../core/domain/time.ts';

const csv = readFileSync(new URL('../../fixtures/posts.csv', import.meta.url), 'utf8');
const POSTS = Papa.parse<{ text: string }>(csv, { header: true, skipEmptyLines: true }).data.map(
  ({ text }) => text,
);

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.constantFrom(...POSTS, '. ', '\n\n', ' ', '🧑‍🚀', '\u202E'), { maxLength: 30 })
    .map((all) => all.join(' ')),
);

describe('a split', () => {
  const SENTENCE = 'This sentence is exactly forty letters ok. ';

  test.each<[string, string, number, string[]]>([
    ['short text', 'One. Two.', 280, ['One. Two.']],
    ['blank text', ' \n ', 280, []],
    ['at sentences', 'One two. Three four. Five.', 21, ['One two. Three four.', 'Five.']],
    [
      'at paragraphs',
      'One two three.\n\nFour. Five six seven.',
      24,
      ['One two three.', 'Four. Five six seven.'],
    ],
    ['at words', 'one two three four', 9, ['one two', 'three', 'four']],
    ['within a word at last', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['never within an emoji', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5, ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']],
    [
      'a link counts 23',
      `see https://example.com/${'a'.repeat(200)} now`,
      30,
      [`see https://example.com/${'a'.repeat(200)}`, 'now'],
    ],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  test('fills parts well', () => {
    expect(splitText(SENTENCE.repeat(13), 280)).toHaveLength(3);
  });

  test('leaves out blanks only, and every part fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 30, max: 280 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) {
          expect(part).toBe(part.trim());
          expect(part).not.toBe('');
          expect(measureText(part).weightedLength).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a text of a premium account is cut in no time', () => {
    const started = performance.now();
    expect(splitText(SENTENCE.repeat(580), 280).length).toBeGreaterThan(80);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('what X shows', () => {
  const marked = (text: string) =>
    entitiesOf(text)
      .filter(({ kind }) => kind !== 'text')
      .map(({ kind, shown }): [Entity['kind'], string] => [kind, shown]);

  test.each<[string, [Entity['kind'], string][]]>([
    ['Hello', []],
    [
      '@ada likes #math and $TSLA',
      [
        ['mention', '@ada'],
        ['hashtag', '#math'],
        ['cashtag', '$TSLA'],
      ],
    ],
    ['see https://www.example.com/', [['link', 'example.com']]],
    [`http://example.com/${'a'.repeat(40)}`, [['link', `example.com/${'a'.repeat(15)}…`]]],
    ['README.md', [['link', 'README.md']]],
    ['a@example.com', []],
  ])('%s', (text, entities) => {
    expect(marked(text)).toEqual(entities);
  });

  test('put together it is the text, byte for byte', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(
          entitiesOf(text)
            .map((each) => each.text)
            .join(''),
        ).toBe(text);
      }),
    );
    for (const text of [...POSTS, 'a.'.repeat(20_000)])
      expect(
        entitiesOf(text)
          .map((each) => each.text)
          .join(''),
      ).toBe(text);
  });
});

describe('characters that nobody sees', () => {
  const shown = (text: string) =>
    showHidden(text).map(({ text: part, hidden }) => (hidden ? `[${part}]` : part));

  test.each<[string, string]>([
    ['plain', ''],
    ['a\u200Bb', 'a[zero-width space]b'],
    ['\u202Eabc', '[right-to-left override]abc'],
    [`${'x'.repeat(50)}\u2060${'y'.repeat(50)}`, `…${'x'.repeat(12)}[word joiner]${'y'.repeat(12)}…`],
    ['می‌خواهم 👨‍👩‍👧', ''],
  ])('%j', (text, expected) => {
    expect(shown(text).join('')).toBe(expected);
  });

  test('once removed nothing is shown, and nothing else is gone', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = withoutHidden(text);
        expect(showHidden(clean)).toEqual([]);
        expect(text.startsWith(clean) || showHidden(text).length > 0).toBe(true);
      }),
    );
  });
});

describe('a remedy', () => {
  test.each<[ProblemCode, string, string]>([
    ['hidden-direction', 'abc\u202Edef', 'abcdef'],
    ['hidden-character', 'a\u200Bb', 'ab'],
    ['forbidden-character', 'a\uFEFFb', 'ab'],
    ['broken-character', 'a\uD83D b😀', 'a b😀'],
    [
      'file-name-link',
      'README.md, setup.sh and https://example.sh',
      'README․md, setup․sh and https://example.sh',
    ],
    ['cashtags', '$TSLA, $AAPL and $TSLA at $5', '$TSLA, AAPL and TSLA at $5'],
    ['leading-mention', '@ada hello', '.@ada hello'],
  ])('of %s ends it', (code, text, better) => {
    const codes = (of: string) =>
      checkPost([{ text: of }], { premium: false }).map((problem) => problem.code);
    expect(codes(text)).toContain(code);
    expect(remedyOf(code, text)?.text).toBe(better);
    expect(codes(better)).not.toContain(code);
  });

  test('is not offered where a person must think', () => {
    expect(remedyOf('too-long', 'a'.repeat(300))).toBe(undefined);
    expect(remedyOf('hidden-character', '\u200B')).toBe(undefined);
  });
});

describe('the same text lately', () => {
  const now = Date.UTC(2027, 2, 1);

  test.each<[string, Pick<RecentText, 'status' | 'at'>, boolean]>([
    ['out an hour ago', { status: 'published', at: now - HOUR }, true],
    ['out 31 days ago', { status: 'published', at: now - 31 * DAY }, false],
    ['queued for next year', { status: 'scheduled', at: now + 300 * DAY }, true],
    ['on its way', { status: 'publishing', at: now }, true],
    ['a draft', { status: 'draft', at: null }, false],
    ['cancelled', { status: 'cancelled', at: now }, false],
    ['failed', { status: 'failed', at: now }, false],
  ])('%s', (_, post, expected) => {
    expect(isRecent(post, now)).toBe(expected);
  });

  test('is said in a sentence with something to do', () => {
    const recent: readonly RecentText[] = [
      { part: 0, status: 'published', at: now },
      { part: 1, status: 'scheduled', at: now },
      { part: 2, status: 'held', at: null },
    ];
    expect(
      recentProblems(recent, () => 'on Monday').map(({ part, message }) => `${part} ${message}`),
    ).toEqual([
      '0 The same text went out on Monday, and X may refuse it as a repeat: change a few words.',
      '1 The same text is queued already for on Monday, and X may refuse it as a repeat: change a few words.',
      '2 The same text is queued already, and X may refuse it as a repeat: change a few words.',
    ]);
  });
});
