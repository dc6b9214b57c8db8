import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import type { PostView } from '../../core/domain/view.ts';
import { readPostsCsv } from '../../core/host/transfer/posts-csv.ts';
import { perch, tempHome, wallFromNow } from './run-perch.ts';

type Row = {
  row: number;
  at: string | null;
  zone: string;
  status?: string;
  id?: string;
  problems: { code: string; severity: string; message: string }[];
};
type Rehearsal = { rows: Row[] };
type Report = { added: number; already: number; refused: number; rows: Row[] };

const POSTS = join(ROOT, 'test/fixtures/posts.csv');
const source = readPostsCsv(readFileSync(POSTS, 'utf8'), false);

/** The texts of the fixture at times to come, so that this test never grows too old. */
function retimed(folder: string): {
  readonly file: string;
  readonly rows: readonly (readonly [string, string])[];
} {
  const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe'];
  const rows = source.map(({ parts }, i) => {
    const texts = parts.map(({ text }) => text);
    const at = Temporal.Now.instant()
      .add({ hours: 24 + i })
      .round('minute');
    const zone = zones[i % zones.length] ?? 'UTC';
    return [texts[0] ?? '', at.toString(), zone] as const;
  });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const file = join(folder, 'retimed.csv');
  writeFileSync(
    file,
    ['text,at,zone', ...rows.map(([text, at, zone]) => [quote(text), at, zone].join(','))].join('\r\n'),
  );
  return { file, rows: rows.map(([text, at]) => [text, at] as const) };
}

describe('import --dry-run', () => {
  test('resolves all 200 rows across the changes of clocks and says what X would refuse', async () => {
    const home = tempHome();
    const run = await perch(['import', POSTS, '--dry-run', '--json'], { home });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { rows } = run.json<Rehearsal>();
    expect(rows).toHaveLength(200);
    for (const [i, { row, at, zone }] of rows.entries()) {
      const wall = Temporal.PlainDateTime.from(source[i]?.at ?? '');
      const expected = wall.toZonedDateTime(source[i]?.zone ?? '').toInstant().epochMilliseconds;
      expect([row, Date.parse(at ?? ''), zone]).toEqual([i + 1, expected, source[i]?.zone]);
    }
    for (const zone of ['Europe/London', 'America/New_York', 'Australia/Lord_Howe']) {
      const offsets = rows
        .filter((row) => row.zone === zone)
        .map(({ at }) => Temporal.Instant.from(at ?? '').toZonedDateTimeISO(zone).offset);
      expect(new Set(offsets).size).toBe(2);
    }
    const refused = rows.filter(({ problems }) => problems.some(({ code }) => code === 'cashtags'));
    expect(refused.map(({ row }) => row)).toEqual([28, 31, 47, 73, 106, 161]);
    expect(readdirSync(home)).toEqual([]);
  });

  test('says it in words and needs no home', async () => {
    const run = await perch(['import', POSTS, '--dry-run'], { home: '/dev/null/perch' });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^ {4}1 {2}Mon 1 Mar 2027, 09:00 GMT \(Europe\/London\) {2}This is a tweet/);
    expect(run.stdout).toMatch(/200 rows: \d+ would be added, \d+ refused\. Nothing was written\.\n$/);
  });
});

