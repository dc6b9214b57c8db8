import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isChecked, spelledStretches } from '../../../core/domain/spelling.ts';

const wordsOf = (text: string) =>
  spelledStretches(text)
    .filter(({ kind }) => kind === 'word')
    .map((stretch) => stretch.text);

describe('what is checked', () => {
  test.each(['tomorow', "don't", 'well-known', 'Perch'])('%s', (word) => {
    expect(isChecked(word)).toBe(true);
  });

  test.each(['a', 'GitHub', 'iPhone', 'API', 'CPUs', 'größer', '日本', 'x2', 'v1'])('not %s', (word) => {
    expect(isChecked(word)).toBe(false);
  });
});

describe('the words of a text', () => {
  test.each<[string, string[]]>([
    ['tomorow at 09:00 we fly ', ['tomorow', 'at', 'we', 'fly']],
    ["27 Nov 2026 09:00 it's 10:30", ['Nov', "it's"]],
    ['They don’t know.', ['They', 'don’t', 'know']],
    ['well-known', ['well', 'known']],
    ['ask @ada about #maths and $TSLA', ['ask', 'about', 'and']],
    ['see https://example.com/some/path?with=query or README.md', ['see', 'or']],
    ['mail ada@example.com', ['mail']],
    ['snake_case, src/index, 5pm, key=value', []],
    ['日本語 größer API GitHub', []],
    ['', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  const token = fc.oneof(
    fc.constantFrom('@ada', '#tag', '$TSLA', 'https://exmaple.com/pth', 'teh', '09:00', '\n', '🙂', '日本語'),
    fc.string({ unit: 'grapheme' }),
  );
  const anyText = fc.array(token).map((tokens) => tokens.join(' '));

  test('put together, the stretches are the text again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stretches = spelledStretches(text);
        expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
        for (const { text: own, from } of stretches) expect(text.slice(from, from + own.length)).toBe(own);
      }),
    );
  });

  test('are never those of links, mentions, hashtags and cashtags', () => {
    const entity = fc.constantFrom(
      '@wrod',
      '#wrod',
      '$WROD',
      'https://wrod.com/wrod',
      'wrod.com/wrod?wrod=wrod',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(entity, fc.constantFrom('fine', '12', '–'))), (tokens) => {
        expect(wordsOf(tokens.join(' ')).filter((word) => word !== 'fine')).toEqual([]);
      }),
    );
  });
});
