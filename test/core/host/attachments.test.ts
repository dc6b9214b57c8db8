import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolderContent } from '../../../core/adapters/content/folder.ts';
import { createAttachApi } from '../../../core/host/attachments.ts';
import { ATTACH_CHUNK } from '../../../core/rpc/attach.ts';
import { parseArguments } from '../../../core/rpc/parse-arguments.ts';
import { WORKER_ARGUMENTS } from '../../../core/rpc/schemas.ts';
import { mediaHash, mediaResponse } from '../../../electron/media-files.ts';
import { aPicture } from '../../fakes/content.ts';
import { tempFolder } from '../../fakes/rig.ts';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function createApi({ isShared = false } = {}) {
  const path = tempFolder();
  const folder = join(path, isShared ? 'elsewhere' : 'media');
  const store = { content: createFolderContent(folder) };
  const storage = { kind: isShared ? 'azure' : 'local' };
  return { path, store, api: createAttachApi({ path, store, storage } as never) };
}

async function hand(api: ReturnType<typeof createApi>['api'], bytes: Uint8Array, name = 'a.png') {
  const id = await api.attachBegin(name);
  for (let at = 0; at < bytes.length; at += ATTACH_CHUNK)
    expect(await api.attachChunk(id, bytes.subarray(at, at + ATTACH_CHUNK))).toEqual({ kind: 'ok' });
  return api.attachEnd(id);
}

const show = (path: string, hash: string, range: string | null = null) =>
  mediaResponse(join(path, 'media'), hash, range, (type) => ({ 'Content-Type': type }));
const read = async (response: Response | undefined) => new Uint8Array((await response?.arrayBuffer()) ?? []);

test('a file of the window is stored as it is, and can be shown', async () => {
  const { api, path } = createApi();
  const bytes = aPicture(2.5 * ATTACH_CHUNK, 'one');
  const hash = hashOf(bytes);
  expect(await hand(api, bytes, 'view of the lake.png')).toEqual({
    kind: 'ok',
    media: {
      hash,
      type: 'image/png',
      size: bytes.length,
      width: 640,
      height: 480,
      alt: '',
      name: 'view of the lake.png',
    },
  });
  expect(readdirSync(join(path, 'attaching'))).toEqual([]);
  expect(await api.showMedia(hash)).toBe(true);
  const shown = await show(path, hash);
  expect([shown?.status, shown?.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(await read(shown)).toEqual(bytes);
});

test('a player may ask for a piece', async () => {
  const { api, path } = createApi();
  const bytes = aPicture(1_000, 'one');
  await hand(api, bytes);
  const part = await show(path, hashOf(bytes), 'bytes=10-19');
  expect([part?.status, part?.headers.get('content-range')]).toEqual([206, 'bytes 10-19/1000']);
  expect(await read(part)).toEqual(bytes.subarray(10, 20));
  expect((await show(path, hashOf(bytes), 'bytes=990-'))?.headers.get('content-range')).toBe(
    'bytes 990-999/1000',
  );
  expect((await show(path, hashOf(bytes), 'bytes=1000-'))?.status).toBe(416);
});

test('nothing but media is shown, and no path leads out of the folder', async () => {
  const { path, store } = createApi();
  const text = new TextEncoder().encode('<script>alert(1)</script>');
  await store.content.put(async function* () {
    yield text;
  });
  expect(await show(path, hashOf(text))).toBeUndefined();
  expect(await show(path, 'ab'.repeat(32))).toBeUndefined();
  const hash = 'ab'.repeat(32);
  expect(mediaHash(`/media/${hash}`)).toBe(hash);
  for (const bad of [
    `/media/${hash}?x`,
    `/media/${hash.toUpperCase()}`,
    '/media/../perch.db',
    `/media/${hash}/..`,
  ])
    expect(mediaHash(bad)).toBeUndefined();
});

test('what X would not take, or did not arrive, is refused with a sentence', async () => {
  const { api, store } = createApi();
  expect(await hand(api, new TextEncoder().encode('hello'), 'a.png')).toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/"a\.png" is none that X takes.*convert it/),
  });
  expect(await hand(api, aPicture(5 * 1024 * 1024 + 1))).toMatchObject({
    message: expect.stringMatching(/at most 5 MB: make it smaller/),
  });
  expect(await hand(api, new Uint8Array())).toMatchObject({ message: expect.stringMatching(/is empty/) });
  expect(await api.attachEnd('no-such')).toMatchObject({ message: expect.stringMatching(/attach it again/) });
  expect(await api.attachChunk('no-such', new Uint8Array(1))).toMatchObject({ kind: 'refused' });
  const id = await api.attachBegin('x');
  await api.attachChunk(id, aPicture());
  await api.attachCancel(id);
  expect(await api.attachEnd(id)).toMatchObject({ kind: 'refused' });
  expect(await store.content.list()).toEqual([]);
});

test('of a shared store there is a copy here, so that the window can show it', async () => {
  const { api, path, store } = createApi({ isShared: true });
  const [mine, theirs] = [aPicture(500, 'mine'), aPicture(500, 'theirs')];
  await hand(api, mine);
  expect(existsSync(join(path, 'media', hashOf(mine).slice(0, 2), hashOf(mine)))).toBe(true);
  await store.content.put(async function* () {
    yield theirs;
  });
  expect(await show(path, hashOf(theirs))).toBeUndefined();
  expect(await api.showMedia(hashOf(theirs))).toBe(true);
  expect(await read(await show(path, hashOf(theirs)))).toEqual(theirs);
  expect(await api.showMedia('cd'.repeat(32))).toBe(false);
});

test('the window hands over bytes, and not too many at once', () => {
  const parse = (bytes: unknown) => parseArguments(WORKER_ARGUMENTS, 'attachChunk', ['1', bytes]);
  expect(parse(new Uint8Array(ATTACH_CHUNK))).toHaveLength(2);
  expect(() => parse(new Uint8Array(ATTACH_CHUNK + 1))).toThrow('Bad arguments');
  expect(() => parse('text')).toThrow('Bad arguments');
  const media = { hash: '../../etc/passwd', type: 'image/png', size: 1, alt: '', name: 'x' };
  const input = { id: '1', account: 'a', parts: [{ text: 'x', media: [media] }], dueAt: 1, zone: 'UTC' };
  expect(() => parseArguments(WORKER_ARGUMENTS, 'add', [input])).toThrow('Bad arguments');
});
