import { describe, expect, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome } from './run-perch.ts';

type Saved = { post: PostView; upcoming?: { at: string; wall: string; clocks?: string }[] };

const AT = ['--at', '2027-03-12T02:30', '--zone', 'America/New_York'];
const add = (home: string, ...args: readonly string[]) =>
  perch(['add', '--text', 'Good night', ...AT, ...args], { home });

describe('a post that repeats', () => {
  test('is said back with its next times, and how clocks move them', async () => {
    const home = tempHome();
    const added = await add(home, '--repeat', 'daily');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('Repeats daily at 02:30 (America/New_York).');
    expect(added.stdout).toContain('Sun 14 Mar 2027, 03:30 EDT (clocks skip 02:30 that day)');
    const json = (await add(home, '--repeat', 'weekly', '--times', '2', '--json')).json<Saved>();
    expect(json.upcoming).toEqual([{ at: '2027-03-19T06:30:00.000Z', wall: '2027-03-19T02:30:00-04:00' }]);
    expect(json.post.repeat).toMatchObject({ words: 'weekly on Fri at 02:30, 2 times', number: 1 });
    const list = await perch(['list'], { home });
    expect(list.stdout).toContain('02:30 EST (America/New_York), daily ');
    const shown = await perch(['show', json.post.id], { home });
    expect(shown.stdout).toMatch(/Series +Repeats weekly on Fri at 02:30, 2 times \(America\/New_York\)/);
  });

  test('gets another rule at its own time of day, is skipped, and ends', async () => {
    const home = tempHome();
    const { id } = (await add(home, '--repeat', 'daily', '--json')).json<Saved>().post;
    const edited = await perch(
      ['edit', id, '--repeat', 'weekly on fri, sun', '--until', '2027-04-01', '--json'],
      { home },
    );
    expect(edited.json<Saved>()).toMatchObject({
      post: { repeat: { words: 'weekly on Fri, Sun at 02:30, until 2027-04-01' } },
      upcoming: [{ clocks: 'gap' }, {}, {}],
    });
    expect((await perch(['cancel', id, '--skip'], { home })).stdout).toContain(
      'Its series goes on: Sun 14 Mar 2027, 03:30 EDT',
    );
    // There is no worker, so the next one is made for this answer.
    const again = await perch(['cancel', id], { home });
    expect(again.stdout).toMatch(/Its series goes on with \w{8}: to end it, cancel that one/);
    const next = /with (\w{8})/.exec(again.stdout)?.[1] ?? '';
    expect((await perch(['edit', next, '--no-repeat'], { home })).stdout).toContain(
      'the series ends with it',
    );
    expect((await perch(['cancel', next, '--skip'], { home })).code).toBe(1);
  });

  test.each([
    [['--repeat', 'hourly'], 1, 'was not understood'],
    [['--repeat', 'weekly on mon'], 1, 'does not fit'],
    [['--repeat', 'daily', '--times', 'x'], 2, '--times'],
    [['--repeat', 'daily', '--times', '2', '--until', '2027-05-01'], 1, 'one of them'],
    [['--until', '2027-05-01'], 2, '--repeat'],
  ])('%j is refused', async (args, code, words) => {
    const run = await add(tempHome(), ...args);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(words);
    expect(run.stderr).toMatch(/\.\n$/);
  });
});
