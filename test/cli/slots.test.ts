import { describe, expect, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome } from './run-perch.ts';

type Added = { post: PostView; resolved: { at: string; wall: string }; notes: string[] };
type Next = { slots: { at: string; zone: string; wall: string }[] };

const SET = ['slots', 'set', 'mon-fri 09:00, 17:30', 'sat 10am', '--zone', 'asia/tokyo'];

async function plannedHome(): Promise<string> {
  const home = tempHome();
  expect(await perch(SET, { home })).toMatchObject({ code: 0, stderr: '' });
  return home;
}

const add = async (home: string, at: string, ...more: readonly string[]): Promise<Added> =>
  (await perch(['add', '--text', at, '--at', at, ...more, '--json'], { home })).json<Added>();

describe('perch slots', () => {
  test('shows the default, sets a plan, and goes back to the default', async () => {
    const home = tempHome();
    expect((await perch(['slots'], { home })).stdout).toMatch(
      /Slots +Mon-Fri 09:00, 13:00, 17:00 \(the default: nobody planned anything\)/,
    );
    const set = await perch([...SET, '--late-window', '5m'], { home });
    expect(set.stdout).toMatch(/Slots +Mon-Fri 09:00, 17:30; Sat 10:00\n/);
    expect(set.stdout).toMatch(/Zone +Asia\/Tokyo\nLate window +5 min/);
    const [listed] = (await perch(['slots', 'list', '--json'], { home })).json<Record<string, unknown>[]>();
    expect(listed).toMatchObject({ isDefault: false, zone: 'Asia/Tokyo', lateWindow: 300_000 });
    expect(listed?.['slots']).toHaveLength(11);
    const zoned = await perch(['slots', 'set', '--zone', 'Europe/London'], { home });
    expect(zoned.stdout).toMatch(/Sat 10:00\n.*Europe\/London\n.*5 min/s);
    expect((await perch(['slots', 'set', '--default', '--json'], { home })).json()).toMatchObject({
      isDefault: true,
    });
  });

  test('gives the next free slots, and posts take them one after the other', async () => {
    const home = await plannedHome();
    const next = async () => (await perch(['slots', 'next', '--json'], { home })).json<Next>().slots;
    const [first, second, third] = await next();
    expect(first).toMatchObject({
      zone: 'Asia/Tokyo',
      wall: expect.stringMatching(/T(09:00|17:30|10:00):00\+09:00/),
    });
    expect((await add(home, 'next slot')).post).toMatchObject({ dueAt: first?.at, zone: 'Asia/Tokyo' });
    expect((await add(home, 'slot after next')).post.dueAt).toBe(third?.at);
    const passed = await add(home, 'next free slot', '--zone', 'UTC');
    expect(passed.post).toMatchObject({ dueAt: second?.at, zone: 'UTC' });
    expect(passed.notes.join()).toContain('is taken');
    expect((await next())[0]?.at).not.toBe(first?.at);
    const edited = await perch(['edit', passed.post.id, '--at', 'next slot', '--json'], { home });
    expect(edited.json<Added>().post.status).toBe('scheduled');
  });

  test('the zone of the account is where its times are read, unless another is given', async () => {
    const home = await plannedHome();
    expect((await add(home, '2031-03-03T09:00')).resolved.wall).toBe('2031-03-03T09:00:00+09:00');
    expect((await add(home, '2031-03-03T09:00', '--zone', 'UTC')).resolved.wall).toBe(
      '2031-03-03T09:00:00+00:00',
    );
  });

  test.each([
    [['slots', 'set'], 2, /Give slots/],
    [['slots', 'set', 'mon 9:00', '--default'], 2, /only --default/],
    [['slots', 'set', 'mon 9'], 2, /"9" is not a day or a time/],
    [['slots', 'set', '--zone', 'London'], 2, /not a time zone/],
    [['slots', 'set', '--late-window', '30d'], 1, /7 days/],
    [['slots', 'next', '--count', '0'], 2, /--count/],
    [['add', '--text', 'x', '--at', 'next slot London'], 1, /was not understood/],
    [['reschedule', '--missed', '--every', '1h', '--from', 'next slot'], 1, /needs an account/],
  ])('%j is refused', async (args, code, says) => {
    const run = await perch(args);
    expect(run).toMatchObject({ code, stderr: expect.stringMatching(says) });
  });
});
