import { describe, expect, test } from 'vitest';
import { detectLayout, isoOf, layoutProblem } from '../../../core/domain/import-layout.ts';

const BUFFER = ['Text', 'Image URL', 'Tags', 'Posting Time'];

describe('the layout of a file', () => {
  test('of Buffer is known by its header', () => {
    const detected = detectLayout([BUFFER, ['Hello', '', 'a', '2027-04-01 09:00']]);
    expect(detected).toEqual({
      kind: 'buffer',
      layout: { header: true, columns: ['text', 'media', 'skip', 'at'], dates: 'ymd' },
    });
  });

  test('of Hootsuite has no header, and its dates tell their order where they can', () => {
    const detected = detectLayout([
      ['04/01/2027 09:00', 'Hello', 'https://example.com'],
      ['04/25/2027 09:00', 'Two', ''],
    ]);
    expect(detected).toEqual({
      kind: 'hootsuite',
      layout: { header: false, columns: ['at', 'text', 'link'], dates: 'mdy' },
    });
    const unsure = detectLayout([['04/01/2027 09:00', 'Hello', '']]);
    expect(unsure.layout.dates).toBeNull();
    expect(layoutProblem(unsure.layout)).toMatch(/order/);
  });

  test('of any other program is taken from the names of its columns', () => {
    const detected = detectLayout([
      ['Scheduled Date', 'Time', 'Time zone', 'Tweet', 'Handle', 'Notes', 'Message'],
      ['25.12.2027', '9:00 AM', 'Europe/London', 'Hello', '@bob', 'x', 'y'],
    ]);
    expect(detected.kind).toBe('other');
    expect(detected.layout).toEqual({
      header: true,
      columns: ['date', 'time', 'zone', 'text', 'account', 'skip', 'skip'],
      dates: 'dmy',
    });
  });

  test.each([
    [['Notes', 'When it goes'], /text/],
    [['Text', 'Notes'], /day and time/],
  ])('that lacks something says what: %j', (names, problem) => {
    expect(layoutProblem(detectLayout([names]).layout)).toMatch(problem);
  });
});

test.each([
  ['2027-04-01 09:00', 'ymd', '2027-04-01T09:00'],
  ['2027-04-01T09:00:30', 'ymd', '2027-04-01T09:00:30'],
  ['04/01/2027 09:00', 'mdy', '2027-04-01T09:00'],
  ['04/01/2027 09:00', 'dmy', '2027-01-04T09:00'],
  ['1.4.27 9:05', 'dmy', '2027-04-01T09:05'],
  ['4/1/2027 12:15 AM', 'mdy', '2027-04-01T00:15'],
  ['4/1/2027 12:15 p.m.', 'mdy', '2027-04-01T12:15'],
  ['4/1/2027, 1:15 PM', 'mdy', '2027-04-01T13:15'],
  // Left to whoever reads ISO, or says that it is no time.
  ['2027-04-01T09:00Z', 'ymd', '2027-04-01T09:00Z'],
  ['2027-04-01T09:00+02:00', 'ymd', '2027-04-01T09:00+02:00'],
  ['25/12/2027 09:00', 'mdy', '25/12/2027 09:00'],
  ['tomorrow', 'ymd', 'tomorrow'],
  ['4/1/2027 at nine', 'mdy', '4/1/2027 at nine'],
] as const)('%s, %s, is %s', (written, order, iso) => {
  expect(isoOf(written, order)).toBe(iso);
});
