import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLocalStore } from '../../core/adapters/sqlite/open.ts';
import { createSystemClock } from '../../core/adapters/system/clock.ts';
import { createSystemRandom } from '../../core/adapters/system/random.ts';
import { STATUSES } from '../../core/domain/status.ts';
import { HOUR } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { aPost } from '../fakes/post.ts';
import { perch, type Run, startPerch, tempHome } from './run-perch.ts';
import { startSandbox } from './run-sandbox.ts';

type Moved = {
  readonly moved: Readonly<Record<'posts' | 'history' | 'accounts' | 'poison' | 'content', number>>;
  readonly digest: string;
  readonly from: string;
  readonly to: string;
};

const POSTS = 300;
let azurite: Azurite;
let home: string;
// One for each test: all of them use the same workspace.
beforeEach(async () => {
  azurite = await startAzurite();
  home = tempHome();
});
afterEach(() => azurite.stop());

/** Posts of every status but those in flight, threads among them, and a poison message. */
async function fill(): Promise<void> {
  const store = openLocalStore({ home, clock: createSystemClock(), random: createSystemRandom() });
  const now = Date.now();
  const settled = STATUSES.filter((status) => status !== 'publishing' && status !== 'checking');
  const posts = Array.from({ length: POSTS }, (_, i) => {
    const status = settled[i % settled.length] ?? 'scheduled';
    const isOut = status === 'published';
    const texts = i % 7 === 0 ? [`Post ${i}`, `and more of ${i}`] : [`Post ${i}`];
    const parts = texts.map((text, part) =>
      isOut ? { text, tweetId: `19${i}${part}`, publishedAt: now } : { text },
    );
    const dueAt = status === 'draft' && i % 2 ? null : now + HOUR + i;
    return aPost({ status, parts, dueAt, account: 'perch_sandbox', cursor: isOut ? parts.length : 0 });
  });
  await store.posts.insert(posts, { at: now, event: 'imported', part: 0, detail: '', by: 'cli' });
  const record = {
    raw: '{"no',
    reason: 'It could not be read.',
    dequeueCount: 6,
    insertedAt: now,
    poisonedAt: now,
  };
  await store.poison.put({ ...record, id: 'a-message' });
  await store.settings.setProcessor('publish', { count: 3 });
  store.close();
}

const local = () => ({ home });
const cloud = () => ({ home, env: { PERCH_STORAGE: azurite.connection } });
type Options = { readonly home: string; readonly env?: Readonly<Record<string, string>> };

async function contents(options: Options) {
  const commands = [['list', '--json'], ['export'], ['poison', '--json'], ['processors', '--json']];
  return Promise.all(commands.map(async (args) => (await perch(args, options)).stdout));
}

const expectNoSecret = (...runs: readonly Run[]): void => {
  for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain(azurite.account.key);
};

