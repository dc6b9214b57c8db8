import { describe, expect, test } from 'vitest';
import { perch } from './run-perch.ts';

const NOWHERE = { home: '/dev/null/perch' };
type Check = {
  weightedLength: number;
  valid: boolean;
  costUsd: number;
  problems: { code: string; part: number }[];
  parts: { weightedLength: number }[];
};

describe('help', () => {
  test('no arguments and --help say calmly what there is, with five examples', async () => {
    const [none, help, add] = await Promise.all([
      perch([], NOWHERE),
      perch(['--help'], NOWHERE),
      perch(['help', 'add'], NOWHERE),
    ]);
    expect(none).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toBe(none.stdout);
    expect(none.stdout.match(/^ {2}perch .*/gm)).toHaveLength(5);
    for (const name of [
      'check',
      'add',
      'list',
      'show',
      'edit',
      'cancel',
      'retry',
      'now',
      'unpublish',
      'import',
      'export',
      'worker',
      'health',
      'pause',
      'resume',
      'processors',
      'poison',
      'accounts',
      'sandbox',
      'doctor',
    ]) {
      expect(none.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
    expect(add).toMatchObject({ code: 0, stderr: '' });
    expect(add.stdout).toContain('--late-window');
    expect(add.stdout).toContain('WHEN is ISO 8601');
  });

  test('--version', async () => {
    const { code, stdout } = await perch(['--version'], NOWHERE);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

describe('a command line that makes no sense exits 2', () => {
  test.each([
    [['frobnicate'], /unknown command 'frobnicate'.*see `perch --help`/i],
    [['lst'], /did you mean list/i],
    [['list', '--frob'], /unknown option '--frob'/i],
    [['add', '--at', '+1h'], /--text/],
    [['add', '--text', 'x'], /give one with --at, or keep it as a draft with --draft/],
    [['check', '--text'], /argument missing/i],
    [['show'], /missing required argument 'id'/i],
    [['show', 'a', 'b'], /too many arguments/i],
    [['list', '--limit', 'many'], /whole number/],
    [['list', '--status', 'sent'], /no status "sent": use one of draft/],
    [['export', '--format', 'xml'], /allowed choices are json, csv/i],
    [['edit', 'abcd'], /nothing to change/],
    [['sandbox', '--port', '99999'], /0 .*to 65535/],
    [['worker', '--once', '--until-idle'], /one of --once and --until-idle/],
    [['poison', 'burn'], /poison/],
    [['add', '--text', 'x', '--at', '+1h', '--late-window', '60'], /with its unit/],
  ])('%j', async (args, message) => {
    const run = await perch(['--json', ...args], NOWHERE);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.json()).toEqual({ error: { code: 'usage', message: run.stderr.trim() } });
  });

  test('and without --json leaves stdout alone', async () => {
    expect(await perch(['frobnicate'], NOWHERE)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('check', () => {
  test('measures, checks and prices without a home', async () => {
    const run = await perch(
      ['check', '--text', 'Hello https://example.com/a/very/long/path', '--json'],
      NOWHERE,
    );
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.json<Check>()).toMatchObject({
      weightedLength: 29,
      valid: true,
      costUsd: 0.2,
      problems: [{ code: 'link-cost' }],
    });
  });

  test('a thread is told part by part', async () => {
    const run = await perch(
      ['check', '--text', 'One', '--text', 'x'.repeat(281), '--text', '-- $A $B', '--json'],
      NOWHERE,
    );
    const result = run.json<Check>();
    expect(run.code).toBe(1);
    expect(result).toMatchObject({ weightedLength: 292, valid: false, costUsd: 0.045 });
    expect(result.parts.map((part) => part.weightedLength)).toEqual([3, 281, 8]);
    expect(result.problems.map(({ code, part }) => [code, part])).toEqual([
      ['too-long', 1],
      ['cashtags', 2],
    ]);
  });

  test('a text may look like an option', async () => {
    const [json, help, version] = await Promise.all(
      ['--json', '--help', '--version'].map((text) => perch(['check', '--text', text], NOWHERE)),
    );
    for (const run of [json, help, version])
      expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('X would take it.') });
  });

  test('says what is wrong in words, and takes long texts of Premium accounts', async () => {
    const text = 'x'.repeat(281);
    const [standard, premium] = await Promise.all([
      perch(['check', '--text', text], NOWHERE),
      perch(['check', '--text', text, '--premium'], NOWHERE),
    ]);
    expect(standard).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /X would refuse it: 1 problem\.\nLength {2}281 of 280[\s\S]*error +The text is 1 too long/,
      ),
    });
    expect(premium).toMatchObject({ code: 0, stdout: expect.stringContaining('281 of 25000') });
  });
});
