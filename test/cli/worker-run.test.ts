import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environmentOf, goodTexts, importRetimed, listPosts, openBigSandbox } from './retimed-posts.ts';
import { perch, startPerch, tempHome } from './run-perch.ts';

/** PERCH_RUN_SPAN: over how many ms the 200 posts are spread (60000 is the acceptance run). */
const SPAN = Number(process.env['PERCH_RUN_SPAN'] ?? 10_000);
const KILLS = Number(process.env['PERCH_KILLS'] ?? 30);

async function rig() {
  const home = tempHome();
  const sandbox = await openBigSandbox(join(home, 'x.db'));
  onTestFinished(() => sandbox.close());
  return { home, sandbox, texts: goodTexts() };
}

test(
  'the shared texts go out once each, byte for byte, in the order of their times',
  async () => {
    const { home, sandbox, texts } = await rig();
    await importRetimed(home, sandbox, texts, 4000, SPAN);
    const worker = startPerch(['worker'], { home, env: environmentOf(sandbox) });
    await expect
      .poll(() => sandbox.posts().length, { timeout: SPAN + 30_000, interval: 100 })
      .toBe(texts.length);
    expect(sandbox.posts().map((post) => post.text)).toEqual(texts);
    await expect
      .poll(async () => (await listPosts(home, sandbox)).filter((post) => post.status !== 'published'), {
        timeout: 5_000,
      })
      .toEqual([]);
    const late = sandbox.requests().filter((request) => request.status !== 201 && request.method === 'POST');
    expect(late).toEqual([]);
    expect((await worker.stop()).code).toBe(0);
  },
  SPAN + 60_000,
);

test(`a worker that is killed ${KILLS} times loses nothing and sends nothing twice`, async () => {
  const { home, sandbox, texts } = await rig();
  const env = environmentOf(sandbox);
  sandbox.setKnobs({ latencyMs: 15, duplicateWindowMs: 0 });
  // The work is spread over the kills, so that each of them falls into the middle of it.
  await importRetimed(home, sandbox, texts, 4000, KILLS * 550);
  for (let kill = 0; kill < KILLS; kill++) {
    const worker = startPerch(['worker'], { home, env });
    const already = sandbox.posts().length;
    await expect
      .poll(() => sandbox.posts().length, { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(Math.min(already, texts.length - 1));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    await worker.stop('SIGKILL');
  }
  const end = await perch(['worker', '--until-idle'], { home, env });
  expect(end.code, end.stderr).toBe(0);
  await expect
    .poll(
      async () => {
        await perch(['worker', '--until-idle'], { home, env });
        return (await listPosts(home, sandbox))
          .filter((post) => post.status !== 'published')
          .map((post) => post.status);
      },
      { timeout: 60_000 },
    )
    .toEqual([]);
  expect(
    sandbox
      .posts()
      .map((post) => post.text)
      .sort(),
  ).toEqual([...texts].sort());
}, 240_000);
