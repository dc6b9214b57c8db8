import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DAY, type Instant } from '../../domain/time.ts';
import type { ContentInfo, ContentSource, ContentStore, StoredContent } from '../../ports/content-store.ts';
import { createMeter, isHash, verified } from './bytes.ts';
import { codeOf, folderError } from './folder-errors.ts';

export type FolderOptions = {
  /** Bytes that there is room for, so that a test can fill the disk. */
  readonly room?: number;
};

const BESIDE = '.new';
/** Of a file that is about to be removed, if it turns out to be as old as it was. */
const LEAVING = '.old';
/** Nobody writes one file for so long: what is older was left by a crash, ms. */
const LEFT_BEHIND = DAY;

/**
 * Media as files `<folder>/ab/abcdef…`, readable by their owner only. Written beside, forced to the disk, then
 * put in their place, so that a crash leaves all of a file or nothing under its name.
 */
export function createFolderContent(folder: string, options: FolderOptions = {}): ContentStore {
  const fileOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw folderError(error, folder);
    }
  };
  const has = (hash: string): Promise<boolean> =>
    guarded(async () => isHash(hash) && (await sizeOf(fileOf(hash))) !== undefined);
  let swept = false;

  return {
    put: (source) =>
      guarded(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (!swept) await sweep(folder);
        swept = true;
        return store(folder, fileOf, source, options.room ?? Number.POSITIVE_INFINITY);
      }),
    read: async (hash) => ((await has(hash)) ? verified(chunksOf(fileOf(hash), folder), hash) : undefined),
    has,
    touch: (hash) => guarded(async () => isHash(hash) && touch(fileOf(hash))),
    list: () => guarded(() => listAll(folder)),
    remove: (hash, unchangedSince = Number.POSITIVE_INFINITY) =>
      guarded(async () => (await has(hash)) && removeIfOld(fileOf(hash), unchangedSince)),
  };
}

async function store(
  folder: string,
  fileOf: (hash: string) => string,
  source: ContentSource,
  room: number,
): Promise<ContentInfo> {
  const beside = join(folder, `${randomUUID()}${BESIDE}`);
  try {
    const info = await writeBeside(beside, source, room);
    const file = fileOf(info.hash);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Also over one that is there: it holds the same bytes, unless it is damaged.
    await rename(beside, file);
    await syncFolder(dirname(file));
    await syncFolder(folder);
    return info;
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeBeside(beside: string, source: ContentSource, room: number): Promise<ContentInfo> {
  const meter = createMeter();
  const file = await open(beside, 'wx', 0o600);
  try {
    let left = room;
    for await (const chunk of source()) {
      meter.add(chunk);
      left -= chunk.byteLength;
      if (left < 0) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      await writeAll(file, chunk);
    }
    await file.sync();
    return meter.info();
  } finally {
    await file.close();
  }
}

/** One write may take less than it was given. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, at);
    at += bytesWritten;
  }
}

/** Opened when it is read, so that whoever never reads it leaves nothing open. */
async function* chunksOf(path: string, folder: string): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    yield* file.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw folderError(error, folder);
  } finally {
    await file?.close();
  }
}

async function listAll(folder: string): Promise<readonly StoredContent[]> {
  const found: StoredContent[] = [];
  for (const shelf of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const name of await namesIn(join(folder, shelf))) {
      const file = join(folder, shelf, name);
      if (name.endsWith(LEAVING)) await putBack(file, file.slice(0, -LEAVING.length));
      const stats = isHash(name) ? await statsOf(file) : undefined;
      if (stats) found.push({ hash: name, size: stats.size, changedAt: Math.floor(stats.mtimeMs) });
    }
  }
  return found;
}

async function touch(file: string): Promise<boolean> {
  const now = Date.now() / 1_000;
  try {
    await utimes(file, now, now);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Taken out of its place first: what is put there meanwhile is another file, and how old this one is stays true. */
async function removeIfOld(file: string, unchangedSince: Instant): Promise<boolean> {
  const leaving = file + LEAVING;
  await rename(file, leaving);
  const isOld = Math.floor((await stat(leaving)).mtimeMs) <= unchangedSince;
  if (isOld) await rm(leaving, { force: true });
  else await putBack(leaving, file);
  return isOld;
}

/** Also what a crash left on its way out. What was put in its place meanwhile has the same bytes. */
async function putBack(leaving: string, file: string): Promise<void> {
  try {
    await rename(leaving, file);
    await touch(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** What a crash left half-written. */
async function sweep(folder: string): Promise<void> {
  for (const name of (await namesIn(folder)).filter((each) => each.endsWith(BESIDE))) {
    const path = join(folder, name);
    const stats = await stat(path).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > LEFT_BEHIND) await rm(path, { force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

const sizeOf = async (file: string): Promise<number | undefined> => (await statsOf(file))?.size;

async function statsOf(file: string) {
  try {
    return await stat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and keeps renames without it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
