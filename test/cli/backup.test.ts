import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { perch, tempHome } from './run-perch.ts';

const HOOTSUITE = '"25/12/2030 09:00","Hello","https://example.com"\n"26/12/2030 09:00","Two",""\n';
const BUFFER = 'Text,Image URL,Tags,Posting Time\nFrom Buffer,,,2030-04-01 09:00\n';

function write(home: string, name: string, text: string): string {
  const file = join(home, name);
  writeFileSync(file, text);
  return file;
}

test('files of Buffer and Hootsuite are known, any other by --map', async () => {
  const home = tempHome();
  const zone = ['--zone', 'Europe/London', '--json'];
  const rows = async (...args: string[]) => {
    const run = await perch(['import', ...args, '--dry-run', ...zone], { home });
    return run.json<{ rows: { at: string }[] }>().rows.map(({ at }) => at);
  };
  expect(await rows(write(home, 'h.csv', HOOTSUITE))).toEqual([
    '2030-12-25T09:00:00.000Z',
    '2030-12-26T09:00:00.000Z',
  ]);
  expect(await rows(write(home, 'b.csv', BUFFER))).toEqual(['2030-04-01T08:00:00.000Z']);
  const other = write(home, 'o.csv', 'What;Day;Hour\nHi;1/2/2030;9:00 PM\n');
  const map = ['--map', 'text=What,date=Day,time=3'];
  expect(await rows(other, ...map, '--dates', 'mdy')).toEqual(['2030-01-02T21:00:00.000Z']);
  const unsure = await perch(['import', other, ...map, '--dry-run', ...zone], { home });
  expect(unsure).toMatchObject({ code: 1, stderr: expect.stringContaining('--dates') });
  const wrong = await perch(['import', other, '--map', 'text=Nothing', '--dry-run'], { home });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('What, Day, Hour') });
});

test('a backup brings posts into another home, once', async () => {
  const [home, other] = [tempHome(), tempHome()];
  const file = join(home, 'all.perchbackup');
  await perch(['import', write(home, 'b.csv', BUFFER), '--zone', 'Europe/London'], { home });
  const written = await perch(['backup', file, '--json'], { home });
  expect(written.json()).toMatchObject({ posts: 1, accounts: 1 });
  const restored = await perch(['restore-backup', file, '--json'], { home: other });
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.json()).toMatchObject({ restored: 1, kept: 0 });
  expect((await perch(['restore-backup', file, '--json'], { home: other })).json()).toMatchObject({
    restored: 0,
    kept: 1,
  });
  const list = async (from: string) => (await perch(['list', '--json'], { home: from })).json();
  expect(await list(other)).toEqual(await list(home));
  const bad = await perch(['restore-backup', write(home, 'x.perchbackup', 'no'), '--json'], { home: other });
  expect(bad.code).toBe(1);
});
