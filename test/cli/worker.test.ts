import { describe, expect, test } from 'vitest';
import { PROCESSOR_NAMES } from '../../core/domain/processor.ts';
import type { PostView } from '../../core/domain/view.ts';
import { perch, startPerch, tempHome } from './run-perch.ts';
import { startSandbox } from './run-sandbox.ts';

type Ended = { mode: string; ended: string; published: number; counts: Record<string, number> };

/** The protocol's timings, as short as their order allows on a busy machine. */
const HASTY = { armToSend: 400, deadline: 800, quiet: 1_000, readGap: 200, earlyRead: 100, lease: 1_200 };

const later = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

describe('worker', () => {
  test('publishes to its own sandbox, in one pass and until idle', async () => {
    const home = tempHome();
    await perch(['add', '--text', 'First', '--text', 'Second', '--at', 'now'], { home });
    await perch(['add', '--text', 'Much later', '--at', '+3h'], { home });
    const once = await perch(['worker', '--once', '--json'], { home });
    expect(once.code).toBe(0);
    expect(once.json<Ended>()).toMatchObject({
      mode: 'once',
      ended: 'once',
      published: 1,
      counts: { published: 1, scheduled: 1 },
    });
    expect(once.stderr).toMatch(/^\S+Z published \w{8} as \d+ \(2 parts\) for @perch_sandbox.*: First$/m);
    const idle = await perch(['worker', '--until-idle'], { home });
    expect(idle).toMatchObject({ code: 0, stdout: '0 posts published.\n' });
    const show = await perch(['list', '--status', 'published', '--json'], { home });
    const [post] = show.json<PostView[]>();
    expect(
      post?.parts.every(({ tweetId, publishedAt }) => tweetId !== undefined && publishedAt !== undefined),
    ).toBe(true);
    const words = await perch(['show', post?.id ?? ''], { home });
    expect(words.stdout).toMatch(
      /Nothing: it is out\.[\s\S]*out as \d+ in the sandbox, [\s\S]*2 attempts\n {2}1 {2}part 1 .*published after[\s\S]*Published \(part 2\): id \d+/,
    );
  });

  test('publishes to a server with keys, holds the home, and ends when told', async () => {
    const { env, control, server } = await startSandbox();
    const home = tempHome();
    await perch(['add', '--text', 'At its time', '--at', later(3)], { home, env });
    const worker = startPerch(['worker'], { home, env });
    await worker.line(/^Perch publishes from/);

    const second = await perch(['worker', '--once', '--json'], { home, env });
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /Another worker is publishing from .* \(`perch worker`, process \d+, since .*Z\): stop it first/,
      ),
    });
    expect(second.json()).toMatchObject({
      error: { code: 'worker-running', holder: { kind: 'cli', pid: worker.child.pid } },
    });

    expect(await worker.line(/ published /)).toMatch(/At its time$/);
    const health = await perch(['health', '--json'], { home, env });
    expect(health.json()).toMatchObject({
      status: 'healthy',
      reasons: [],
      queue: { due: 0, waiting: 0, poison: 0 },
    });
    expect(health.code).toBe(0);
    const { processors } = health.json<{ processors: { name: string; lastBeat: string; state: string }[] }>();
    expect(processors.map(({ name }) => name).sort()).toEqual([...PROCESSOR_NAMES].sort());
    for (const { lastBeat } of processors) expect(lastBeat).toMatch(/^\d{4}-.*Z$/);
    const doctor = await perch(['doctor', '--json'], { home, env });
    expect(doctor.json()).toMatchObject({ ok: true });

    const ended = await worker.stop('SIGTERM');
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/1 post published\.\n$/) });
    expect(await control('posts')).toMatchObject({ posts: [{ text: 'At its time' }] });
    expect((await server.stop('SIGINT')).code).toBe(0);
  });

  test('what X answers is told in plain words, with the way out, and nothing is out twice', async () => {
    const { env, control } = await startSandbox();
    const home = tempHome();
    const hasty = { ...env, PERCH_TIMINGS: JSON.stringify(HASTY) };
    const tweets = { path: '/2/tweets', method: 'POST' };
    await control('faults', {
      faults: [
        { ...tweets, text: 'broken', kind: 'status', code: 503, apply: true },
        { ...tweets, text: 'cut off', kind: 'cut', bytes: 5, apply: true },
        { ...tweets, text: 'lost', kind: 'reset', apply: false },
        { ...tweets, text: 'slow down', kind: 'status', code: 429, resetMs: 2_000, apply: false },
        {
          ...tweets,
          text: 'refused',
          kind: 'status',
          code: 403,
          apply: false,
          body: { detail: 'You are not permitted.' },
        },
      ],
    });
    const texts = ['broken', 'cut off', 'lost', 'slow down', 'refused'];
    for (const text of texts) await perch(['add', '--text', text, '--at', 'now'], { home, env: hasty });
    const run = await perch(['worker', '--until-idle', '--json'], { home, env: hasty });
    expect(run.json<Ended>()).toMatchObject({
      ended: 'idle',
      published: 4,
      counts: { published: 4, failed: 1 },
    });
    const { posts } = await control<{ posts: { text: string }[] }>('posts');
    expect(posts.map(({ text }) => text).sort()).toEqual(['broken', 'cut off', 'lost', 'slow down']);

    const listed = (await perch(['list', '--json'], { home })).json<PostView[]>();
    const idOf = (text: string) => listed.find(({ parts }) => parts[0]?.text === text)?.id ?? '';
    const [broken, throttled, refused] = await Promise.all(
      ['broken', 'slow down', 'refused'].map((text) => perch(['show', idOf(text)], { home })),
    );
    expect(broken?.stdout).toMatch(
      /Status +published[\s\S]*out as https:\/\/x\.com\/i\/status\/\d+[\s\S]*no clear answer[\s\S]*may or may not be out[\s\S]*Published: id \d+/,
    );
    expect(throttled?.stdout).toMatch(/Status +published[\s\S]*X asked to wait/);
    expect(refused?.stdout).toMatch(
      /Status +failed[\s\S]*What happened +X refused this post\. \(.*You are not permitted.*\)\nWhat next +Change it, then give it a time\. Run `perch edit \S+ --text TEXT --at WHEN`\./,
    );
  });

  test('an account that X does not accept is held until its keys are good again', async () => {
    const { env, control, info } = await startSandbox();
    const home = tempHome();
    await control('faults', {
      faults: [{ path: '/2/tweets', method: 'POST', kind: 'status', code: 401, apply: false }],
    });
    await perch(['add', '--text', 'Held', '--at', 'now'], { home, env });
    await perch(['worker', '--once'], { home, env });
    const [list, health, accounts, doctor] = await Promise.all([
      perch(['list', '--json'], { home }),
      perch(['health', '--json'], { home }),
      perch(['accounts'], { home }),
      perch(['doctor'], { home, env }),
    ]);
    expect(list.json()).toMatchObject([
      { status: 'held', lastError: expect.stringContaining('X did not accept the keys of this account.') },
    ]);
    expect(health).toMatchObject({ code: 1 });
    expect(health.json<{ reasons: { code: string }[] }>().reasons.map(({ code }) => code)).toContain(
      'account',
    );
    expect(accounts.stdout).toContain('held: X did not accept the keys of this account.');
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(/✗ Accounts +@\S+ cannot post/) });
    const test = await perch(['accounts', 'test', '--json'], { home, env });
    expect(test.json()).toMatchObject({
      opened: true,
      account: { name: info.account.username, gate: { state: 'open' } },
    });
    expect((await perch(['worker', '--until-idle', '--json'], { home, env })).json<Ended>()).toMatchObject({
      published: 1,
    });
  });

  test('a pause keeps everything back, and says so', async () => {
    const home = tempHome();
    const paused = await perch(['pause', '--until', '+2h', '--json'], { home });
    expect(paused.json<{ pausedUntil: string }>().pausedUntil).toMatch(/Z$/);
    await perch(['add', '--text', 'Waits', '--at', 'now'], { home });
    const once = await perch(['worker', '--once'], { home });
    expect(once).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 posts published\.\nPublishing is paused/),
    });
    const health = await perch(['health'], { home });
    expect(health.stdout).toMatch(/paused/i);
    await perch(['pause'], { home });
    expect((await perch(['health', '--json'], { home })).json()).toMatchObject({ pausedUntil: 'forever' });
    expect((await perch(['resume', '--json'], { home })).json()).toEqual({ pausedUntil: null });
    expect((await perch(['worker', '--once', '--json'], { home })).json()).toMatchObject({
      published: 1,
      paused: false,
    });
  });
});

test('a post that another process adds wakes a worker that sleeps', async () => {
  const home = tempHome();
  const worker = startPerch(['worker'], { home });
  await worker.line(/publishes from/);
  const added = await perch(['add', '--text', 'Out in a moment', '--at', '+3s', '--json'], { home });
  const { id } = added.json<{ post: { id: string } }>().post;
  const line = await worker.line(/published .*Out in a moment/);
  expect(line).toContain(id.slice(0, 8));
  const { dueAt, parts } = (await perch(['show', id, '--json'], { home })).json<{ post: PostView }>().post;
  // Unwoken it would have slept for half a minute.
  expect(Date.parse(parts[0]?.publishedAt ?? '') - Date.parse(dueAt ?? '')).toBeLessThan(10_000);
  expect((await worker.stop()).code).toBe(0);
});
