import { describe, expect, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome, wallFromNow } from './run-perch.ts';

type Added = {
  post: PostView;
  resolved: { at: string; zone: string; wall: string };
  notes: string[];
  costUsd: number;
};
type Shown = { post: PostView; attempts: unknown[]; history: { event: string; by: string; at: string }[] };

const add = (home: string, ...args: readonly string[]) => perch(['add', '--json', ...args], { home });
const UUID = '12345678-aaaa-4bbb-8ccc-123456789abc';

describe('a post', () => {
  test('is added, shown, edited, sent, cancelled and tried again', async () => {
    const home = tempHome();
    const at = wallFromNow(120);
    const added = await add(
      home,
      '--text',
      'Hello\nworld',
      '--at',
      at,
      '--zone',
      'Asia/Tokyo',
      '--id',
      UUID.toUpperCase(),
      '--late-window',
      '2h',
    ).then((run) => {
      expect(run).toMatchObject({ code: 1 });
      return add(
        home,
        '--text',
        'Hello\nworld',
        '--at',
        at,
        '--zone',
        'utc',
        '--id',
        UUID.toUpperCase(),
        '--late-window',
        '2h',
      );
    });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const { post, resolved, costUsd, notes } = added.json<Added>();
    expect(post).toEqual({
      id: UUID,
      status: 'scheduled',
      dueAt: `${at}:00.000Z`,
      zone: 'UTC',
      account: 'perch_sandbox',
      parts: [{ text: 'Hello\nworld' }],
      attempts: 0,
    });
    expect(resolved).toEqual({ at: `${at}:00.000Z`, zone: 'UTC', wall: `${at}:00+00:00` });
    expect([costUsd, notes]).toEqual([0.015, []]);

    const again = await add(home, '--text', 'Other', '--at', '+1h', '--id', UUID);
    expect(again.json<Added>()).toMatchObject({
      post: { parts: [{ text: 'Hello\nworld' }] },
      notes: [expect.stringContaining('saved before')],
    });

    const edited = await perch(
      [
        'edit',
        UUID.slice(0, 6),
        '--text',
        'One',
        '--text',
        'Two',
        '--at',
        'tomorrow 9am',
        '--zone',
        'America/New_York',
        '--json',
      ],
      { home },
    );
    expect(edited.json<Added>()).toMatchObject({
      post: { parts: [{ text: 'One' }, { text: 'Two' }], zone: 'America/New_York' },
      resolved: { wall: expect.stringMatching(/T09:00:00-0[45]:00$/) },
    });

    const now = await perch(['now', UUID, '--json'], { home });
    expect(Date.parse(now.json<Added>().post.dueAt ?? '')).toBeLessThanOrEqual(Date.now());
    const cancelled = await perch(['cancel', UUID], { home });
    expect(cancelled).toMatchObject({ code: 0, stdout: `Cancelled ${UUID.slice(0, 8)}.\n` });
    const restored = await perch(['restore', UUID, '--json'], { home });
    // Its time has passed meanwhile: it asks instead of going out.
    expect(restored.json<Added>()).toMatchObject({
      post: { status: 'missed', dueAt: now.json<Added>().post.dueAt },
    });
    const refused = await perch(['restore', UUID, '--json'], { home });
    expect(refused.code).toBe(1);
    await perch(['cancel', UUID], { home });
    const retried = await perch(['retry', UUID, '--json'], { home });
    expect(retried.json<Added>()).toMatchObject({ post: { status: 'scheduled' } });

    const shown = await perch(['show', UUID, '--json'], { home });
    const { history, attempts } = shown.json<Shown>();
    expect(history.map(({ event, by }) => `${by} ${event}`)).toEqual([
      'cli added',
      'cli scheduled',
      'cli scheduled',
      'cli cancelled',
      'cli restored',
      'cli cancelled',
      'cli scheduled',
    ]);
    expect(attempts).toEqual([]);
    const words = await perch(['show', UUID], { home });
    expect(words.stdout).toMatch(
      /^Post +12345678[\s\S]*Part 2 of 2\n {2}Two\n[\s\S]*History \(America\/New_York\)\n {2}WHEN[\s\S]*cli +Cancelled/,
    );
  });

  test('is echoed in words, in its zone, with what it costs', async () => {
    const home = tempHome();
    const [relative, plain, draft] = await Promise.all([
      perch(['add', '--text', 'Hi https://example.com', '--at', '+90m', '--zone', 'Asia/Kolkata'], { home }),
      perch(['add', '--text', 'Hi', '--at', '2027-01-04T09:00+01:00', '--zone', 'Europe/London'], { home }),
      perch(['add', '--text', '', '--draft'], { home }),
    ]);
    for (const { code, stderr } of [relative, plain])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(relative.stdout).toMatch(
      /^Scheduled for \w{3} \d+ \w{3} \d{4}, [\d:]+ GMT\+5:30 \(Asia\/Kolkata\), in 1 h 30 min\. Cost \$0\.20\. id [0-9a-f-]{36}\n$/,
    );
    if (Date.now() < Date.parse('2027-01-01'))
      expect(plain.stdout).toContain('Scheduled for Mon 4 Jan 2027, 08:00 GMT (Europe/London), in ');
    expect(draft).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Saved as a draft without a time\./),
    });
  });

  test('is found by the beginning of its id, if there is only one', async () => {
    const home = tempHome();
    const ids = [UUID, UUID.replace('12345678', '12345679')];
    for (const id of ids) await add(home, '--text', id, '--at', '+1h', '--id', id);
    const [both, one, none, short] = await Promise.all(
      ['1234567', '12345679', 'ffff', '12'].map((id) => perch(['show', id, '--json'], { home })),
    );
    expect(both).toMatchObject({ code: 1, stderr: expect.stringContaining('give more of it') });
    expect(one?.json<Shown>().post.id).toBe(ids[1]);
    for (const run of [none, short]) expect(run?.json()).toMatchObject({ error: { code: 'unknown-post' } });
  });
});

