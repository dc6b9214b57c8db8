import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import { createSystemClock } from '../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../core/adapters/system/random.ts';
import { PROCESSOR_NAMES } from '../../core/domain/processor.ts';
import type { PostView } from '../../core/domain/view.ts';
import { perch, tempHome } from './run-perch.ts';
import { startSandbox } from './run-sandbox.ts';

function openStore(home: string) {
  const store = openLocalStore({ home, clock: createSystemClock(), random: createSystemRandom() });
  onTestFinished(() => store.close());
  return store;
}

describe('accounts', () => {
  test('are added with keys from stdin or a file, tested, used and removed', async () => {
    const { info, control } = await startSandbox();
    const second = await control<{ account: { username: string }; keys: object }>('accounts', {
      username: 'second',
    });
    const home = tempHome();
    const env = { PERCH_X_API_URL: info.url };
    const keysFile = join(home, 'keys.json');
    writeFileSync(keysFile, JSON.stringify(second.keys));

    const first = await perch(['accounts', 'add', '--json'], { home, env, input: JSON.stringify(info.keys) });
    expect(first.json()).toMatchObject({
      account: { name: info.account.username, kind: 'x', gate: { state: 'open' } },
    });
    const other = await perch(['accounts', 'add', '--keys-file', keysFile], { home, env });
    expect(other).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Added @second\./) });
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);

    const [list, which, named, tested] = await Promise.all([
      perch(['accounts', 'list', '--json'], { home, env }),
      perch(['add', '--text', 'Hi', '--at', '+1h', '--json'], { home, env }),
      perch(['add', '--text', 'Hi', '--at', '+1h', '--account', '@second', '--json'], { home, env }),
      perch(['accounts', 'test', 'second'], { home, env }),
    ]);
    expect(
      list
        .json<{ name: string }[]>()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([info.account.username, 'second'].sort());
    expect(which).toMatchObject({ code: 1, stderr: expect.stringContaining('name one with --account') });
    expect(named.json<{ post: PostView }>().post.account).toBe('second');
    expect(tested.stdout).toMatch(/^The keys belong to @second \(user \d+\)\.\n$/);

    const refused = await perch(['accounts', 'remove', 'second', '--json'], { home, env });
    expect(refused.json()).toMatchObject({ error: { code: 'open-posts', openPosts: 1 } });
    const removed = await perch(['accounts', 'remove', '@second', '--force', '--json'], { home, env });
    expect(removed.json()).toMatchObject({ removed: 'second', openPosts: 1 });
    expect(readFileSync(join(home, 'secrets.json'), 'utf8')).not.toContain('second');

    const outputs = [first, other, list, which, named, tested, refused, removed]
      .map(({ stdout, stderr }) => stdout + stderr)
      .join('');
    const database =
      readFileSync(join(home, 'perch.db'), 'latin1') +
      readFileSync(join(home, 'perch.db-wal'), { encoding: 'latin1', flag: 'a+' });
    for (const secret of [...Object.values(info.keys), ...Object.values(second.keys)]) {
      expect(outputs).not.toContain(secret);
      expect(database).not.toContain(secret);
    }
  });

  test('keys that are none are refused without repeating them', async () => {
    const { info } = await startSandbox();
    const env = { PERCH_X_API_URL: info.url };
    const wrong = { ...info.keys, accessSecret: 'wr0ng-s3cret' };
    const [none, half, bad] = await Promise.all([
      perch(['accounts', 'add', '--json'], { env }),
      perch(['accounts', 'add', '--json'], { env, input: '{"appKey":"wr0ng-s3cret"}' }),
      perch(['accounts', 'add', '--json'], { env, input: JSON.stringify(wrong) }),
    ]);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('--keys-file') });
    expect(half.json()).toMatchObject({
      error: { code: 'bad-keys', message: expect.stringContaining('What standard input holds lacks') },
    });
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringMatching(/X did not accept these keys/) });
    for (const { stdout, stderr } of [half, bad]) expect(stdout + stderr).not.toContain('wr0ng');
  });
});

test('processors are listed and set', async () => {
  const home = tempHome();
  const set = await perch(
    [
      'processors',
      'set',
      'publish',
      '--count',
      '8',
      '--enabled',
      'off',
      '--idle-sleep',
      '1m',
      '--report-timeout',
      '90s',
      '--json',
    ],
    { home },
  );
  const publish = { name: 'publish', enabled: false, count: 8, idleSleep: 60_000, reportTimeout: 90_000 };
  expect(set.json()).toEqual(publish);
  const [json, human, bare] = await Promise.all([
    perch(['processors', 'list', '--json'], { home }),
    perch(['processors'], { home }),
    perch(['processors', '--json'], { home }),
  ]);
  expect(json.json()).toEqual(
    PROCESSOR_NAMES.map((name) => (name === 'publish' ? publish : expect.objectContaining({ name }))),
  );
  expect(bare.stdout).toBe(json.stdout);
  expect(human.stdout).toMatch(/^PROCESSOR +SWITCH[\s\S]*publish +off +8 +1 min +90 s$/m);
});