describe('import', () => {
  test('adds the good rows once, lists the bad ones, and an export brings every byte back', async () => {
    const home = tempHome();
    const { file, rows } = retimed(home);
    const first = await perch(['import', file, '--json'], { home });
    expect(first).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('6 rows were refused: correct them and import the file again'),
    });
    const report = first.json<Report>();
    expect(report).toMatchObject({ added: 194, already: 0, refused: 6 });
    const again = await perch(['import', file], { home });
    expect(again).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /Row 28 .*\n +error +X allows one cashtag[\s\S]*0 added, 194 were in already, 6 refused\.\n$/,
      ),
    });

    const good = rows.filter((_, i) => report.rows[i]?.status === 'added');
    const listed = (await perch(['list', '--json'], { home })).json<PostView[]>();
    expect(listed.map(({ parts, dueAt }) => [parts[0]?.text, dueAt])).toEqual(
      good.map(([text, at]) => [text, new Date(at).toISOString()]),
    );

    const [csv, json] = [join(home, 'out.csv'), join(home, 'out.json')];
    const written = await perch(['export', '--format', 'csv', '--output', csv, '--json'], { home });
    expect(written.json()).toEqual({ format: 'csv', output: csv, posts: 194 });
    writeFileSync(json, (await perch(['export', '--json'], { home })).stdout);
    for (const exported of [csv, json]) {
      const other = tempHome();
      const copy = join(other, exported === csv ? 'in.csv' : 'in.json');
      copyFileSync(exported, copy);
      expect((await perch(['import', copy, '--json'], { home: other })).json()).toMatchObject({
        added: 194,
        already: 0,
        refused: 0,
      });
      expect((await perch(['list', '--json'], { home: other })).json()).toEqual(listed);
      expect((await perch(['import', copy], { home: other })).code).toBe(0);
    }
    expect(readdirSync(home).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('rows without a zone or an account get the ones of the command line', async () => {
    const home = tempHome();
    const file = join(home, 'plain.csv');
    writeFileSync(file, `text,at\nHello,${wallFromNow(24 * 60)}\n`);
    const [without, unknown] = await Promise.all([
      perch(['import', file], { home }),
      perch(['import', file, '--zone', 'UTC', '--account', '@nobody', '--json'], { home }),
    ]);
    expect(without).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('lacks the column "zone"'),
    });
    expect(unknown.json<Report>().rows[0]?.problems).toMatchObject([{ code: 'unknown-account' }]);
    const run = await perch(['import', file, '--zone', 'asia/tokyo', '--json'], { home });
    expect(run.json<Report>()).toMatchObject({
      added: 1,
      rows: [{ row: 1, status: 'added', zone: 'Asia/Tokyo' }],
    });
  });

  test('a file that is no such file is refused in one sentence, and nothing is written', async () => {
    const folder = tempHome();
    const files: readonly (readonly [string, string | Buffer | undefined, RegExp])[] = [
      ['none.csv', undefined, /There is no file .*none\.csv: check the path/],
      ['posts.txt', 'text,at,zone', /ends in \.csv or \.json/],
      ['empty.csv', '', /The file is empty\. The first line must be text,at,zone/],
      ['latin.csv', Buffer.from('text,at,zone\nCaf\xe9,x,y', 'latin1'), /not UTF-8 text: save it again/],
      ['half.json', '[{"id":', /not readable as JSON/],
      ['object.json', '{"posts":[]}', /holds no array/],
      ['header.csv', 'id;text\n', /unknown column/],
    ];
    await Promise.all(
      files.map(async ([name, content, message]) => {
        const file = join(folder, name);
        if (content !== undefined) writeFileSync(file, content);
        const home = join(folder, `home-${name}`);
        const run = await perch(['import', file, '--json'], { home });
        expect(run.code).toBe(1);
        expect(run.stderr).toMatch(message);
        expect(run.stderr).not.toContain('stumbled');
        expect(run.json()).toMatchObject({ error: { message: run.stderr.trim() } });
        expect(existsSync(home)).toBe(false);
      }),
    );
    expect((await perch(['import', folder], { home: folder })).stderr).toMatch(/\.csv or \.json/);
  });

  test('a broken row is named with its line, the others are added', async () => {
    const home = tempHome();
    const file = join(home, 'broken.csv');
    const at = wallFromNow(24 * 60);
    writeFileSync(
      file,
      `\uFEFFtext,at,zone\r\nGood,${at},UTC\r\nToo, many,${at},UTC\r\nFew,${at}\r\n"Open,${at},UTC\r\n`,
    );
    const run = await perch(['import', file, '--json'], { home });
    expect(run.code).toBe(1);
    expect(run.json<Report>().rows.map(({ status, problems }) => problems[0]?.code ?? status)).toEqual([
      'added',
      'extra-fields',
      'missing-fields',
      'open-quote',
    ]);
    expect((await perch(['list', '--json'], { home })).json()).toMatchObject([{ parts: [{ text: 'Good' }] }]);
  });
});

describe('export', () => {
  test('an empty home gives an empty list and a bare header', async () => {
    const home = tempHome();
    const [json, csv] = [
      await perch(['export'], { home }),
      await perch(['export', '--format', 'csv'], { home }),
    ];
    expect(json.stdout).toBe('[]\n');
    expect(csv.stdout).toBe('text,at,zone,account,id,status,tweetIds,deletedAt,guard,repeat\r\n');
    const file = join(home, 'none.csv');
    writeFileSync(file, csv.stdout);
    expect((await perch(['import', file, '--json'], { home })).json()).toEqual({
      added: 0,
      already: 0,
      refused: 0,
      rows: [],
    });
  });

  test('a place that cannot be written is named, and what was there stays', async () => {
    const home = tempHome();
    const file = join(home, 'kept.json');
    writeFileSync(file, 'kept');
    const [folder, stdout] = await Promise.all([
      perch(['export', '--output', join(file, 'x.json')], { home }),
      perch(['export', '--format', 'csv', '--json'], { home }),
    ]);
    expect(folder).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file, not a folder') });
    expect(stdout).toMatchObject({ code: 2, stderr: expect.stringContaining('--output') });
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });
});
