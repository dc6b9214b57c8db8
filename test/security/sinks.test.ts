// What a person or X wrote, on its way into a file, a log or a terminal: never more than text.
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../core/adapters/system/log.ts';
import type { HistoryRow } from '../../core/domain/history.ts';
import type { PostView } from '../../core/domain/view.ts';
import { csvHeader, csvRow } from '../../core/host/transfer/posts-csv-write.ts';
import { announcePublished } from '../../electron/main-log.ts';
import { shorten } from '../../electron/tray-words.ts';
import { activityCsv } from '../../renderer/state/activity-file.ts';
import { problemsCsv } from '../../renderer/transfer/problems-csv.ts';
import { createFakeClock } from '../fakes/clock.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Ends of lines of all kinds, sequences that steer a terminal, marks that turn the direction. */
const STEERING = /[\p{Cc}\u2028-\u202E\u2066-\u2069]/u;
const wicked = fc
  .array(
    fc.oneof(
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '"', "'", ',', ';'),
      fc.constantFrom(
        '\u001B[2J',
        '\u009B31m',
        '\u001B]0;x\u0007',
        '\u0085',
        '\u2028',
        '\u2029',
        '\u202E',
        '\u2066',
      ),
      fc.constantFrom('cmd|" /C calc"!A0', '2027-03-01T12:00:00.000Z error all is lost', '<b>', '\u0000'),
      fc.string(),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

describe('a spreadsheet runs nothing of', () => {
  const RUN = /^[=+\-@\t\r\n＝＋－＠]/;
  const cells = (csv: string): readonly string[] =>
    Papa.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' }).data.flat();

  const post = (texts: readonly string[]): PostView => ({
    id: '11111111-1111-4111-8111-111111111111',
    status: 'scheduled',
    dueAt: '2027-03-01T09:00:00.000Z',
    zone: 'Asia/Tokyo',
    account: 'alice',
    parts: texts.map((text) => ({ text })),
    attempts: 0,
  });
  const happened = (detail: string): HistoryRow => ({
    seq: 1,
    at: 0,
    postId: 'a',
    part: 0,
    event: 'armed',
    from: 'scheduled',
    to: 'publishing',
    by: 'worker',
    detail,
  });

  test.each<[string, (texts: readonly string[]) => string]>([
    ['exported posts', (texts) => csvHeader(texts.length) + csvRow(post(texts), texts.length)],
    ['the activity', (texts) => activityCsv(texts.map(happened))],
    [
      'the rows that were not taken',
      (texts) =>
        problemsCsv(
          texts.map((text, row) => ({
            row,
            text,
            at: '',
            zone: '',
            problems: [{ code: 'bad-field', severity: 'error', message: text }],
          })) as unknown as Parameters<typeof problemsCsv>[0],
        ),
    ],
  ])('%s', (_file, write) => {
    fc.assert(
      fc.property(fc.array(wicked, { minLength: 1, maxLength: 3 }), (texts) => {
        expect(cells(write(texts)).filter((cell) => RUN.test(cell))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(write(['=1+1'])).toContain("'=1+1");
  });
});

describe('one event is one line, whatever it says', () => {
  test('in the log', () => {
    const lines: string[] = [];
    const log = createLog({ clock: createFakeClock(0), sinks: [(line) => lines.push(line)] });
    fc.assert(
      fc.property(wicked, (text) => {
        lines.length = 0;
        log.warn(text, { text });
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(STEERING);
        expect(lines[0]).toMatch(/^1970-01-01T00:00:00\.000Z warn /);
      }),
      { numRuns: 2_000 },
    );
    log.info('', { text: 'a\u2028b\u009Bc' });
    expect(lines.at(-1)).toContain('text="a\\u2028b\\u009bc"');
  });

  test('in the terminal that Perch was started from', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    fc.assert(
      fc.property(wicked, (text) => {
        written.mockClear();
        announcePublished({ kind: 'published', id: 'a', account: 'alice', tweetId: '1', text, late: 5 });
        expect(written).toHaveBeenCalledTimes(1);
        expect(String(written.mock.calls[0]?.[0]).replace(/\n$/, '')).not.toMatch(STEERING);
      }),
    );
  });

  test('in the menu of the tray', () => {
    fc.assert(
      fc.property(wicked, (text) => {
        expect(shorten(text, 28)).not.toMatch(STEERING);
      }),
    );
  });
});
