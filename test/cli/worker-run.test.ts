import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environmentOf, goodTexts, importRetimed, listPosts, openBigSandbox } from './retimed-posts.ts';
import { startPerch, tempHome } from './run-perch.ts';

/** PERCH_RUN_SPAN: over how many ms the 200 posts are spread (60000 is the acceptance run). */
const SPAN = Number(process.env['PERCH_RUN_SPAN'] ?? 10_000);

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
