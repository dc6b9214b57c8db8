import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { tempFolder } from '../fakes/rig.ts';
import { perch, startPerch, tempHome } from './run-perch.ts';

type Listed = readonly { readonly id: string; readonly status: string; readonly unsynced?: true }[];
type Health = {
  readonly status: string;
  readonly reasons: readonly { readonly code: string; readonly since?: string }[];
  readonly workers: readonly { readonly kind: string; readonly live: boolean }[];
  readonly unsynced: number;
};

/** A storage that can be stopped and started again where it was, with what it has. */
async function createPlace() {
  const location = tempFolder();
  let azurite: Azurite | undefined = await startAzurite({ location });
  const { ports, account, connection } = azurite;
  const stop = async (): Promise<void> => {
    await azurite?.stop();
    azurite = undefined;
  };
  onTestFinished(stop);
  return {
    connection,
    stop,
    start: async (): Promise<void> => {
      azurite = await startAzurite({ location, ports, account });
    },
  };
}

/** Asks again and again until it is so. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
  }
}

describe('while the shared storage is away', () => {
  test('a post is saved here, shown, and published once when it is back', async () => {
    const place = await createPlace();
    const options = { home: tempHome(), env: { PERCH_STORAGE: place.connection } };
    const list = async (): Promise<Listed> => (await perch(['list', '--json'], options)).json<Listed>();
    expect(await perch(['add', '--text', 'Before', '--at', '+1h'], options)).toMatchObject({ code: 0 });

    await place.stop();
    const added = await perch(['add', '--text', 'Meanwhile', '--at', 'now', '--json'], options);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.json()).toMatchObject({
      post: { status: 'scheduled', unsynced: true },
      notes: ['Saved here; it goes to the shared storage as soon as it can be reached.'],
    });
    const listed = await perch(['list', '--json'], options);
    expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining('could not be reached') });
    expect(listed.json()).toMatchObject([{ parts: [{ text: 'Meanwhile' }], unsynced: true }]);
    const health = (await perch(['health', '--json'], options)).json<Health>();
    expect(health).toMatchObject({ status: 'unhealthy', unsynced: 1 });
    expect(health.reasons).toMatchObject([{ code: 'storage', since: expect.stringMatching(/Z$/) }]);

    // The worker begins without it.
    const worker = startPerch(['worker'], options);
    await worker.line(/^Perch publishes from/);
    await place.start();
    await worker.line(/published .*Meanwhile/);
    const posts = await until(list, (all) => all.every(({ status }) => status !== 'publishing'));
    expect(posts.map(({ status, unsynced }) => [status, unsynced])).toEqual([
      ['published', undefined],
      ['scheduled', undefined],
    ]);
    expect(readdirSync(join(options.home, 'outbox'))).toEqual([]);
    const after = (await perch(['health', '--json'], options)).json<Health>();
    expect(after).toMatchObject({ status: 'healthy', workers: [{ kind: 'cli', live: true }] });
    expect(await worker.stop()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 post published.'),
    });
  });

  test('a worker that loses it goes on when it is back, and one pass says why it cannot', async () => {
    const place = await createPlace();
    const options = { home: tempHome(), env: { PERCH_STORAGE: place.connection } };
    await perch(['add', '--text', 'Due soon', '--at', '+20s'], options);
    const worker = startPerch(['worker'], options);
    await worker.line(/^Perch publishes from/);
    await place.stop();
    const once = await perch(['worker', '--once'], { ...options, home: tempHome() });
    expect(once).toMatchObject({ code: 1, stderr: expect.stringContaining('could not be reached') });
    await place.start();
    await worker.line(/published .*Due soon/);
    expect((await worker.stop()).code).toBe(0);
  });

  test('the next command that gets through brings what waits', async () => {
    const place = await createPlace();
    const options = { home: tempHome(), env: { PERCH_STORAGE: place.connection } };
    await perch(['add', '--text', 'First', '--at', '+1h'], options);
    await place.stop();
    await perch(['add', '--text', 'Second', '--at', '+2h'], options);
    const third = await perch(['add', '--text', 'Third', '--at', '+3h', '--json'], options);
    const id = third.json<{ post: { id: string } }>().post.id;
    expect((await perch(['cancel', id, '--json'], options)).json()).toMatchObject({
      post: { status: 'cancelled', unsynced: true },
    });
    await place.start();
    expect((await perch(['list', '--json'], options)).json<Listed>().map(({ status }) => status)).toEqual([
      'scheduled',
      'scheduled',
      'cancelled',
    ]);
  });
});

test('a damaged file of the outbox is kept and told of', async () => {
  const home = tempHome();
  mkdirSync(join(home, 'outbox'));
  writeFileSync(join(home, 'outbox', 'a.json'), '{"format":1,');
  const { reasons } = (await perch(['health', '--json'], { home })).json<Health>();
  expect(reasons.map(({ code }) => code)).toContain('unsynced');
  expect(readdirSync(join(home, 'outbox'))).toEqual(['a.json.damaged']);
});