describe('list', () => {
  test('gives the whole list by time, or what was asked for', async () => {
    const home = tempHome();
    await add(home, '--text', 'b', '--at', '+2h');
    await add(home, '--text', 'a', '--at', '+1h');
    const draft = await add(home, '--text', 'c', '--draft');
    const [all, drafts, first, human, other] = await Promise.all([
      perch(['list', '--json'], { home }),
      perch(['--json', 'list', '--status', 'draft,cancelled'], { home }),
      perch(['list', '--limit', '1', '--json'], { home }),
      perch(['list'], { home }),
      perch(['list', '--account', '@nobody', '--json'], { home }),
    ]);
    expect(all.json<PostView[]>().map(({ parts }) => parts[0]?.text)).toEqual(['a', 'b', 'c']);
    expect(drafts.json<PostView[]>()).toEqual([draft.json<Added>().post]);
    expect(first.json<PostView[]>().map(({ parts }) => parts[0]?.text)).toEqual(['a']);
    expect(human.stdout).toMatch(
      /^ID +STATUS +TIME +ACCOUNT +TEXT\n[0-9a-f]{8} {2}scheduled {2}\w{3} .* UTC +@perch_sandbox {2}a\n[\s\S]*draft +- +@perch_sandbox {2}c\n3 posts\n$/,
    );
    expect(other.stdout).toBe('[]\n');
  });

  test('finds by the beginnings of words', async () => {
    const home = tempHome();
    await add(home, '--text', 'Our launch, Friday', '--at', '+2h');
    await add(home, '--text', 'Launching', '--at', '+1h');
    const [both, one, none, empty] = await Promise.all([
      perch(['list', '--search', 'laun', '--json'], { home }),
      perch(['list', '--search', 'fri LAUNCH', '--json'], { home }),
      perch(['list', '--search', 'nothing'], { home }),
      perch(['list', '--search', ' … '], { home }),
    ]);
    expect(both.json<PostView[]>().map(({ parts }) => parts[0]?.text)).toEqual([
      'Launching',
      'Our launch, Friday',
    ]);
    expect(one.json<PostView[]>()).toHaveLength(1);
    expect(none.stdout).toMatch(/^No post has words that begin like these/);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('--search takes words') });
  });

  test('an empty list says how to go on', async () => {
    const home = tempHome();
    const [human, json] = [await perch(['list'], { home }), await perch(['list', '--json'], { home })];
    expect(human.stdout).toMatch(/^No posts\. Add one with `perch add/);
    expect(json.stdout).toBe('[]\n');
  });
});