describe('storage', () => {
  test('moves everything to Azure and back again', async () => {
    await fill();
    const before = await contents(local());
    const there = await perch(['storage', 'move', '--to', '-', '--json'], {
      ...local(),
      input: azurite.connection,
    });
    expect(there.code).toBe(0);
    const moved = there.json<Moved>();
    expect(moved.moved).toEqual({ posts: POSTS, history: POSTS, accounts: 0, poison: 1, content: 0 });
    expect(moved.to).toContain('perchtest');
    expect(there.stderr).toContain('300 posts copied');
    expect(await contents(cloud())).toEqual(before);

    const env = { ...cloud().env, DEST: 'local' };
    const back = await perch(['storage', 'move', '--to', 'env:DEST'], { home, env });
    expect(back).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Digest of both sides: ${moved.digest}`),
    });
    expect(await contents(local())).toEqual(before);
    const [first] = JSON.parse(before[0] ?? '') as PostView[];
    expect((await perch(['cancel', first?.id ?? ''], local())).code).toBe(0);
    expectNoSecret(there, back);
  });

  test('that was moved away sends and changes nothing, and says where it is', async () => {
    await perch(['add', '--text', 'Due', '--at', 'now'], local());
    expect((await perch(['storage', 'move', '--to', azurite.connection], local())).code).toBe(0);
    const says =
      /These posts were moved to the Azure Storage account perchtest .*set PERCH_STORAGE, or open Settings\./;
    const commands = [
      ['add', '--text', 'Late', '--at', '+1h'],
      ['resume'],
      ['pause'],
      ['worker', '--once'],
      ['worker'],
      ['processors', 'set', 'publish', '--count', '1'],
      ['storage', 'move', '--to', 'UseDevelopmentStorage=true'],
    ];
    for (const args of commands)
      expect(await perch(args, local())).toMatchObject({ code: 1, stderr: expect.stringMatching(says) });
    const health = await perch(['health', '--json'], local());
    expect(health).toMatchObject({ code: 0 });
    expect(health.json()).toMatchObject({
      status: 'paused',
      reasons: [{ message: expect.stringMatching(says) }],
    });
    const doctor = await perch(['doctor'], local());
    expect(doctor).toMatchObject({ code: 1, stdout: expect.stringMatching(says) });
    const show = await perch(['storage', 'show'], local());
    expect(show.stdout).toMatch(says);
    const undo = await perch(['storage', 'move', '--undo'], local());
    expect(undo).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('are in the Azure Storage account'),
    });
    expect((await perch(['worker', '--until-idle'], cloud())).stdout).toContain('1 post published.');
    expect((await perch(['list', '--json'], local())).json()).toMatchObject([{ status: 'scheduled' }]);
  });

  test('goes on after kill -9, or is given up', async () => {
    await fill();
    const before = await contents(local());
    const env = { DEST: azurite.connection };
    const kill = async () => {
      const running = startPerch(['storage', 'move', '--to', 'env:DEST'], { home, env });
      await once(running.child.stderr ?? running.child, 'data');
      await running.stop('SIGKILL');
    };
    await kill();
    const health = await perch(['health'], local());
    expect(health.stdout).toMatch(/These posts are being moved to .* or with --undo to keep them here\./);
    const elsewhere = await perch(['health'], cloud());
    expect(elsewhere.stdout).toMatch(/Posts are being moved here from the local storage of/);
    expect(await perch(['worker', '--once'], cloud())).toMatchObject({ code: 1, stdout: '' });
    expect((await perch(['storage', 'move', '--undo'], local())).code).toBe(0);
    expect((await perch(['health'], local())).stdout).not.toContain('moved');
    expect(await contents(local())).toEqual(before);

    await kill();
    const again = await perch(['storage', 'move', '--to', 'env:DEST', '--json'], { home, env });
    expect(again.code).toBe(0);
    expect(await contents(cloud())).toEqual(before);
    const repeated = await perch(['storage', 'move', '--to', 'env:DEST', '--json'], { home, env });
    expect(repeated.json()).toEqual(again.json());
    expectNoSecret(again);
  });

  test('is not moved under the worker of this computer', async () => {
    await perch(['add', '--text', 'Later', '--at', '+1h'], local());
    const worker = startPerch(['worker'], local());
    await worker.line(/^Perch publishes from/);
    const move = await perch(['storage', 'move', '--to', azurite.connection], local());
    expect(move).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Another worker is publishing from .*stop it first/),
    });
    expect((await perch(['storage', 'show', '--json'], local())).json()).toMatchObject({ inForce: true });
  });

  test('is moved under a worker elsewhere, and every post goes out once', async () => {
    const { env: x, control } = await startSandbox();
    const shared = { home: tempHome(), env: { ...x, PERCH_STORAGE: azurite.connection } };
    const texts = Array.from({ length: 12 }, (_, i) => `Second ${i}`);
    const worker = startPerch(['worker'], shared);
    await worker.line(/^Perch publishes from/);
    const start = Date.now() + 4_000;
    const rows = texts.map((text, i) => ({
      parts: [{ text }],
      dueAt: new Date(start + i * 1_000).toISOString(),
      zone: 'UTC',
    }));
    const file = join(home, 'rows.json');
    writeFileSync(file, JSON.stringify(rows));
    expect(await perch(['import', file], shared)).toMatchObject({ code: 0 });
    await worker.line(/ published .*: Second 0$/);

    const mine = { home, env: x };
    const move = await perch(['storage', 'move', '--to', 'local'], { home, env: shared.env });
    expect(move).toMatchObject({ code: 0 });
    const here = startPerch(['worker'], mine);
    await here.line(/ published .*: Second 11$/);
    expect((await here.stop('SIGTERM')).code).toBe(0);
    const late = await perch(['list', '--json'], mine);
    expect(late.json<PostView[]>().map(({ status }) => status)).toEqual(texts.map(() => 'published'));
    const { posts } = await control<{ posts: { text: string }[] }>('posts');
    expect(posts.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
    const ended = await worker.stop('SIGTERM');
    expect(ended.stdout).not.toContain('Second 11');
  });
});

describe('storage show, test and the command line', () => {
  test('show says where, and never how to get in', async () => {
    expect((await perch(['storage'], local())).stdout).toMatch(
      /^Storage {2}the local storage of .*\nPosts {4}none\n$/,
    );
    await perch(['add', '--text', 'One', '--draft'], cloud());
    const show = await perch(['storage', 'show', '--json'], cloud());
    expect(show.json()).toMatchObject({
      kind: 'azure',
      posts: 1,
      counts: { draft: 1 },
      inForce: true,
      notice: null,
    });
    expect(show.stdout).toContain('perchtest');
    expectNoSecret(show);
  });

  test('test has a tick for each service', async () => {
    const ticked = await perch(['storage', 'test', '--connection', '-'], {
      ...local(),
      input: azurite.connection,
    });
    expect(ticked.code).toBe(0);
    for (const service of ['connection', 'tables', 'queues', 'blobs'])
      expect(ticked.stdout).toMatch(new RegExp(`✓ Azure ${service}`));
    const wrong = azurite.connection.replace(azurite.account.key, Buffer.from('wrong').toString('base64'));
    const crossed = await perch(['storage', 'test', '--connection', 'env:C', '--json'], {
      home,
      env: { C: wrong },
    });
    expect(crossed).toMatchObject({ code: 1 });
    expect(crossed.json()).toMatchObject({ ok: false });
    expectNoSecret(ticked, crossed);
    expect((await perch(['storage', 'test'], local())).code).toBe(2);
  });

  test('a dry run says what would be moved, and seals nothing', async () => {
    await fill();
    const dry = await perch(['storage', 'move', '--to', azurite.connection, '--dry-run', '--json'], local());
    expect(dry.json()).toMatchObject({ dryRun: true, posts: POSTS, toCopy: POSTS, others: 0 });
    expect((await perch(['storage', '--json'], local())).json()).toMatchObject({ inForce: true });
    expect((await perch(['storage', '--json'], cloud())).json()).toMatchObject({ inForce: true, posts: 0 });
  });

  test.each([
    [['storage', 'move'], 2, /Say where to: --to local/],
    [['storage', 'move', '--to', 'env:NOT_THERE'], 2, /no environment variable NOT_THERE/],
    [['storage', 'move', '--to', '-'], 2, /--to is empty/],
    [['storage', 'move', '--undo', '--to', 'local'], 2, /--undo stands alone/],
    [['storage', 'move', '--to', 'local'], 1, /in the local storage of .* already/],
    [['storage', 'move', '--to', 'AccountName=x'], 1, /AccountKey|does not say|has neither/],
    [['storage', 'move', '--undo'], 1, /nothing to undo/],
  ])('%j is refused with %i', async (args, code, says) => {
    expect(await perch(args, local())).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringMatching(says),
    });
  });
});
