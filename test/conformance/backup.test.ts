import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import { movePost } from '../../core/domain/transition.ts';
import { writeBackup } from '../../core/host/transfer/backup-write.ts';
import { restoreBackup } from '../../core/host/transfer/restore.ts';
import type { End } from '../../core/service/storage-ends.ts';
import { moveStorage } from '../../core/service/storage-move.ts';
import { azureEnds } from '../fakes/azure-ends.ts';
import { createFakeClock, FAKE_START } from '../fakes/clock.ts';
import { contentsOf, createKiller, depsOf, fill, Killed, openLocalEnd } from '../fakes/move-rig.ts';
import { aPost } from '../fakes/post.ts';
import { createFakeRandom } from '../fakes/random.ts';
import { tempFolder } from '../fakes/rig.ts';
import { mover } from './post-store.ts';

/** Before anything of what `fill` makes is due. */
const EARLY = FAKE_START - HOUR;
const open = { local: async () => openLocalEnd(), azure: azureEnds('backup') } as const;

async function backUp({ store }: End): Promise<string> {
  const file = join(tempFolder(), 'all.perchbackup');
  await writeBackup(file, store, { now: EARLY, version: '1.2.3' });
  return file;
}

async function filled(kind: keyof typeof open = 'local') {
  const from = await open[kind]();
  await fill(from);
  return { from, file: await backUp(from) };
}

const restore = (file: string, to: End, now = EARLY, home = tempFolder()) =>
  restoreBackup(file, {
    to,
    home,
    clock: createFakeClock(now),
    random: createFakeRandom(77),
  });

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    (error: Error & { code?: string }) => error.code ?? error.message,
  );

describe.each([
  ['local', 'local'],
  ['local', 'azure'],
  ['azure', 'local'],
] as const)('a backup of %s, restored to %s', (source, destination) => {
  test('is all there was, byte for byte, and again it changes nothing', async () => {
    const { from, file } = await filled(source);
    const to = await open[destination]();
    const before = await contentsOf(from);
    expect(await restore(file, to)).toMatchObject({ posts: before.records.length, kept: 0 });
    expect(await contentsOf(to)).toEqual(before);
    expect(await restore(file, to)).toMatchObject({ posts: 0, kept: before.records.length });
    expect(await contentsOf(to)).toEqual(before);
    expect(await to.store.settings.seal({ fresh: true })).toBeUndefined();
  });
});

describe('a restore', () => {
  test('that is killed anywhere is finished by the next one, and leaves nothing behind', async () => {
    const { from, file } = await filled();
    const before = await contentsOf(from);
    let kills = 0;
    for (let at = 1; ; at += 7) {
      const to = openLocalEnd();
      const home = tempFolder();
      const killer = createKiller(Math.ceil(at / 2), at % 2 === 0);
      const killed = await restore(file, killer.wrap(to), EARLY, home).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      await restore(file, to, EARLY, home);
      expect(await contentsOf(to)).toEqual(before);
      expect(readdirSync(home)).toEqual([]);
      if (!killed) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(5);
  }, 60_000);

  test('does not send what was due since: a person is asked', async () => {
    const { from, file } = await filled();
    const to = openLocalEnd();
    await restore(file, to, FAKE_START + 2 * HOUR);
    const then = new Map((await contentsOf(from)).records.map(({ post }) => [post.id, post]));
    const changed = (await contentsOf(to)).records.filter(
      ({ post }) => post.version !== then.get(post.id)?.version,
    );
    expect(changed.length).toBeGreaterThan(0);
    for (const { post, history } of changed) {
      expect(['scheduled', 'queued', 'retrying', 'held']).toContain(then.get(post.id)?.status);
      expect(post).toMatchObject({
        status: 'failed',
        reason: { kind: 'undecided' },
        attempt: { ambiguous: true },
      });
      expect(history.at(-1)).toMatchObject({ event: 'imported', to: 'failed', by: 'restore' });
    }
    const counts = await to.store.posts.counts();
    expect(counts.scheduled + counts.queued + counts.retrying + counts.held).toBe(0);
  });

  test('leaves alone what a used home has, and its settings', async () => {
    const { from, file } = await filled();
    const to = openLocalEnd();
    const own = aPost({ parts: [{ text: 'mine' }] });
    const entry = { at: FAKE_START, event: 'added', part: 0, detail: '', by: 'test' } as const;
    await to.store.posts.insert([own], entry);
    await to.store.settings.setProcessor('publish', { count: 7 });
    const before = await contentsOf(from);
    expect(await restore(file, to)).toMatchObject({ posts: before.records.length, kept: 0 });
    expect(await to.store.posts.get(own.id)).toEqual(own);
    expect((await to.store.settings.processors()).publish.count).toBe(7);
    const changed = movePost(own, 'cancelled', mover());
    expect(await to.store.posts.move(changed)).toMatchObject({ kind: 'moved' });
  });

  test('keeps the later state of a post that is here', async () => {
    const from = openLocalEnd();
    await fill(from);
    const file = await backUp(from);
    const waiting = (await contentsOf(from)).records.find(({ post }) => post.status === 'scheduled')?.post;
    if (!waiting) throw new Error('There is none.');
    await from.store.posts.move(movePost(waiting, 'cancelled', mover()));
    const before = await contentsOf(from);
    expect(await restore(file, from)).toMatchObject({ posts: 0, kept: before.records.length });
    expect((await contentsOf(from)).records).toEqual(before.records);
  });

  test('is refused where the posts were moved elsewhere', async () => {
    const { from, file } = await filled();
    await moveStorage(depsOf(from, openLocalEnd()));
    expect(await refusal(restore(file, from))).toBe('sealed');
  });
});

describe('a damaged file', () => {
  const EMPTY = { records: [], accounts: [], poison: [], content: [] };

  async function expectRefused(file: string, code: string): Promise<void> {
    const [to, home] = [openLocalEnd(), tempFolder()];
    expect(await refusal(restore(file, to, EARLY, home))).toBe(code);
    expect(await contentsOf(to)).toMatchObject(EMPTY);
    expect(await to.store.settings.seal({ fresh: true })).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
  }

  test('is refused as a whole, wherever it is cut or changed', async () => {
    const { file } = await filled();
    const whole = readFileSync(file);
    for (let at = 20; at < whole.length; at += Math.ceil(whole.length / 12)) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      writeFileSync(file, changed);
      await expectRefused(file, 'damaged');
      writeFileSync(file, whole);
      truncateSync(file, at);
      await expectRefused(file, 'damaged');
    }
  });

  test('is refused when it is well packed but not what was written', async () => {
    const { file } = await filled();
    const lines = gunzipSync(readFileSync(file)).toString().split('\n');
    const packed = (changed: readonly string[]) => writeFileSync(file, gzipSync(changed.join('\n')));
    packed(lines.map((line) => line.replace('"status":"draft"', '"status":"scheduled"')));
    await expectRefused(file, 'damaged');
    packed(lines.toSpliced(4, 1));
    await expectRefused(file, 'damaged');
    packed([lines[0]?.replace('"version":1', '"version":99') ?? '', ...lines.slice(1)]);
    await expectRefused(file, 'newer');
    writeFileSync(file, 'text,at,zone\n');
    await expectRefused(file, 'foreign');
  });

  test('a backup has no key in it', async () => {
    const { file } = await filled();
    const text = gunzipSync(readFileSync(file)).toString();
    expect(text).not.toMatch(/accessToken|appSecret|refreshToken|accessSecret/);
  });
});
