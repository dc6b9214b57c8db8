import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complaintOf } from '../../../core/cli/failure.ts';
import type { PostView } from '../../../core/domain/view.ts';
import { readPostsCsv } from '../../../core/host/transfer/posts-csv.ts';
import { csvHeader, csvRow } from '../../../core/host/transfer/posts-csv-write.ts';

const read = (text: string, zoneGiven = false) => readPostsCsv(text, zoneGiven);
const HEAD = 'text,at,zone';
const GOOD = 'Hello,2027-03-01T09:00,Europe/London';

function messageOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    return complaintOf(error).message;
  }
  throw new Error('was read');
}

function view(texts: readonly string[], fields: Partial<PostView> = {}): PostView {
  return {
    id: '11111111-1111-4111-8111-111111111111',
    status: 'scheduled',
    dueAt: '2027-03-01T09:00:00.000Z',
    zone: 'Asia/Tokyo',
    account: 'alice',
    parts: texts.map((text) => ({ text })),
    attempts: 0,
    ...fields,
  };
}

describe('reading', () => {
  test('quotes, commas, line breaks and quotes in quotes belong to the text', () => {
    const [row] = read(`${HEAD}\r\n"a, ""b""\r\nc\n",2027-03-01T09:00,Europe/London\r\n`);
    expect(row).toMatchObject({
      row: 1,
      parts: [{ text: 'a, "b"\r\nc\n' }],
      at: '2027-03-01T09:00',
      problems: [],
    });
  });

  test.each(['\n', '\r\n', '\r'])('line ends %j', (end) => {
    const rows = read([HEAD, GOOD, '', `"Two${end}lines",2027-03-01T09:00,Asia/Tokyo`, ''].join(end));
    expect(rows.map(({ row, parts, zone }) => [row, parts[0]?.text, zone])).toEqual([
      [1, 'Hello', 'Europe/London'],
      [2, `Two${end}lines`, 'Asia/Tokyo'],
    ]);
  });

  test('a stray \\r\\n in a file of \\n lines does not get into a text', () => {
    const [row] = read(
      'at,zone,text\n2027-03-01T09:00,Asia/Tokyo,Hello\r\n2027-03-01T09:00,Asia/Tokyo,"Two"\r\n',
    );
    expect(row?.parts).toEqual([{ text: 'Hello' }]);
  });

  test('columns come in any order and case, further parts too', () => {
    const [row] = read('Zone,TEXT,text3,At,text2,account\nAsia/Tokyo,One,,2027-03-01T09:00,Two,@bob\n');
    expect(row).toMatchObject({
      parts: [{ text: 'One' }, { text: 'Two' }],
      account: 'bob',
      zone: 'Asia/Tokyo',
    });
  });

  test.each([
    ['', 'The file is empty. The first line must be text,at,zone'],
    ['\n\n', 'The file is empty.'],
    ['text,zone\na,b', 'The header lacks the column "at".'],
    [
      'text,at\na,b',
      'The header lacks the column "zone". The first line must be text,at,zone or text,at,zone,account. Or give one zone for all rows with --zone.',
    ],
    ['text;at;zone\na;b;c', 'Separate the columns by commas, not by ";".'],
    ['text\tat\tzone', 'not by "tabs"'],
    ['text,at,zone,acount', 'The header has an unknown column "acount".'],
    ['text,at,zone,text', 'The header has the column "text" twice'],
    ['Hello,2027-03-01T09:00,Europe/London', 'unknown column "hello"'],
    ['"text,at,zone\nHello', 'The header: A quote that opens on line 1 is never closed'],
  ])('%j is refused as a whole', (text, message) => {
    expect(messageOf(text)).toContain(message);
  });

  test.each([
    [`${HEAD}\n${GOOD}\n"Open,2027-03-01T09:00,Europe/London\n${GOOD}`, 2, 'open-quote', 'opens on line 3'],
    [`${HEAD}\n\n\n"Two\nlines",x,"open\n`, 1, 'open-quote', 'opens on line 5'],
    [`${HEAD}\n"a"b,2027-03-01T09:00,Europe/London`, 1, 'bad-quote', 'line 2'],
    [
      `${HEAD}\n"Two\nlines",x,y\nHi, there,2027-03-01T09:00,Europe/London`,
      2,
      'extra-fields',
      'Line 4 has 4 fields and the header 3',
    ],
    [`${HEAD}\nHello,2027-03-01T09:00`, 1, 'missing-fields', 'Line 2 has 2 of 3 fields'],
    [`${HEAD}\r\n${GOOD}\n${GOOD}\r\n`, 1, 'extra-fields', 'end every row in the same way'],
  ])('%j: one row is broken', (text, row, code, message) => {
    const broken = read(text).find(({ problems }) => problems.length > 0);
    expect(broken).toMatchObject({ row, problems: [{ code, severity: 'error' }] });
    expect(broken?.problems[0]?.message).toContain(message);
  });

  test('a text of another program keeps its apostrophe', () => {
    expect(read(`${HEAD}\n'=1+1,2027-03-01T09:00,Asia/Tokyo`)[0]?.parts).toEqual([{ text: "'=1+1" }]);
  });
});

describe('writing', () => {
  test.each(['=1+1', '+49', '-1', '@alice', '＝1', "'quoted'", '\t=1', '\r\n=1'])(
    '%j cannot run as a formula',
    (text) => {
      const line = csvRow(view([text]), 1);
      expect(line).toMatch(/^(?:"?')/);
      expect(read(csvHeader(1) + line)[0]?.parts).toEqual([{ text }]);
    },
  );

  test('ids of X and places without one come back', () => {
    const parts = [{ text: 'a', tweetId: '1' }, { text: 'b' }, { text: 'c', tweetId: '3' }, { text: 'd' }];
    const line = csvRow(view([], { parts, status: 'published' }), 5);
    expect(read(csvHeader(5) + line)[0]).toMatchObject({
      parts: ['a', 'b', 'c', 'd'].map((text) => ({ text })),
      tweets: [{ tweetId: '1' }, {}, { tweetId: '3' }],
      status: 'published',
      problems: [],
    });
  });

  test('what was deleted comes back as deleted', () => {
    const deletedAt = '2027-03-02T09:00:00.000Z';
    const parts = [{ text: 'a', tweetId: '1' }, { text: 'b', tweetId: '2', deletedAt }, { text: 'c' }];
    const line = csvRow(view([], { parts, status: 'cancelled' }), 3);
    expect(read(csvHeader(3) + line)[0]).toMatchObject({
      tweets: [{ tweetId: '1' }, { tweetId: '2', deletedAt: Date.parse(deletedAt) }],
      status: 'cancelled',
      problems: [],
    });
  });

  test('any texts come back byte for byte', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('"', ',', "'", '\n', '\r', '=', '-', ' ', 'a', '﻿') }),
    );
    const thread = fc
      .array(text, { minLength: 1, maxLength: 4 })
      .filter((texts) => texts.length === 1 || texts.at(-1) !== '');
    fc.assert(
      fc.property(fc.array(thread, { minLength: 1, maxLength: 5 }), (posts) => {
        const file = csvHeader(4) + posts.map((texts) => csvRow(view(texts), 4)).join('');
        const rows = read(file);
        expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
        expect(rows.map(({ parts }) => parts.map(({ text }) => text))).toEqual(posts);
      }),
    );
  });
});
