import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../core/adapters/sandbox/sandbox.ts';
import { createIo } from '../../core/cli/io.ts';
import { runCli } from '../../core/cli/run.ts';
import type { PostView } from '../../core/domain/view.ts';
import { environmentOf, listPosts, openBigSandbox } from './retimed-posts.ts';
import { perch, startPerch, tempHome } from './run-perch.ts';

type Saved = {
  readonly post: PostView;
  readonly error?: { readonly code: string; readonly message: string };
};
const THREAD = ['one', 'two', 'three', 'four', 'five'];
const NOT_PERMITTED = { title: 'Forbidden', detail: 'You are not permitted to perform this action.' };

/** A thread that is due at once, with a worker at it, until it has the status. */
async function thread(texts: readonly string[], faults: readonly Fault[], until: string) {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(home, 'x.db'));
  onTestFinished(() => sandbox.close());
  sandbox.setFaults(faults);
  const env = environmentOf(sandbox);
  const run = (...args: readonly string[]) => perch(args, { home, env });
  const id = randomUUID();
  const parts = texts.flatMap((text) => ['--text', text]);
  expect(await run('add', ...parts, '--at', '+1s', '--id', id)).toMatchObject({ code: 0 });
  startPerch(['worker'], { home, env });
  const status = async () => (await listPosts(home, sandbox))[0]?.status;
  const reaches = (wanted: string) => expect.poll(status, { timeout: 20_000, interval: 200 }).toBe(wanted);
  await reaches(until);
  return { home, env, sandbox, id, run, reaches };
}

test('a thread that failed at its third part: say why, change the part, go on there, then delete it all', async () => {
  const fault = { kind: 'status', code: 403, body: NOT_PERMITTED, apply: false, text: '^three$' } as const;
  const { sandbox, id, run, reaches } = await thread(THREAD, [fault], 'failed');
  const firstTwo = sandbox.posts();
  expect(firstTwo.map(({ text }) => text)).toEqual(['one', 'two']);
  const shown = await run('show', id);
  expect(shown.stdout).toContain('You are not permitted to perform this action.');
  expect(shown.stdout).toContain('Parts 1 to 2 are out and are not sent again.');

  expect((await run('edit', id, '--part', '2', '--text', 'TWO', '--json')).json<Saved>().error).toMatchObject(
    {
      code: 'part-is-out',
      message: expect.stringContaining('Part 2 is out'),
    },
  );
  for (const wrong of [
    ['--part', '3'],
    ['--part', '7', '--text', 'x'],
    ['--part', '0', '--text', 'x'],
    ['--part', '3', '--text', 'x', '--text', 'y'],
  ])
    expect((await run('edit', id, ...wrong)).code).toBe(2);
  expect((await run('edit', id, '--part', '3', '--text', 'THREE')).code).toBe(0);
  expect((await run('edit', id, '--part', '6', '--text', 'six')).code).toBe(0);
  expect((await run('retry', id)).code).toBe(0);
  await reaches('published');

  const onX = sandbox.posts();
  expect(onX.map(({ text }) => text)).toEqual(['one', 'two', 'THREE', 'four', 'five', 'six']);
  expect(onX.map(({ parentId }) => parentId)).toEqual([
    undefined,
    ...onX.slice(0, -1).map((post) => post.id),
  ]);
  expect(onX.slice(0, 2)).toEqual(firstTwo);

  const asked = await run('unpublish', id);
  expect(asked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--yes') });
  expect((await run('unpublish', id, '--json')).code).toBe(2);
  const limit = { kind: 'status', code: 429, method: 'DELETE', after: 2, apply: false } as const;
  sandbox.setFaults([limit]);
  const partly = await run('unpublish', id, '--yes', '--json');
  expect(partly).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Parts 1 to 4 are still out: X asked/),
  });
  expect(partly.json<Saved>()).toMatchObject({ post: { status: 'cancelled' }, error: { code: 'throttled' } });
  expect((await run('show', id)).stdout).toContain('Parts 1 to 4 are still out');

  const done = await run('unpublish', id, '--yes');
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('6 parts of') });
  expect(sandbox.posts().every(({ deletedAt }) => deletedAt !== undefined)).toBe(true);
  const again = (await run('unpublish', id, '--yes', '--json')).json<Saved>();
  expect(again.post.parts.map(({ deletedAt }) => typeof deletedAt)).toEqual(Array(6).fill('string'));
  for (const command of ['retry', 'now'])
    expect((await run(command, id, '--json')).json<Saved>().error?.code).toBe('taken-down');
  expect((await run('show', id)).stdout).toMatch(/Deleted from X \(part 1\)/);
});

test('at a terminal it asks first, and only a yes deletes', async () => {
  const { home, env, sandbox, id } = await thread(['only'], [], 'published');
  const answering = async (reply: string) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end(reply);
    const code = await runCli(['unpublish', id], createIo({ stdout, stderr, stdin }), {
      ...env,
      PERCH_HOME: home,
    });
    return { code, stderr: String(stderr.read() ?? ''), stdout: String(stdout.read() ?? '') };
  };
  for (const reply of ['\n', 'n\n', 'yesterday\n', '']) {
    const { code, stderr } = await answering(reply);
    expect(stderr).toMatch(
      /^Delete 1 part of \w{8} from X as @\w+\? .*\$0\.01\. \[y\/N\] Nothing was deleted\.\n$/,
    );
    expect(code).toBe(1);
  }
  expect(sandbox.posts()[0]?.deletedAt).toBeUndefined();
  expect(await answering('Yes\n')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('deleted from X'),
  });
  expect(sandbox.posts()[0]?.deletedAt).toBeDefined();
});

test('an import of what was taken down stays taken down', async () => {
  const { sandbox, id, run } = await thread(['only'], [], 'published');
  await run('unpublish', id, '--yes');
  for (const format of ['csv', 'json']) {
    const exported = await run('export', '--format', format);
    const other = tempHome();
    const file = join(other, `posts.${format}`);
    writeFileSync(file, exported.stdout);
    expect((await perch(['import', file, '--json'], { home: other })).code).toBe(0);
    const [part] = (await run('list', '--json')).json<readonly PostView[]>()[0]?.parts ?? [];
    const { tweetId, deletedAt } = part ?? {};
    expect(deletedAt).toBeDefined();
    expect(await listPosts(other, sandbox)).toMatchObject([
      { id, status: 'cancelled', reason: 'removed', parts: [{ tweetId, deletedAt }] },
    ]);
  }
});
