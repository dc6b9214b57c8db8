import { describe, expect, test } from 'vitest';
import { checkPost } from '../../../core/domain/check.ts';
import type { PartContent } from '../../../core/domain/content.ts';
import { costOfPost } from '../../../core/domain/cost.ts';
import { checkMedia, type Media } from '../../../core/domain/media.ts';
import { recogniseMedia } from '../../../core/domain/media-bytes.ts';
import { HOUR } from '../../../core/domain/time.ts';
import { aClip, aMedia, aPicture } from '../../fakes/content.ts';

const MB = 1024 * 1024;
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)),
  );
const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

describe('what a file is', () => {
  test.each<[string, Uint8Array, object | undefined]>([
    ['a PNG', aPicture(), { type: 'image/png', width: 640, height: 480 }],
    ['a GIF', bytes('GIF89a', [64, 1, 240, 0]), { type: 'image/gif', width: 320, height: 240 }],
    [
      'a JPEG behind what a camera wrote',
      bytes([255, 216, 255, 225, 0, 6], zeros(4), [255, 192, 0, 17, 8, 1, 224, 2, 128], zeros(10)),
      { type: 'image/jpeg', width: 640, height: 480 },
    ],
    ['a JPEG whose head does not tell its size', bytes([255, 216, 255, 224, 0, 16]), { type: 'image/jpeg' }],
    [
      'a lossy WebP',
      bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [128, 2, 224, 1]),
      { type: 'image/webp', width: 640, height: 480 },
    ],
    [
      'an extended WebP',
      bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [127, 2, 0, 223, 1, 0]),
      { type: 'image/webp', width: 640, height: 480 },
    ],
    [
      'a lossless WebP',
      bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(5), [127, 194, 119, 0], zeros(8)),
      { type: 'image/webp', width: 640, height: 480 },
    ],
    ['an MP4', aClip(), { type: 'video/mp4', width: 640, height: 360, durationMs: 4_000 }],
    [
      'an MP4 that tells its size at its end',
      bytes([0, 0, 0, 16], 'ftypisom', zeros(4)),
      { type: 'video/mp4' },
    ],
    ['a film of a phone', bytes([0, 0, 0, 16], 'ftypqt  ', zeros(4)), { type: 'video/quicktime' }],
    ['a HEIC', bytes([0, 0, 0, 16], 'ftypheic', zeros(4)), undefined],
    ['a PDF', bytes('%PDF-1.7'), undefined],
    ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
    ['nothing', bytes(), undefined],
    ['the beginning of a PNG', aPicture().subarray(0, 20), undefined],
    ['a sound', bytes('RIFF', zeros(4), 'WAVEfmt '), undefined],
  ])('%s', (_, file, expected) => {
    expect(recogniseMedia(file)).toEqual(expected);
  });

  test('no beginning of a file makes the reader fall over', () => {
    for (const file of [aPicture(), aClip(), bytes([255, 216, 255, 225, 255, 255])])
      for (let end = 0; end <= Math.min(file.length, 400); end++) recogniseMedia(file.subarray(0, end));
  });
});

const codes = (media: readonly Media[], premium = false): readonly string[] =>
  checkMedia(media, { premium }).map(({ code, severity }) => `${severity} ${code}`);

describe('media that X', () => {
  const gif = aMedia({ type: 'image/gif' });
  const video = aMedia({ type: 'video/mp4', durationMs: 10_000 });
  test.each<[string, readonly Media[], readonly string[]]>([
    ['takes: four pictures', [aMedia(), aMedia(), aMedia(), aMedia()], []],
    ['takes: one GIF', [gif], []],
    ['takes: one video', [video], []],
    ['takes: a picture of 5 MB', [aMedia({ size: 5 * MB })], []],
    ['refuses: five pictures', Array.from({ length: 5 }, () => aMedia()), ['error media-count']],
    ['refuses: a GIF with a picture', [gif, aMedia()], ['error media-mix']],
    ['refuses: two videos', [video, video], ['error media-mix']],
    ['refuses: a picture of more than 5 MB', [aMedia({ size: 5 * MB + 1 })], ['error media-size']],
    ['refuses: a GIF of more than 15 MB', [{ ...gif, size: 15 * MB + 1 }], ['error media-size']],
    ['refuses: a video of more than 512 MB', [{ ...video, size: 512 * MB + 1 }], ['error media-size']],
    ['refuses: a huge picture', [aMedia({ width: 8_193 })], ['error media-dimensions']],
    ['refuses: a dot', [aMedia({ width: 1, height: 1 })], ['error media-dimensions']],
    ['may refuse: a large GIF', [{ ...gif, width: 1_281 }], ['warning media-dimensions']],
    ['refuses: a film', [{ ...video, durationMs: 140_001 }], ['error media-length']],
    ['refuses: a flash', [{ ...video, durationMs: 499 }], ['error media-length']],
    [
      'refuses: a description of 1,001 characters',
      [aMedia({ alt: 'x'.repeat(1_001) })],
      ['error alt-too-long'],
    ],
    ['takes, but says nothing to the blind', [aMedia({ alt: ' ' })], ['warning no-alt']],
  ])('%s', (_, media, expected) => {
    expect(codes(media)).toEqual(expected);
  });

  test('takes long films of Premium accounts only', () => {
    expect(codes([{ ...video, durationMs: 600_000 }], true)).toEqual(['warning media-length']);
  });
});

