import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test, vi } from 'vitest';
import { renderExcerpt, renderText } from '../../../core/adapters/sandbox/transform.ts';
import { findPosted, isSameText } from '../../../core/domain/reconcile.ts';
import { snowflakeAt } from '../../../core/domain/snowflake.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import type { TimelinePost } from '../../../core/domain/timeline.ts';

const T0 = Date.UTC(2027, 2, 1, 9);
const NOTE_LENGTH = 280;

/** What the timeline gives for a text that was posted, by the sandbox's rules for it. */
function posted(written: string, id = snowflakeAt(T0)): TimelinePost {
  const whole = renderText(id, written);
  const shown = written.length > NOTE_LENGTH ? renderExcerpt(id, written) : whole;
  const urls = [...shown.urls, ...whole.urls].map(({ url, expanded_url: expanded }) => ({ url, expanded }));
  return { id, text: shown.text, urls, ...(written.length > NOTE_LENGTH ? { noteText: whole.text } : {}) };
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}$/),
  fc.constantFrom(
    'Über',
    'naïve',
    'cafe\u0301',
    'Nin\u0303o',
    '\u1112\u1161\u11ab',
    'A\u030Angstro\u0308m',
    'ﬁn',
    '…',
    '—',
  ),
  fc.constantFrom(
    '日本語',
    'こんにちは。',
    '한국어',
    'مرحبا',
    'שלום',
    'Здравствуйте',
    'ไทย',
    '見てhttp://a.com/xです',
  ),
  fc.constantFrom('🎉', '👨‍👩‍👧‍👦', '🇬🇧', '🐦‍🔥', '👍🏽', '1️⃣', '❤️', '🧑‍🎄'),
  fc.constantFrom('&', '<', '>', '<b>bold</b>', 'R&D', 'a<b', '&amp;', '&lt;', '&quot;', '&&&', '->', '<3'),
  fc.constantFrom(
    '@jack',
    '@perch_app:',
    '#launch',
    '#日本',
    '$TSLA',
    '$btc',
    '.@x',
    'me@example.com',
    'Node.js',
  ),
);
const link = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'example.com',
    'README.md',
    'sub.example.co.uk/Path?a=b&c=d',
    'x.ai',
    'perch.app/',
    'EXAMPLE.com/X',
  ),
  fc.constantFrom(
    'https://example.com',
    'http://example.com/',
    'HTTPS://Example.COM/A',
    'https://münchen.de/straße',
    'http://日本語.jp',
  ),
  fc.constantFrom(
    '(https://a.com/x_(y))',
    'https://a.com/a,b.',
    'https://a.com/?q=%E6%97%A5&x=<',
    'http://t.co/abc',
    'https://a.com:8080/',
  ),
);
const gap = fc.constantFrom(' ', ' ', ' ', '\n', '\n\n', '  ', '\t');

const text = fc
  .array(fc.tuple(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: link }), gap), {
    minLength: 1,
    maxLength: 60,
  })
  .map((tokens) => tokens.flat().join(''));

/** The same text with one code point, or one word, not as it was. */
const nearTwins = text.chain((written) => {
  const points = [...written.trim()];
  const place = fc.nat({ max: Math.max(0, points.length - 1) });
  const changed = place.map((at) => points.with(at, points[at] === '7' ? '8' : '7').join(''));
  const longer = place.map((at) => points.toSpliced(at, 0, ' really ').join(''));
  const shorter = place
    .filter((at) => /[a-z日🎉]/u.test(points[at] ?? ''))
    .map((at) => points.toSpliced(at, 1).join(''));
  const twins = /[a-z日🎉]/u.test(written) ? [changed, longer, shorter] : [changed, longer];
  return fc.tuple(fc.constant(written), fc.oneof(...twins));
});

vi.setConfig({ testTimeout: 60_000 });
const RUNS = { numRuns: 2_000 };

describe('what the sandbox makes of a text', () => {
  test('is found again', () => {
    fc.assert(
      fc.property(text, (written) => isSameText(posted(written), written)),
      RUNS,
    );
  });

  test('is found again when X composes or decomposes it', () => {
    fc.assert(
      fc.property(text, (written) => isSameText(posted(written.normalize('NFD')), written.normalize('NFC'))),
      RUNS,
    );
  });

  test('is not taken for a near twin, in either direction', () => {
    fc.assert(
      fc.property(nearTwins, ([written, twin]) => {
        const same = (candidate: string, wanted: string) => isSameText(posted(candidate), wanted);
        return !same(twin, written) && !same(written, twin);
      }),
      RUNS,
    );
  });

  test('is picked out of a whole timeline of near twins', () => {
    fc.assert(
      fc.property(fc.array(nearTwins, { minLength: 1, maxLength: 8 }), fc.nat(), (pairs, pick) => {
        const chosen = pairs[pick % pairs.length]?.[0] ?? '';
        const others = pairs.map(([, twin]) => twin).filter((twin) => twin !== chosen);
        const timeline = [...others, chosen].map((written, index) =>
          posted(written, snowflakeAt(T0 + index)),
        );
        const wanted = { text: chosen, sentAfter: T0, clockSlack: MINUTE };
        const found = findPosted(timeline.toReversed(), wanted, new Set());
        return found !== undefined && isSameText(found, chosen);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the 200 texts', () => {
  const csv = readFileSync(new URL('../../fixtures/posts.csv', import.meta.url), 'utf8');
  const texts = Papa.parse<{ text: string }>(csv, { header: true, skipEmptyLines: true }).data.map(
    (row) => row.text,
  );

  test('are all found, and none for another', () => {
    expect(texts.length).toBeGreaterThanOrEqual(200);
    const timeline = texts.map((written, index) => posted(written, snowflakeAt(T0 + index)));
    const confused = texts.flatMap((written, index) =>
      timeline.flatMap((post, other) =>
        isSameText(post, written) === (texts[other]?.trim() === texts[index]?.trim())
          ? []
          : [[written, texts[other]]],
      ),
    );
    expect(confused).toEqual([]);
  });
});
