import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { checkPost } from '../../../core/domain/check.ts';
import { textParts } from '../../../core/domain/content.ts';
import { hasErrors } from '../../../core/domain/problem.ts';

const codes = (parts: readonly string[], premium = false) =>
  checkPost(textParts(parts), { premium }).map(({ code, part }) =>
    part === undefined ? code : `${part} ${code}`,
  );

describe('errors', () => {
  test.each<[string, string[], string[]]>([
    ['a plain post', ['Hello'], []],
    ['no part', [], ['no-parts']],
    ['25 parts', Array.from({ length: 25 }, (_, i) => `Part ${i}`), []],
    ['26 parts', Array.from({ length: 26 }, (_, i) => `Part ${i}`), ['too-many-parts']],
    ['empty text', [''], ['0 empty']],
    ['blanks', ['fine', ' \n\t\u3000'], ['1 empty']],
    ['two empty parts are not repeats', ['', ' '], ['0 empty', '1 empty']],
    ['281', ['a'.repeat(281)], ['0 too-long']],
    ['one cashtag', ['$TEST is up'], []],
    ['two cashtags', ['$TEST and $OTHER'], ['0 cashtags']],
    ['the same cashtag twice', ['$TEST and $TEST'], ['0 cashtags']],
    ['one cashtag in each part', ['$TEST is up', '$OTHER is down'], []],
    ['money is no cashtag', ['$123 and $5 and $TEST'], []],
    ['byte order mark', ['a\uFEFFb'], ['0 forbidden-character']],
    ['half an emoji', ['a\uD83D'], ['0 broken-character']],
    ['whole emoji', ['a😀'], []],
    ['a repeat', ['one', 'two', 'one'], ['2 repeat']],
    ['a repeat but for blanks', ['one', 'one '], ['1 repeat']],
  ])('%s', (_, parts, expected) => {
    expect(codes(parts)).toEqual(expected);
    expect(hasErrors(checkPost(textParts(parts), { premium: false }))).toBe(expected.length > 0);
  });

  test('a premium account may write more', () => {
    expect(codes(['a'.repeat(281)], true)).toEqual([]);
    expect(codes(['a'.repeat(25_001)], true)).toEqual(['0 too-long']);
  });

  test('says how much is too much', () => {
    const [problem] = checkPost([{ text: `${'日'.repeat(150)}` }], { premium: false });
    expect(problem?.message).toBe(
      'The text is 20 too long (300 of 280 characters as X counts them): shorten it or split it into parts.',
    );
  });
});

describe('warnings never keep a post back', () => {
  test.each<[string, string, string[]]>([
    ['link', 'see https://example.com', ['0 link-cost']],
    ['file name', 'read README.md first', ['0 file-name-link']],
    ['file name and link', 'README.md is at https://example.com', ['0 link-cost', '0 file-name-link']],
    ['bare domain', 'see example.com', ['0 link-cost']],
    ['file name in a full link', 'see https://example.md', ['0 link-cost']],
    ['link only', ' https://example.com/a\n', ['0 link-cost', '0 link-only']],
    ['two links only', 'https://a.com https://b.com', ['0 link-cost', '0 link-only']],
    ['not a link', 'Node.js', []],
    ['hidden direction', 'abc \u202Edef', ['0 hidden-direction']],
    ['zero-width space', 'a\u200Bb', ['0 hidden-character']],
    ['soft hyphen', 'a\u00ADb', ['0 hidden-character']],
    ['joined emoji and Persian', '👨‍👩‍👧 می‌خواهم', []],
    ['Arabic alone', 'مرحبا', []],
    ['mentions only', '@one @two', ['0 mentions-only']],
    ['a mention at the beginning', '@one hello', ['0 leading-mention']],
    ['a mention after a dot', '.@one hello', []],
    ['a mention', 'hello @one', []],
    ['new emoji at the limit', `${'a'.repeat(278)}🧑‍🎄`, ['0 new-emoji']],
    ['known emoji at the limit', `${'a'.repeat(278)}👨‍👩‍👧`, []],
  ])('%s', (_, text, expected) => {
    expect(codes([text])).toEqual(expected);
    expect(hasErrors(checkPost([{ text }], { premium: false }))).toBe(false);
  });

  test('every message is one sentence with something to do', () => {
    const parts = ['', 'a'.repeat(281), '$A $B', 'README.md \u202E', '@a', 'x\uFEFF', '\uD83D', 'y', 'y'];
    for (const { message } of checkPost(textParts(parts), { premium: false }))
      expect(message).toMatch(/^[A-Z].*: .*\.$/);
  });
});

test('the posts of the sample file that X would refuse, by data row', () => {
  const csv = readFileSync(new URL('../../fixtures/posts.csv', import.meta.url), 'utf8');
  const { data } = Papa.parse<{ text: string }>(csv, { header: true, skipEmptyLines: true });
  expect(data).toHaveLength(200);
  const refused = data.flatMap(({ text }, i) =>
    checkPost([{ text }], { premium: false })
      .filter((problem) => problem.severity === 'error')
      .map(({ code }) => `${i + 1} ${code}`),
  );
  const twoCashtags = [28, 31, 47, 73, 106, 161];
  expect(refused).toEqual(twoCashtags.map((row) => `${row} cashtags`));
});
