import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../build/project.mjs';
import type { PostView } from '../../core/domain/view.ts';
import { aPicture } from '../fakes/content.ts';
import { ENTRY } from '../fakes/perch-entry.ts';
import { createTempHome } from '../fakes/temp-home.ts';
import { perch, type RunOptions, tempHome } from './run-perch.ts';

const NOBODY = 65534;

/** Exit 1, one sentence on stderr that says what to do, the same in the one JSON document, no stack. */
async function expectRefusal(
  args: readonly string[],
  options: RunOptions,
  code: string,
  message: RegExp,
): Promise<void> {
  const run = await perch([...args, '--json'], options);
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toMatch(/\n\s+at |Error:/);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(run.json()).toMatchObject({ error: { code, message: run.stderr.trim() } });
}

/** Root may write everywhere, so another user is needed, and one that can read this checkout. */
function nobodyCanRun(): boolean {
  if (process.getuid?.() !== 0) return false;
  return (
    spawnSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(ENTRY)})`], {
      uid: NOBODY,
    }).status === 0
  );
}

/** A wall time that the next change to summer time skips in the zone. */
function inNextGap(zone: string): string {
  let day = Temporal.Now.zonedDateTimeISO(zone).startOfDay();
  while (day.hoursInDay >= 24) day = day.add({ days: 1 });
  const change = day.getTimeZoneTransition('next');
  if (!change) throw new Error('no change of clocks');
  return change.toPlainDateTime().subtract({ minutes: 1 }).toString({ smallestUnit: 'minute' });
}

describe('a post that cannot be', () => {
  const add = (...args: readonly string[]) => ['add', '--text', 'Hi', ...args];
  const cases: readonly (readonly [readonly string[], string, RegExp])[] = [
    [['add', '--text', ' \n ', '--at', '+1h'], 'invalid', /empty or only blanks.*write something/],
    [['add', '--text', 'x'.repeat(281), '--at', '+1h'], 'invalid', /1 too long \(281 of 280/],
    [['add', '--text', '$A $B', '--at', '+1h'], 'invalid', /one cashtag/],
    [add('--at', '2020-01-01T09:00Z'), 'past', /choose a later time/],
    [add('--at', 'half past never'), 'not-understood', /Not understood: "half"/],
    [add('--at', '+1h', '--zone', 'Europe/Londn'), 'zone', /did you mean Europe\/London/],
    [
      add('--at', inNextGap('Europe/London'), '--zone', 'Europe/London'),
      'gap',
      /clocks skip it: choose .* or /,
    ],
    [add('--at', '+1h', '--account', 'nobody'), 'unknown-account', /no account "nobody"/],
    [add('--at', '+1h', '--media', 'no-cat.png', '--alt', 'a cat'), 'no-file', /no file .*give the path/],
    [['show', 'ffffffff-ffff-4fff-8fff-ffffffffffff'], 'unknown-post', /`perch list` shows the ids/],
    [['edit', 'ffffffff', '--text', 'x'], 'unknown-post', /no post/],
    [['cancel', 'ffffffff'], 'unknown-post', /no post/],
    [['poison', 'show', 'ffffffff'], 'unknown-message', /`perch poison list`/],
    [
      ['processors', 'set', 'typo', '--count', '2'],
      'unknown-processor',
      /enqueue, upload, publish, check, poison/,
    ],
    [['processors', 'set', 'publish', '--count', '99'], 'invalid', /from 1 to 16/],
    [['accounts', 'remove', 'nobody'], 'unknown-account', /no account "nobody"/],
  ];

  const { home, remove } = createTempHome();
  afterAll(remove);

  test.for(cases)('%j', ([args, code, message]) => expectRefusal(args, { home }, code, message));

  test('leaves nothing behind, and without --json nothing is on stdout', async () => {
    const human = await perch(['add', '--text', 'Hi', '--at', 'never'], { home });
    expect(human).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Not understood: .*\n$/),
    });
    expect((await perch(['list', '--json'], { home })).stdout).toBe('[]\n');
  });
});

describe('a command line that makes no sense', () => {
  const { home, remove } = createTempHome();
  afterAll(remove);
  const add = (...args: readonly string[]) => ['add', '--text', 'Hi', '--at', '+1h', ...args];
  const picture = join(home, 'p.png');
  writeFileSync(picture, aPicture());
  const csv = join(home, 'own.csv');
  const own = join(home, 'perch.csv');
  writeFileSync(own, 'text,at,zone\nHi,03/04/2027 9:00,UTC\n');
  writeFileSync(csv, 'Message,When\nHi,tomorrow 9am\n');

  test.for<readonly [readonly string[], RegExp]>([
    [['slots', 'set', ''], /No slot is named: write them like/],
    [['slots', 'set', 'someday 9:00'], /"someday" is not a day or a time.*write them like/],
    [['slots', 'set', 'mon 9am', '--zone', 'Mars/Olympus'], /not a time zone: use an IANA name/],
    [['slots', 'set', '--colour'], /see `perch slots set --help`/],
    [['restore-backup'], /see `perch restore-backup --help`/],
    [['settings', 'set', '--spend-cap', 'lots'], /USD, such as `--spend-cap 5`, or `off`/],
    [add('--media', picture, '--alt', 'a', '--alt', 'b'), /--alt was given twice .* give each file its own/],
    [add('--poll', 'A,B', '--poll', 'C,D'), /--poll was given twice for one part.*begin the next part/],
    [add('--media', picture, '--after', 'soon'), /--after takes a length of time .*got "soon"/],
    [add('--media', picture, '--quote', 'that one'), /--quote takes the id of a post or its link/],
    [['import', csv, '--map', 'at=When,at=Message'], /two columns for "at"/],
    [['import', own, '--dates', 'dmy'], /--dates is for CSV files with columns of their own/],
    [['import', csv, '--map', 'text=When,at=When'], /gives the column "When" two roles/],
  ])('%j', async ([args, message]) => {
    const run = await perch([...args, '--json'], { home });
    expect(run).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(run.json()).toEqual({ error: { code: 'usage', message: run.stderr.trim() } });
    expect(existsSync(join(home, 'media')), 'a file was copied in').toBe(false);
  });

  test('and paths that cannot be are named as they were given', async () => {
    const into = (path: string) => perch(['backup', path], { home });
    expect((await into(join(home, 'none', 'x.perchbackup'))).stderr).toBe(
      `There is no folder ${join(home, 'none')}: make it, or choose another path.\n`,
    );
    expect((await into(home)).stderr).toBe(`${home} is a folder: name a file in it.\n`);
    expect((await perch(['restore-backup', home], { home })).stderr).toContain(
      `${home} is no backup of Perch`,
    );
    expect((await perch(['slots', 'set', 'mon 9am', '--account', 'nobody'], { home })).stderr).toMatch(
      /no account "nobody": `perch accounts` lists them/,
    );
  });
});

describe('a home that cannot be used', () => {
  test('below a file', async () => {
    const folder = tempHome();
    writeFileSync(join(folder, 'file'), '');
    await expectRefusal(
      ['list'],
      { home: join(folder, 'file', 'perch') },
      'unwritable',
      /cannot write its data folder .*choose another one with PERCH_HOME/,
    );
  });

  test.skipIf(!nobodyCanRun())('of another user', async () => {
    const folder = tempHome();
    chmodSync(folder, 0o755);
    const home = join(folder, 'home');
    mkdirSync(home, { mode: 0o755 });
    const run = await perch(['add', '--text', 'Hi', '--at', '+1h', '--json'], { home, uid: NOBODY });
    expect(run.code).toBe(1);
    expect(run.json()).toMatchObject({
      error: { code: 'unwritable', message: expect.stringContaining('no permission') },
    });
  });

  test('with a damaged database, which is left as it is', async () => {
    const home = tempHome();
    const file = join(home, 'perch.db');
    writeFileSync(file, 'not a database, but long enough to be looked at as one'.repeat(20));
    const before = readFileSync(file);
    await expectRefusal(
      ['add', '--text', 'Hi', '--at', '+1h'],
      { home },
      'corrupt',
      /is damaged .*move it .* to a safe place or put back a backup/,
    );
    await expectRefusal(['health'], { home }, 'corrupt', /is damaged/);
    const doctor = await perch(['doctor'], { home });
    expect(doctor).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/✓ Home.*\n✗ Database +The database .* is damaged/),
    });
    expect(readFileSync(file)).toEqual(before);
  });

  test('on a storage that cannot be one', async () => {
    await expectRefusal(
      ['list'],
      { env: { PERCH_STORAGE: 'AccountName=acct' } },
      'refused',
      /neither an AccountKey/,
    );
  });

  test.each([
    [{ PERCH_X_KEYS: '{"appKey":"s3cret"}' }, /PERCH_X_KEYS lacks/],
    [{ PERCH_X_API_URL: 'http://x.example' }, /PERCH_X_API_URL/],
  ])('with variables that cannot be used: %j', async (env, message) => {
    const args = ['add', '--text', 'Hi', '--at', '+1h'];
    await expectRefusal(args, { env }, 'bad-environment', message);
    expect((await perch(args, { env })).stderr).not.toContain('s3cret');
  });
});

describe('a full disk', () => {
  const disk = join(tmpdir(), `perch-disk-${process.pid}`);
  const mounted = (): boolean => {
    mkdirSync(disk);
    return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
  };
  const isThere = process.platform === 'linux' && process.getuid?.() === 0 && mounted();
  afterAll(() => {
    if (isThere) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  test.skipIf(!isThere)('keeps what was there, and says what is in', async () => {
    const home = join(disk, 'home');
    const folder = tempHome();
    const file = join(folder, 'many.csv');
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const rows = Array.from({ length: 3_000 }, (_, i) => `Post number ${i} ${'x'.repeat(200)},${at},UTC`);
    writeFileSync(file, ['text,at,zone', ...rows].join('\n'));
    const run = await perch(['import', file, '--json'], { home });
    const report = run.json<{ added: number; refused: number; error: { code: string } }>();
    expect(run).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/The import stopped\. There is no space left .*: free some space/),
    });
    expect(report).toMatchObject({ refused: 3_000 - report.added, error: { code: 'full' } });
    await expectRefusal(
      ['export', '--output', join(disk, 'out.json')],
      { home },
      'ENOSPC',
      /no space left to write/,
    );
    const listed = (await perch(['list', '--json'], { home })).json<PostView[]>();
    expect(listed).toHaveLength(report.added);
  });
});

test('a port that is taken', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  try {
    await expectRefusal(['sandbox', '--port', String(port)], {}, 'port-taken', new RegExp(`${port}.*`));
  } finally {
    server.close();
  }
});

test.skipIf(process.platform === 'win32')('a reader that goes away ends the program quietly', async () => {
  const command = `"${process.execPath}" "${ENTRY}" import test/fixtures/posts.csv --dry-run | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: ROOT });
  expect([stdout.trim().split('\n').length, stderr]).toEqual([1, '']);
});