test('poison messages are listed, shown, put back and discarded', async () => {
  const home = tempHome();
  const store = openStore(home);
  const record = { reason: 'read 6 times', dequeueCount: 6, insertedAt: 0 };
  await store.poison.put({
    ...record,
    id: 'aaaa1111',
    poisonedAt: 2_000,
    raw: '{"v":1,"body":{"ids":["x"]}}',
  });
  await store.poison.put({ ...record, id: 'bbbb2222', poisonedAt: 1_000, raw: 'not JSON' });
  const [list, human, show, broken] = await Promise.all([
    perch(['poison', '--json'], { home }),
    perch(['poison', 'list'], { home }),
    perch(['poison', 'show', 'bbbb', '--json'], { home }),
    perch(['poison', 'requeue', 'bbbb2222', '--json'], { home }),
  ]);
  expect(list.json()).toMatchObject([
    { id: 'aaaa1111', poisonedAt: '1970-01-01T00:00:02.000Z' },
    { id: 'bbbb2222' },
  ]);
  expect(human.stdout).toMatch(/^ID +SINCE +READS +WHY\naaaa1111 .*read 6 times\n[\s\S]*2 messages\n$/);
  expect(show.json()).toMatchObject({ message: { raw: 'not JSON', dequeueCount: 6 } });
  expect(broken.json()).toMatchObject({
    error: { code: 'unreadable', message: expect.stringContaining('perch poison discard') },
  });
  expect((await perch(['poison', 'requeue', 'aaaa1111', '--json'], { home })).json()).toEqual({
    requeued: 'aaaa1111',
  });
  expect((await perch(['poison', 'discard', 'bbbb2222', '--json'], { home })).json()).toEqual({
    discarded: 'bbbb2222',
  });
  expect(await store.queue.depth()).toMatchObject({ messages: 1 });
  expect((await perch(['poison'], { home })).stdout).toBe('No poison messages.\n');
});

describe('health and doctor without a worker', () => {
  test('nothing to do is degraded, something to do is unhealthy', async () => {
    const home = tempHome();
    expect((await perch(['health', '--json'], { home })).json()).toMatchObject({
      status: 'degraded',
      reasons: [{ code: 'no-worker' }],
      processors: [],
      queue: { due: 0, waiting: 0, messages: 0, poison: 0 },
      next: null,
    });
    await perch(['add', '--text', 'Hi', '--at', '+1h'], { home });
    const [health, doctor] = await Promise.all([perch(['health'], { home }), perch(['doctor'], { home })]);
    expect(health).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^Perch is not publishing\.\n- No worker is running[\s\S]*Waiting +1/),
    });
    expect(doctor).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /✗ Worker +None is running and 1 post waits: open Perch or run `perch worker`/,
      ),
    });
  });

  test('the doctor sees what is amiss, in order', async () => {
    const home = tempHome();
    const well = await perch(['doctor', '--json'], { home });
    expect(well.code).toBe(0);
    const { checks } = well.json<{ checks: { name: string; state: string }[] }>();
    expect(checks.map(({ name }) => name)).toEqual([
      'Node',
      'Environment',
      'Home',
      'Database',
      'Secrets',
      'Worker',
      'Accounts',
      'X',
      'Clock',
    ]);
    writeFileSync(join(home, 'secrets.json'), '{}');
    chmodSync(join(home, 'secrets.json'), 0o644);
    const keys = JSON.stringify({ appKey: 'a', appSecret: 'b', accessToken: 'c', accessSecret: 'd' });
    const ill = await perch(['doctor'], {
      home,
      env: { PERCH_X_API_URL: 'http://127.0.0.1:9', PERCH_X_KEYS: keys },
    });
    expect(ill.code).toBe(1);
    expect(ill.stdout).toMatch(
      /✗ Secrets +Others can read .*chmod 600[\s\S]*✗ Connection +127\.0\.0\.1:9 does not take connections/,
    );
  });
});

describe('sandbox', () => {
  test('keeps its keys and posts in a file, and tells people how to use it', async () => {
    const file = join(tempHome(), 'deep', 'sandbox.db');
    const one = await startSandbox('--file', file);
    await one.server.stop();
    const two = await startSandbox('--file', file);
    expect(two.info).toEqual({ ...one.info, url: two.info.url });
    expect(Object.keys(two.info).sort()).toEqual(['account', 'controlSecret', 'keys', 'url']);
  });
});
