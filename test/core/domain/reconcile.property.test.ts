import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test, vi } from 'vitest';
import type { PostRecord } from '../../../core/adapters/sandbox/posts.ts';
import { presentPost } from '../../../core/adapters/sandbox/present.ts';
import { pageOf } from '../../../core/adapters/x/timeline.ts';
import { findPosted, isSameText } from '../../../core/domain/reconcile.ts';
import { snowflakeAt } from '../../../core/domain/snowflake.ts';
import { measureText, PREMIUM_LIMIT } from '../../../core/domain/text.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import type { TimelinePost } from '../../../core/domain/timeline.ts';
import { cases, texts } from './reconcile-texts.ts';

const T0 = Date.UTC(2027, 2, 1, 9);
const FIELDS = ['entities', 'note_tweet', 'referenced_tweets', 'attachments'];

/** Everybody is called the same, and every upload is a picture. */
const WORLD: Parameters<typeof presentPost>[2] = {
  accounts: { byId: () => ({ username: 'alice' }) } as never,
  media: { find: () => undefined } as never,
  posts: { find: () => undefined } as never,
};

type Posted = Partial<Pick<PostRecord, 'id' | 'quotedId' | 'extras'>>;

/** What the X adapter reads on the timeline of the sandbox for a text that was posted. */
function posted(
  text: string,
  { id = snowflakeAt(T0), quotedId = '', extras = {} }: Posted = {},
): TimelinePost {
  const { weightedLength } = measureText(text, { limit: PREMIUM_LIMIT });
  const record = { id, authorId: '1', text, textKey: '', weightedLength, parentId: '', quotedId };
  const more = { conversationId: id, replySettings: 'everyone', createdAt: T0, deletedAt: null, extras };
  const body = { data: [presentPost({ ...record, ...more }, FIELDS, WORLD)], meta: { result_count: 1 } };
  const page = pageOf({ kind: 'answer', http: 200, headers: {}, body });
  const [post] = page?.posts ?? [];
  if (!post) throw new Error(`the adapter cannot read ${JSON.stringify(body)}`);
  return post;
}

vi.setConfig({ testTimeout: 60_000 });
const RUNS = { numRuns: 500 };

describe('what the sandbox makes of a text', () => {
  test('is found again', () => {
    fc.assert(
      fc.property(texts, (written) => isSameText(posted(written), written)),
      RUNS,
    );
  });

  test('is found again under its media, behind which X puts their link', () => {
    const wanted = { sentAfter: T0, clockSlack: MINUTE, mediaTries: [['70', '71']] };
    const find = (text: string, post: TimelinePost) => findPosted([post], { ...wanted, text }, new Set());
    fc.assert(
      fc.property(texts, (text) => {
        const post = posted(text, { extras: { mediaIds: ['70', '71'] } });
        const other = posted(text, { extras: { mediaIds: ['80'] } });
        return (
          find(text, post) !== undefined &&
          find('another', post) !== undefined &&
          find('another', other) === undefined &&
          find(text, posted(text)) === undefined &&
          (find(text, other) !== undefined) === (text.trim() !== '')
        );
      }),
      RUNS,
    );
    expect(find('', posted('', { extras: { mediaIds: ['70', '71'] } }))).toBeDefined();
    expect(find('', posted('', { extras: { mediaIds: ['80'] } }))).toBeUndefined();
  });

  test('is found again when it quotes, behind which X puts the link of what is quoted', () => {
    const quote = '1900000000000000001';
    fc.assert(
      fc.property(texts, (text) => {
        const post = posted(text, { quotedId: quote });
        return isSameText(post, text, quote) && !isSameText(post, text, '1900000000000000002');
      }),
      RUNS,
    );
  });

  test('is found again when X composes or decomposes it', () => {
    fc.assert(
      fc.property(texts, (written) => isSameText(posted(written.normalize('NFD')), written.normalize('NFC'))),
      RUNS,
    );
  });

  test('is not taken for a near twin, in either direction', () => {
    const binds = (candidate: string, wanted: string) => isSameText(posted(candidate), wanted);
    fc.assert(
      fc.property(cases, ({ written, twins }) => {
        const back = posted(written);
        expect(twins.filter((twin) => binds(twin, written))).toEqual([]);
        expect(twins.filter((twin) => isSameText(back, twin))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('is picked out of a whole timeline of near twins', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ written, twins }, place) => {
        const all = twins.toSpliced(place % (twins.length + 1), 0, written);
        const timeline = all.map((text, index) => posted(text, { id: snowflakeAt(T0 + index) }));
        const wanted = { text: written, sentAfter: T0, clockSlack: MINUTE };
        const found = findPosted(timeline.toReversed(), wanted, new Set());
        return found?.id === snowflakeAt(T0 + (place % (twins.length + 1)));
      }),
      { numRuns: 100 },
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
    const timeline = texts.map((written, index) => posted(written, { id: snowflakeAt(T0 + index) }));
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
