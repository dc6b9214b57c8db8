import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { containerClient } from '../../core/adapters/azure/clients.ts';
import { parseConnection } from '../../core/adapters/azure/connection.ts';
import { createContentStore } from '../../core/adapters/azure/content-store.ts';
import { createFolderContent } from '../../core/adapters/content/folder.ts';
import { DAY } from '../../core/domain/time.ts';
import { type Azurite, startAzurite } from '../fakes/azurite.ts';
import { createTempHome, type TempHome } from '../fakes/temp-home.ts';
import { bytesOf, contentStoreConformance, hashOf, listed, sourceOf } from './content-store.ts';

let azurite: Azurite;
let opened = 0;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

contentStoreConformance('Folder', async () => {
  const { home, remove } = createTempHome();
  const folder = join(home, 'media');
  const fileOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  return {
    store: createFolderContent(folder),
    other: createFolderContent(folder),
    strand: async (bytes) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'killed.new'), bytes.subarray(0, bytes.byteLength / 2));
    },
    spoil: async (hash, bytes) => writeFileSync(fileOf(hash), bytes),
    age: async (hash) => utimesSync(fileOf(hash), new Date(0), new Date(DAY)),
    close: remove,
  };
});

const container = (connection: string, name: string) => {
  const parsed = parseConnection(connection);
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  return containerClient(parsed.connection, name);
};

contentStoreConformance('Azure', async () => {
  const client = container(azurite.connection, `media${++opened}`);
  const blobOf = (hash: string) => client.getBlockBlobClient(`main/${hash}`);
  return {
    store: createContentStore(client, 'main'),
    other: createContentStore(client, 'main'),
    strand: async (bytes) => {
      await client.createIfNotExists();
      const half = bytes.subarray(0, bytes.byteLength / 2);
      const id = Buffer.from('000000').toString('base64');
      await blobOf(hashOf(bytes)).stageBlock(id, half, half.byteLength);
    },
    spoil: async (hash, bytes) => {
      await blobOf(hash).upload(bytes, bytes.byteLength);
    },
    // Its times are those of the service, by the second.
    age: () => new Promise((resolve) => setTimeout(resolve, 1_100)),
    close: () => undefined,
  };
});

describe('Azure: workspaces', () => {
  it('see nothing of each other', async () => {
    const client = container(azurite.connection, 'shared');
    const one = createContentStore(client, 'one');
    const two = createContentStore(client, 'two');
    const { hash } = await one.put(sourceOf(bytesOf('a')));
    expect(await two.has(hash)).toBe(false);
    expect(await listed(two)).toEqual([]);
    expect(await two.remove(hash)).toBe(false);
    expect(await one.has(hash)).toBe(true);
  });
});

describe('Azure: out of reach', () => {
  const nowhere = () => {
    const gone = azurite.connection.replace(`:${azurite.ports.blob}/`, ':1/');
    return createContentStore(container(gone, 'media'), 'main');
  };

  it('is said, whatever is asked', async () => {
    const store = nowhere();
    const hash = hashOf(bytesOf('a'));
    const calls = [store.put(sourceOf(bytesOf('a'))), store.read(hash), store.list(), store.remove(hash)];
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ reason: { name: 'StoreError', code: 'unavailable' } });
  });
});

describe('Folder: files', () => {
  let temp: TempHome;
  let folder: string;
  beforeEach(() => {
    temp = createTempHome();
    folder = join(temp.home, 'media');
  });
  afterEach(() => temp.remove());

  // Root may write everything, so as root the test becomes somebody else for a moment.
  const asSomebody = async (run: () => Promise<void>): Promise<void> => {
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    try {
      await run();
    } finally {
      if (root) process.seteuid?.(0);
    }
  };

  it.skipIf(process.platform === 'win32')('are for their owner only', async () => {
    const { hash } = await createFolderContent(folder).put(sourceOf(bytesOf('mine')));
    const shelf = join(folder, hash.slice(0, 2));
    const modes = [folder, shelf, join(shelf, hash)].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  it.skipIf(process.platform === 'win32')('in a folder that cannot be written are told of', async () => {
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(temp.home, 0o755);
    const put = () => createFolderContent(folder).put(sourceOf(bytesOf('a')));
    chmodSync(folder, 0o555);
    await asSomebody(() => expect(put()).rejects.toMatchObject({ code: 'unwritable' }));
  });

  it('with a file in the way are told of', async () => {
    writeFileSync(folder, '');
    await expect(createFolderContent(folder).put(sourceOf(bytesOf('a')))).rejects.toMatchObject({
      code: 'unwritable',
    });
  });

  it('on a full disk are told of, and leave no trace', async () => {
    const store = createFolderContent(folder, { room: 10 });
    const small = await store.put(sourceOf(bytesOf('fits')));
    await expect(store.put(sourceOf(bytesOf('does not fit')))).rejects.toMatchObject({
      name: 'StoreError',
      code: 'full',
    });
    expect(await listed(store)).toEqual([small]);
    expect(readdirSync(folder)).toEqual([small.hash.slice(0, 2)]);
  });

  it('that a crash left half-written go after a day, and not before', async () => {
    mkdirSync(folder);
    for (const name of ['old.new', 'young.new']) writeFileSync(join(folder, name), 'half');
    const then = (Date.now() - 2 * DAY) / 1_000;
    utimesSync(join(folder, 'old.new'), then, then);
    await createFolderContent(folder).put(sourceOf(bytesOf('a')));
    expect(existsSync(join(folder, 'old.new'))).toBe(false);
    expect(existsSync(join(folder, 'young.new'))).toBe(true);
  });
});
