import fc from 'fast-check';
import twitter from 'twitter-text';
import { describe, expect, test } from 'vitest';
import { measureText, PREMIUM_LIMIT } from '../../../core/domain/text.ts';

describe('weighted length', () => {
  test.each([
    ['', 0],
    ['a'.repeat(280), 280],
    ['日'.repeat(140), 280],
    ['Hello 👋 日本 https://example.com', 37],
    ['https://example.com/a/very/long/path?with=query', 23],
    ['example.com', 23],
    ['👨‍👩‍👧', 2],
    ['🇬🇧', 2],
    ['1️⃣', 2],
    ['✌🏿', 2],
    ['…', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['مرحبا', 5],
  ])('%s counts %i', (text, length) => {
    expect(measureText(text).weightedLength).toBe(length);
  });

  test.each(['🧑‍🎄', '❤️‍🔥', '🐦‍🔥', '🫱🏽‍🫲🏿', '🇨🇶', '🫠'])(
    '%s, newer than the tables, counts 2',
    (emoji) => {
      const measure = measureText(emoji);
      expect(measure.weightedLength).toBe(2);
      expect(measure.cautiousLength).toBeGreaterThanOrEqual(2);
    },
  );

  test('the cautious length is what an older X would count', () => {
    expect(measureText('🧑‍🎄').cautiousLength).toBe(5);
    expect(measureText('👨‍👩‍👧').cautiousLength).toBe(2);
  });

  test('never depends on where the text is, only on the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const { weightedLength } = measureText(text);
        expect(measureText(text, { limit: PREMIUM_LIMIT }).weightedLength).toBe(weightedLength);
        expect(measureText(`${text}\n!`).weightedLength).toBe(weightedLength + 2);
      }),
    );
  });
});

describe('verdict', () => {
  test.each([
    ['a'.repeat(280), 280, true],
    ['a'.repeat(281), 280, false],
    ['a'.repeat(281), PREMIUM_LIMIT, true],
    ['a'.repeat(25_001), PREMIUM_LIMIT, false],
    ['', 280, false],
    ['   ', 280, true],
    ['a\uFEFFb', 280, false],
    ['a\uFFFEb', 280, false],
    ['a\uFFFFb', 280, false],
    ['a\u202Eb', 280, true],
  ])('of %j at %i is %s', (text, limit, valid) => {
    expect(measureText(text, { limit }).valid).toBe(valid);
  });

  test('names each forbidden character once', () => {
    expect(measureText('\uFEFFa\uFFFFb\uFEFF').forbidden).toEqual(['U+FEFF', 'U+FFFF']);
  });
});

describe('links and cashtags', () => {
  test.each<[string, string[]]>([
    ['see https://example.com/a and example.org', ['https://example.com/a', 'example.org']],
    ['README.md, run.sh and file.zip', ['README.md', 'run.sh', 'file.zip']],
    ['Node.js, me@example.com, localhost, http://no-tld', []],
    ['いまなにしてるhttp://example.comいまなにしてる', ['http://example.com']],
  ])('links of %s', (text, links) => {
    expect(measureText(text).links).toEqual(links);
  });

  test.each<[string, string[]]>([
    ['$TEST and $Stock', ['TEST', 'Stock']],
    ['$TVI.CA $TVI.CA', ['TVI.CA', 'TVI.CA']],
    ['$123 $test123 $株 costs$5 a$b', []],
  ])('cashtags of %s', (text, cashtags) => {
    expect(measureText(text).cashtags).toEqual(cashtags);
  });
});

describe('long text', () => {
  const link = ' https://example.com/path ';
  test.each([
    ['CJK paragraphs with links', ('日本語'.repeat(300) + link).repeat(10), 10, 10 * (1800 + 25)],
    ['CJK with bare links', `${'日本語。'.repeat(15)} example.com`.repeat(30), 30, 30 * (120 + 1 + 23)],
    ['CJK with decimals', `${'日本語'.repeat(100)}3.5`.repeat(20), 0, 20 * 603],
    ['many links', link.repeat(500), 500, 500 * 25],
    ['links with long paths', ` https://example.com/${'a.b-c_'.repeat(500)}`.repeat(4), 4, 4 * 24],
    ['voiced kana', `${'か\u3099'.repeat(800)}. ${link}`, 1, 1600 + 2 + 25],
  ])('%s is measured exactly', (_, text, links, length) => {
    const measure = measureText(text, { limit: PREMIUM_LIMIT });
    expect(measure.links).toHaveLength(links);
    expect(measure.weightedLength).toBe(length);
  });

  test.each([10, 50, 90])('agrees with twitter-text on links glued to %i CJK letters', (letters) => {
    const text = `${'日'.repeat(letters)}example.com`.repeat(30);
    expect(measureText(text).links).toEqual(twitter.extractUrls(text));
  });

  test.each([
    ['a.', 12_500, 25_000],
    ['a-.', 8_333, 24_999],
    ['日本.語', 6_250, 43_750],
    ['日.', 12_500, 37_500],
    ['日.', 1_000_000, 3_000_000],
  ])('%s %i times is bounded in time and still counted', (unit, times, length) => {
    const before = performance.now();
    expect(measureText(unit.repeat(times), { limit: PREMIUM_LIMIT }).weightedLength).toBe(length);
    // Measured 1 to 31 ms; unbounded it is 0.5 to 5 s.
    expect(performance.now() - before).toBeLessThan(400);
  });

  test('links are looked for in the first 30,000 characters', () => {
    expect(measureText('a '.repeat(14_000) + link).links).toHaveLength(1);
    expect(measureText('a '.repeat(16_000) + link).links).toHaveLength(0);
  });

  test('beyond what is parsed every character still counts', () => {
    expect(measureText('a'.repeat(29_999) + '日…—😀b'.repeat(2)).weightedLength).toBe(
      29_999 + 2 * (2 + 2 + 1 + 2 + 1),
    );
  });
});
