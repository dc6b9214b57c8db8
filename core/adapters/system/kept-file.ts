import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, fileFailure } from './durable-file.ts';

/** One text in a file, for what changes with every key that is pressed. */
export type KeptFile = {
  /** What was kept last, also when it is not on the disk yet; null: nothing. @throws StoreError `unwritable` */
  read(): Promise<string | null>;
  /**
   * Resolves when this text, or a later one, is on the disk. One write at a time: what is asked for meanwhile is
   * written once, in its latest form, so that a disk that is slow makes nobody wait for old texts.
   * @throws StoreError `unwritable`, `full`
   */
  keep(text: string): Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
};

/** Unlike `writeDurably` it never blocks: its caller has a window to serve. */
export function createKeptFile(file: string): KeptFile {
  let latest: string | undefined;
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function writeLatest(): Promise<void> {
    next = undefined;
    await replace(file, latest ?? '');
  }

  return {
    read: async () => latest ?? (await readIfThere(file)),
    keep: (text) => {
      latest = text;
      if (!next) {
        next = current.catch(() => undefined).then(writeLatest);
        current = next;
      }
      return next;
    },
    settled: () => current.catch(() => undefined),
  };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileFailure(error, file);
  }
}

/** Written beside, forced to the disk, then put in its place: a crash leaves the old text or the new one. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  try {
    await synced(beside, 'w', (handle) => handle.writeFile(text));
    await rename(beside, file);
    // Windows cannot open a folder, and keeps renames without it.
    if (process.platform !== 'win32') await synced(dirname(file), 'r', async () => undefined);
  } catch (error) {
    await rm(beside, { force: true });
    throw fileFailure(error, file);
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

async function synced(
  path: string,
  flags: 'w' | 'r',
  work: (handle: Handle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
