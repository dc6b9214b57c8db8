import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PostView } from '../../core/domain/view.ts';
import { aClip, aPicture } from '../fakes/content.ts';
import { environmentOf, openBigSandbox } from './retimed-posts.ts';
import { perch, tempHome } from './run-perch.ts';
import { until } from './shared-workers.ts';

type Shown = { readonly post: PostView };

function files(folder: string): Record<'one' | 'two' | 'clip' | 'note', string> {
  const write = (name: string, bytes: Uint8Array | string): string => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };
  return {
    one: write('one.png', aPicture(1_000, 'one')),
    // X and Perch go by the bytes, not by the name.
    two: write('two.jpg', aPicture(2_500_000, 'two')),
    clip: write('clip.mp4', aClip(5_000)),
    note: write('note.png', 'no picture'),
  };
}

test('a post with two described pictures, and a thread with a video, a poll and a quote, go out as they were given', async () => {
  const home = tempHome();
  const { one, two, clip } = files(home);
  const sandbox = await openBigSandbox(join(home, 'x.db'));
  onTestFinished(() => sandbox.close());
  const env = environmentOf(sandbox);
  const run = (...args: readonly string[]) => perch(args, { home, env });
  /** A worker that comes before its time has nothing to do, and ends. */
  const published = (id: string) =>
    until(async () => {
      expect(await run('worker', '--until-idle')).toMatchObject({ code: 0 });
      return (await run('show', id, '--json')).json<Shown>().post.status === 'published';
    });
  const pictures = ['--media', one, '--alt', 'One & "all"', '--media', two, '--alt', 'Two'];
  const first = await run('add', '--text', 'Look', ...pictures, '--at', '+1s', '--json');
  expect(first).toMatchObject({ code: 0 });
  const { post } = first.json<Shown>();
  expect(post.parts).toMatchObject([
    {
      text: 'Look',
      media: [
        { type: 'image/png', alt: 'One & "all"', name: 'one.png', width: 640, height: 480 },
        { type: 'image/png', alt: 'Two', name: 'two.jpg', size: 2_500_000 },
      ],
    },
  ]);
  expect(first.json<{ costUsd: number }>().costUsd).toBe(0.025);
  await published(post.id);
  const shown = (await run('show', post.id, '--json')).json<Shown>().post;
  const out = shown.parts[0]?.tweetId ?? '';

  const thread = [
    '--text',
    'Part one',
    '--media',
    clip,
    '--text',
    'Which?',
    '--poll',
    'This, That',
    '--poll-open',
    '2h',
  ];
  const quote = ['--text', 'And this', '--quote', `https://x.com/somebody/status/${out}?s=20`];
  const second = await run(
    'add',
    ...thread,
    ...quote,
    '--reply-settings',
    'following',
    '--at',
    '+1s',
    '--json',
  );
  expect(second).toMatchObject({ code: 0 });
  const { id } = second.json<Shown>().post;
  await published(id);
  const text = (await run('show', id)).stdout;
  expect(text).toMatch(/video: clip\.mp4, 640 x 360, 5 KB \(no description\)/);
  expect(text).toMatch(/poll: This \| That, open 2 h/);
  expect(text).toContain(`quotes https://x.com/i/status/${out}`);

  const uploads = sandbox.media();
  expect(uploads.map(({ type, alt }) => [type, alt])).toEqual([
    ['image/png', 'One & "all"'],
    ['image/png', 'Two'],
    ['video/mp4', ''],
  ]);
  const sha256 = createHash('sha256').update(aPicture(1_000, 'one')).digest('hex');
  expect(uploads[0]?.segments).toEqual([{ index: 0, size: 1_000, sha256 }]);
  const posts = sandbox.posts();
  expect(posts).toMatchObject([
    { text: 'Look', mediaIds: [uploads[0]?.id, uploads[1]?.id] },
    { text: 'Part one', mediaIds: [uploads[2]?.id], replySettings: 'following' },
    { text: 'Which?', poll: { options: ['This', 'That'], duration_minutes: 120 }, parentId: posts[1]?.id },
    { text: 'And this', quotedId: out, parentId: posts[2]?.id },
  ]);
});

test('what a post holds can be changed, part by part', async () => {
  const home = tempHome();
  const { one, two } = files(home);
  const run = async (...args: readonly string[]) => {
    const done = await perch([...args, '--json'], { home });
    expect(done).toMatchObject({ code: 0 });
    return done.json<Shown>().post;
  };
  const thread = ['--text', 'One', '--media', one, '--text', 'Two', '--after', '10m'];
  const { id } = await run('add', ...thread, '--reply-settings', 'verified', '--at', '+2h');
  const changed = await run(
    'edit',
    id,
    '--part',
    '1',
    '--media',
    two,
    '--alt',
    'Two',
    '--reply-settings',
    'everyone',
  );
  expect(changed.parts).toMatchObject([
    { text: 'One', media: [{ name: 'two.jpg', alt: 'Two' }] },
    { after: 600_000 },
  ]);
  expect(changed.replySettings).toBeUndefined();
  expect((await run('edit', id, '--media', one, '--alt', 'Zwei')).parts).toHaveLength(2);
  const again = await run('edit', id, '--text', 'Eins', '--text', 'Zwei', '--after', '5m');
  expect(again.parts).toMatchObject([
    { text: 'Eins', media: [{}] },
    { text: 'Zwei', after: 300_000 },
  ]);
});

test('what cannot be attached or posted is refused with what to do', async () => {
  const home = tempHome();
  const { one, clip, note } = files(home);
  const add = (...args: readonly string[]) => perch(['add', ...args, '--at', '+1h'], { home });
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [['--media', join(home, 'none.png')], 1, /There is no file .*give the path/],
    [['--media', note], 1, /"note.png" is none that X takes.*convert/],
    [['--text', 'x', '--media', one, '--media', clip], 1, /one GIF, or one video, or up to 4 pictures/],
    [['--text', 'x', '--alt', 'y'], 2, /behind the --media/],
    [['--text', 'x', '--poll', 'only one'], 1, /2 to 4 answers/],
    [['--text', 'x', '--poll', 'a,b', '--poll-open', '1m'], 1, /5 minutes to 7 days/],
    [['--text', 'x', '--quote', 'that one'], 2, /--quote takes the id/],
    [['--text', 'x', '--reply-settings', 'friends'], 2, /--reply-settings takes everyone/],
    [['--text', 'x', '--reply-to', '12', '--reply-settings', 'verified'], 1, /decided by whoever began/],
    [[], 2, /something to say/],
  ];
  for (const [args, code, words] of cases) {
    const run = await add(...args);
    expect([args, run.code, run.stderr]).toEqual([args, code, expect.stringMatching(words)]);
  }
});