describe('what goes together', () => {
  const poll = { options: ['a', 'b'], minutes: 60 };
  const found = (...parts: readonly PartContent[]): readonly string[] =>
    checkPost(parts, { premium: false }).map(({ part, severity, code }) => `${part} ${severity} ${code}`);
  test.each<[string, readonly PartContent[], readonly string[]]>([
    ['a picture without a text', [{ text: '', media: [aMedia()] }], []],
    ['a poll without a question', [{ text: ' ', poll }], ['0 error empty']],
    ['a poll', [{ text: 'Which?', poll }], []],
    ['a poll with one answer', [{ text: 'x', poll: { ...poll, options: ['a'] } }], ['0 error poll']],
    ['a poll with five answers', [{ text: 'x', poll: { ...poll, options: [...'abcde'] } }], ['0 error poll']],
    ['an empty answer', [{ text: 'x', poll: { ...poll, options: ['a', ''] } }], ['0 error poll']],
    ['a long answer', [{ text: 'x', poll: { ...poll, options: ['a', 'b'.repeat(26)] } }], ['0 error poll']],
    ['the same answer twice', [{ text: 'x', poll: { ...poll, options: ['a', 'a '] } }], ['0 error poll']],
    ['4 minutes', [{ text: 'x', poll: { ...poll, minutes: 4 } }], ['0 error poll']],
    ['8 days', [{ text: 'x', poll: { ...poll, minutes: 10_081 } }], ['0 error poll']],
    ['a poll with a picture', [{ text: 'x', poll, media: [aMedia()] }], ['0 error poll-with-media']],
    [
      'a quote with a picture',
      [{ text: 'x', quote: '12', media: [aMedia()] }],
      ['0 error quote-with-media', '0 warning quote-own-only'],
    ],
    [
      'the same text under other pictures',
      [
        { text: 'x', media: [aMedia()] },
        { text: 'x', media: [aMedia({ hash: 'cd'.repeat(32) })] },
      ],
      [],
    ],
    [
      'the same text and picture',
      [
        { text: 'x', media: [aMedia()] },
        { text: 'x', media: [aMedia()], after: HOUR },
      ],
      ['1 error repeat'],
    ],
    ['a first part that follows', [{ text: 'x', after: 1 }], ['0 error delay']],
    ['a day between two parts', [{ text: 'x' }, { text: 'y', after: 24 * HOUR }], ['1 error delay']],
  ])('%s', (_, parts, expected) => {
    expect(found(...parts)).toEqual(expected);
  });

  test('a reply cannot say who may reply', () => {
    const options = { premium: false, replyTo: '12' };
    const of = (more: object) => checkPost([{ text: 'x' }], { ...options, ...more }).map(({ code }) => code);
    expect(of({})).toEqual(['reply-own-only']);
    expect(of({ replySettings: 'following' })).toEqual(['reply-own-only', 'reply-settings']);
  });

  test('every problem says what to do', () => {
    const parts = [
      { text: '', media: Array.from({ length: 5 }, () => aMedia({ alt: '', width: 9_000, size: 6 * MB })) },
      { text: 'x', poll: { options: ['', 'b'.repeat(30)], minutes: 1 }, media: [aMedia()], after: -1 },
    ];
    for (const { message } of checkPost(parts, { premium: false })) expect(message).toMatch(/: .+\.$/);
  });
});

test('a description costs half a cent, a picture itself nothing', () => {
  expect(costOfPost([{ text: 'x', media: [aMedia(), aMedia({ alt: '' })] }])).toBe(0.02);
});
