import { describe, expect, test } from 'vitest';
import type { Layout } from '../../../core/domain/import-layout.ts';
import { parsePostFile } from '../../../core/host/transfer/post-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, layout?: Layout, strict = false) =>
  parsePostFile('posts.csv', bytes(text), { zoneGiven: true, strict, ...(layout && { layout }) });

const textsOf = (parts: readonly { readonly text: string }[]) => parts.map(({ text }) => text);

describe('a file of Buffer', () => {
  const FILE = [
    'Text,Image URL,Tags,Posting Time',
    '"Hello, ""you"" ",https://example.com/a.png,tag,2027-04-01 09:00',
    'Later,,,',
  ].join('\r\n');

  test('has texts as they are, drafts where no time is, and says what is not brought', () => {
    const { kind, rows } = read(FILE);
    expect(kind).toBe('buffer');
    expect(rows.map(({ parts, at, status }) => [textsOf(parts), at, status])).toEqual([
      [['Hello, "you" '], '2027-04-01T09:00', 'scheduled'],
      [['Later'], '', 'draft'],
    ]);
    expect(rows.map(({ problems }) => problems.map(({ code, severity }) => [code, severity]))).toEqual([
      [['no-media', 'warning']],
      [['no-time', 'warning']],
    ]);
  });
});

describe('a file of Hootsuite', () => {
  test('begins with a post, which may have line breaks, and its link comes to the text once', () => {
    const { kind, rows, columns } = read(
      '"25/12/2027 09:00","Two\nlines","https://example.com"\r\n"26/12/2027 09:00","See https://example.com","https://example.com"\r\n"26/12/2027 10:00","None"\r\n',
    );
    expect(kind).toBe('hootsuite');
    expect(columns.map(({ name }) => name)).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(rows.map(({ row, parts, at }) => [row, textsOf(parts), at])).toEqual([
      [1, ['Two\nlines https://example.com'], '2027-12-25T09:00'],
      [2, ['See https://example.com'], '2027-12-26T09:00'],
      [3, ['None'], '2027-12-26T10:00'],
    ]);
  });

  test('whose dates can be read in two ways has no rows before somebody says how', () => {
    const text = '"04/03/2027 09:00","Hello",""\n';
    const unsure = read(text);
    expect(unsure).toMatchObject({ rows: [], problem: expect.stringMatching(/order/) });
    const layout = { ...(unsure.layout as Layout), dates: 'dmy' as const };
    expect(read(text, layout).rows[0]?.at).toBe('2027-03-04T09:00');
  });
});

describe('any other CSV', () => {
  test('may be parted by semicolons or tabs', () => {
    for (const sign of [';', '\t']) {
      const { rows } = read([`Message${sign}Date${sign}Time`, `Hi${sign}1.12.2027${sign}9:00`].join('\n'), {
        header: true,
        columns: ['text', 'date', 'time'],
        dates: 'dmy',
      });
      expect(rows[0]).toMatchObject({ parts: [{ text: 'Hi' }], at: '2027-12-01T09:00' });
    }
  });

  test('may have a thread in several columns, and refuses a row that does not fit', () => {
    const layout: Layout = { header: true, columns: ['text', 'at', 'text', 'text'], dates: 'ymd' };
    const { rows } = read('A,B,C,D\nOne,2027-04-01 09:00,Two,\nOne,2027-04-01 09:00,,,,too many\n', layout);
    expect(textsOf(rows[0]?.parts ?? [])).toEqual(['One', 'Two']);
    expect(rows[1]?.problems[0]?.code).toBe('extra-fields');
  });

  test('is only guessed at where a person looks at it before', () => {
    const text = 'Message,Date\nHi,2027-04-01 09:00\n';
    expect(read(text).rows).toHaveLength(1);
    expect(() => read(text, undefined, true)).toThrow(/unknown column "message"/);
  });
});

test('a file of Perch is read by its own rules, whatever it is called', () => {
  expect(read('text,at,zone\nHi,2027-04-01T09:00,Asia/Tokyo\n')).toMatchObject({ kind: 'perch' });
  expect(() => parsePostFile('posts.xlsx', bytes(''), { zoneGiven: true })).toThrow(/\.csv or \.json/);
  expect(() => parsePostFile('a.csv', new Uint8Array([0xff, 0xfe]), { zoneGiven: true })).toThrow(/UTF-8/);
});
