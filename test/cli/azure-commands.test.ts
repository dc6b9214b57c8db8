import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { perch, tempHome } from './run-perch.ts';
import { createSharedWorkers } from './shared-workers.ts';

type Saved = { readonly post: { readonly id: string } };
type Listed = readonly {
  readonly id: string;
  readonly status: string;
  readonly parts: readonly { text: string }[];
}[];

test('every command works on a shared storage as it does on this computer', {
  timeout: 120_000,
}, async () => {
  const { env } = await createSharedWorkers();
  const home = tempHome();
  const run = async (...args: readonly string[]) => {
    const result = await perch([...args, '--json'], { home, env });
    expect([args.join(' '), result.code, result.stderr]).toEqual([args.join(' '), 0, expect.any(String)]);
    return result;
  };
  const add = async (...args: readonly string[]): Promise<string> =>
    (await run('add', ...args)).json<Saved>().post.id;
  const statusOf = async (id: string): Promise<string | undefined> =>
    (await run('list')).json<Listed>().find((post) => post.id === id)?.status;

  await run('check', '--text', 'Hello');
  const later = await add('--text', 'Later', '--at', '+2h');
  const thread = await add('--text', 'One', '--text', 'Two', '--at', '+3h');
  const gone = await add('--text', 'Gone', '--at', '+4h');
  await add('--text', 'Some day', '--draft');
  await run('edit', later, '--text', 'Later, edited');
  await run('cancel', gone);
  await run('retry', gone);
  await run('cancel', gone);
  await run('now', thread);
  const file = join(home, 'more.csv');
  writeFileSync(file, 'text,at,zone\nFrom a file,2031-03-01T09:00,Europe/London\n');
  await run('import', file, '--dry-run');
  await run('import', file);
  await run('pause');
  await run('resume');
  await run('processors', 'set', 'publish', '--count', '2');
  await run('worker', '--until-idle');

  expect(await statusOf(thread)).toBe('published');
  expect(await statusOf(gone)).toBe('cancelled');
  const shown = (await run('show', thread)).json<{ attempts: unknown[]; history: { event: string }[] }>();
  expect(shown.attempts).toHaveLength(2);
  expect(shown.history.map(({ event }) => event)).toContain('published');
  const texts = (await run('list')).json<Listed>().map(({ parts }) => parts[0]?.text);
  expect(texts.toSorted()).toEqual(['From a file', 'Gone', 'Later, edited', 'One', 'Some day']);
  expect((await run('export')).json<Listed>()).toHaveLength(5);
  expect((await run('processors', 'list')).json()).toContainEqual(
    expect.objectContaining({ name: 'publish', count: 2 }),
  );
  for (const command of [
    ['accounts', 'list'],
    ['poison', 'list'],
    ['storage', 'show'],
    ['storage', 'test'],
  ])
    await run(...command);
  await run('worker', '--once');
  // Nobody publishes any more, and both say so.
  expect((await perch(['doctor'], { home, env })).stdout).toMatch(/✓ Azure blobs[\s\S]*None is running/);
  const health = await perch(['health', '--json'], { home, env });
  expect([health.code, health.json<{ status: string }>().status]).toEqual([1, 'unhealthy']);
});
