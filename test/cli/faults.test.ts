import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../core/adapters/sandbox/faults.ts';
import { DAY } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { environmentOf, importRetimed, listPosts, openBigSandbox } from './retimed-posts.ts';
import { perch, startPerch, tempHome } from './run-perch.ts';

type Kind = Fault extends infer F
  ? F extends Fault
    ? Omit<F, 'apply' | 'text' | 'path' | 'method'>
    : never
  : never;
const answers = (code: number): Kind => ({ kind: 'status', code });

/** Whatever X or the network does to a request, before or after the post is made: it is out exactly once. */
const DOUBTFUL: Readonly<Record<string, Kind>> = {
  'internal server error': answers(500),
  'bad gateway': answers(502),
  'service unavailable': answers(503),
  'gateway timeout': answers(504),
  'connection reset': { kind: 'reset' },
  'connection closed': { kind: 'close' },
  'body cut at once': { kind: 'cut', bytes: 0 },
  'body cut in the middle': { kind: 'cut', bytes: 20 },
  'empty answer': { kind: 'empty' },
  'a web page': { kind: 'garbage' },
  'broken JSON': { kind: 'garbage', form: 'json' },
  'no answer': { kind: 'hang' },
  'an answer that trickles': { kind: 'dribble', ms: 50 },
  'damaged compression': { kind: 'gzip-corrupt' },
};

async function rig(faults: readonly Fault[], texts: readonly string[]) {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(home, 'x.db'));
  onTestFinished(() => sandbox.close());
  const env = environmentOf(sandbox);
  await importRetimed(home, sandbox, texts, 2_000, 200);
  sandbox.setFaults(faults);
  startPerch(['worker'], { home, env });
  const statuses = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await listPosts(home, sandbox)).map((post) => [post.parts[0]?.text, post.status]));
  const find = async (text: string): Promise<PostView | undefined> =>
    (await listPosts(home, sandbox)).find((post) => post.parts[0]?.text === text);
  return { home, sandbox, env, statuses, find };
}

test('every doubtful answer, before and after the post is made, ends in one post', async () => {
  const cases = Object.entries(DOUBTFUL).flatMap(([name, kind]) =>
    [true, false].map((apply) => ({
      text: `${name}, ${apply ? 'made' : 'not made'}`,
      fault: { ...kind, apply },
    })),
  );
  const texts = cases.map(({ text }) => text);
  const faults = cases.map(({ text, fault }) => ({
    ...fault,
    text: `^${text}$`,
    method: 'POST',
    path: '/2/tweets',
  }));
  const { sandbox, statuses } = await rig(faults, texts);
  const published = Object.fromEntries(texts.map((text) => [text, 'published']));
  await expect.poll(statuses, { timeout: 60_000, interval: 500 }).toEqual(published);
  expect(
    sandbox
      .posts()
      .map((post) => post.text)
      .sort(),
  ).toEqual([...texts].sort());
});

test('429 waits for the reset and says until when; nothing is sent meanwhile', async () => {
  const fault = { ...answers(429), resetMs: 12_000, apply: false, text: 'one', path: '/2/tweets' } as Fault;
  const { home, env, sandbox, statuses, find } = await rig([fault], ['one', 'two']);
  await expect.poll(statuses, { timeout: 20_000 }).toEqual({ one: 'retrying', two: 'retrying' });
  const waiting = await find('one');
  expect(waiting?.lastError).toContain('limit');
  expect(Date.parse(waiting?.nextTryAt ?? '')).toBeGreaterThan(Date.now());
  const [list, show, health] = await Promise.all(
    [['list'], ['show', waiting?.id ?? ''], ['health', '--json']].map((args) => perch(args, { home, env })),
  );
  expect(list?.stdout).toMatch(/retrying until .* one/);
  expect(show?.stdout).toMatch(/Next try +\S/);
  expect(health?.json<{ reasons: unknown[] }>().reasons).toContainEqual(
    expect.objectContaining({ code: 'throttled', until: waiting?.nextTryAt }),
  );
  await expect.poll(statuses, { timeout: 30_000 }).toEqual({ one: 'published', two: 'published' });
  expect(sandbox.posts().map((post) => post.text)).toEqual(['one', 'two']);
});

test.each([401, 402])(
  '%i holds the account with one request; after a good test its posts go out',
  async (code) => {
    const fault = { ...answers(code), apply: false, path: '/2/tweets', method: 'POST' } as Fault;
    const { home, env, sandbox, statuses, find } = await rig([fault], ['one', 'two']);
    await expect.poll(statuses, { timeout: 20_000 }).toEqual({ one: 'held', two: 'held' });
    expect(sandbox.requests().filter((request) => request.method === 'POST')).toHaveLength(1);
    const id = (await find('one'))?.id ?? '';
    const story = await perch(['show', id], { home, env });
    expect(story.stdout).toContain('perch accounts test');
    expect((await perch(['health'], { home, env })).code).toBe(1);
    expect((await perch(['accounts', 'test'], { home, env })).code).toBe(0);
    await expect.poll(statuses, { timeout: 20_000 }).toEqual({ one: 'published', two: 'published' });
  },
);

test('403 "duplicate" of an older post fails with its id and the way out, and is not sent again', async () => {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(home, 'x.db'));
  sandbox.setKnobs({ duplicateWindowMs: DAY });
  onTestFinished(() => sandbox.close());
  const env = environmentOf(sandbox);
  for (const lead of [3_000, 3_000]) {
    await importRetimed(home, sandbox, ['said before'], lead, 1);
    const worker = startPerch(['worker'], { home, env });
    await expect
      .poll(
        async () =>
          (await listPosts(home, sandbox)).every(
            (post) => post.status === 'published' || post.status === 'failed',
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await worker.stop();
  }
  const failed = (await listPosts(home, sandbox)).find((post) => post.status === 'failed');
  expect(failed).toMatchObject({ reason: 'repeat', attempts: 1 });
  expect(failed?.lastError).toContain(sandbox.posts()[0]?.id);
  expect(failed?.lastError).toContain('perch edit');
  expect(sandbox.posts()).toHaveLength(1);
});
