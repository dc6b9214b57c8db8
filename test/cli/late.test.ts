import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome } from './run-perch.ts';

describe('settings', () => {
  test('show and set the late window and the gap of posts that were slept through', async () => {
    const home = tempHome();
    const minute = 60_000;
    const shown = await perch(['settings', '--json'], { home });
    expect(shown.json()).toMatchObject({ lateWindow: 60 * minute, catchUpGap: minute, spendCap: null });
    const set = await perch(['settings', 'set', '--late-window', '3h', '--json'], { home });
    expect(set.json()).toMatchObject({ lateWindow: 180 * minute, catchUpGap: minute });
    expect((await perch(['settings', 'set', '--catch-up-gap', '0s'], { home })).stdout).toContain('3 h');
    const { post } = (await perch(['add', '--text', 'x', '--at', '+1h', '--json'], { home })).json<{
      post: PostView;
    }>();
    expect((await perch(['show', post.id], { home })).stdout).toMatch(/Late window +3 h after its time/);
  });

  test('hold what would exceed a monthly cap, and let it go when that is raised', async () => {
    const home = tempHome();
    const set = await perch(['settings', 'set', '--spend-cap', '$0.01', '--json'], { home });
    expect(set.json()).toMatchObject({ spendCap: 0.01, spending: { spentUsd: 0, plannedUsd: 0 } });
    const { post } = (await perch(['add', '--text', 'x', '--at', '+1s', '--json'], { home })).json<{
      post: PostView;
    }>();
    expect((await perch(['settings'], { home })).stdout).toMatch(/\$0 spent, \$0.015 planned/);
    const status = async () =>
      (await perch(['show', post.id, '--json'], { home })).json<{ post: PostView }>().post;
    await perch(['now', post.id], { home });
    await perch(['worker', '--once'], { home });
    expect(await status()).toMatchObject({
      status: 'held',
      reason: 'spendCap',
      explanation: { command: `perch now ${post.id}` },
    });
    await perch(['settings', 'set', '--spend-cap', 'off'], { home });
    expect(await status()).toMatchObject({ status: 'scheduled' });
    await perch(['worker', '--until-idle'], { home });
    const shown = await perch(['settings'], { home });
    expect(shown.stdout).toMatch(/\$0.015 spent, \$0 planned/);
  });

  test.each([
    [['settings', 'set'], 2, /nothing to set/],
    [['settings', 'set', '--late-window', '3'], 2, /with its unit/],
    [['settings', 'set', '--late-window', '8d'], 1, /from 1 minute to 7 days/],
    [['settings', 'set', '--catch-up-gap', '2h'], 1, /from 0 s to 1 hour/],
    [['settings', 'set', '--spend-cap', 'five'], 2, /such as `--spend-cap 5`, or `off`/],
    [['settings', 'set', '--spend-cap', '2000000'], 1, /from \$0 to \$1,000,000/],
  ])('%j is refused', async (args, code, says) => {
    const run = await perch(args);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(says);
  });
});

describe('reschedule', () => {
  async function homeWithMissed(): Promise<string> {
    const home = tempHome();
    const file = join(home, 'missed.json');
    const missed = [3, 1, 2].map((n) => ({
      status: 'missed',
      dueAt: `2026-01-0${n}T09:00:00.000Z`,
      zone: 'Europe/London',
      account: 'perch_sandbox',
      parts: [{ text: `n ${n}` }],
    }));
    writeFileSync(file, JSON.stringify(missed));
    expect((await perch(['import', file], { home })).code).toBe(0);
    return home;
  }

  test('gives the missed posts new times in their order', async () => {
    const home = await homeWithMissed();
    const args = ['reschedule', '--missed', '--every', '30m', '--from', '2031-03-01T09:00', '--zone', 'UTC'];
    const run = await perch([...args, '--json'], { home });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { posts } = run.json<{ posts: PostView[] }>();
    expect(posts.map(({ dueAt, status, parts: [part] }) => [part?.text, status, dueAt])).toEqual([
      ['n 1', 'scheduled', '2031-03-01T09:00:00.000Z'],
      ['n 2', 'scheduled', '2031-03-01T09:30:00.000Z'],
      ['n 3', 'scheduled', '2031-03-01T10:00:00.000Z'],
    ]);
    expect((await perch(args, { home })).stdout).toBe('@perch_sandbox has no missed posts.\n');
  });

  test('says what is missing', async () => {
    const home = await homeWithMissed();
    const unsaid = await perch(['reschedule', '--every', '30m'], { home });
    expect([unsaid.code, unsaid.stderr]).toEqual([2, 'Say which posts: give --missed.\n']);
    expect((await perch(['reschedule', '--missed'], { home })).code).toBe(2);
    const list = await perch(['reschedule', '--missed', '--every', '1d'], { home });
    expect(list.stdout).toMatch(/3 posts of @perch_sandbox, one every 1 d/);
  });
});
