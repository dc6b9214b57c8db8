import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { codeOf } from '../../adapters/system/durable-file.ts';
import { FileError } from './file-error.ts';

export type Write = (text: string) => Promise<unknown>;

/** Fills a file that is only replaced as a whole: a full disk or an interruption leaves what was there. */
export function intoFile<T>(path: string, fill: (write: Write) => Promise<T>): Promise<T> {
  return besides(path, async (beside) => {
    const file = await open(beside, 'wx', 0o600);
    try {
      const result = await fill((text) => file.appendFile(text));
      await file.sync();
      return result;
    } finally {
      await file.close();
    }
  });
}

/** The same for lines that are packed on their way. */
export function intoPackedFile(path: string, lines: AsyncIterable<string>): Promise<void> {
  return besides(path, (beside) =>
    pipeline(
      Readable.from(lines),
      createGzip({ level: 6 }),
      createWriteStream(beside, { flags: 'wx', mode: 0o600, flush: true }),
    ),
  );
}

/** Before anything is made: what the system would say names a file that nobody knows. */
async function checkPlace(path: string): Promise<void> {
  const at = async (one: string) => stat(one).catch((error: unknown) => codeOf(error));
  const [file, folder] = [await at(path), await at(dirname(path))];
  if (typeof file === 'object' && file.isDirectory())
    throw new FileError('is-folder', `${path} is a folder: name a file in it.`);
  if (folder === 'ENOTDIR' || (typeof folder === 'object' && !folder.isDirectory()))
    throw new FileError('no-folder', `A part of ${path} is a file, not a folder: choose another path.`);
  if (folder === 'ENOENT')
    throw new FileError('no-folder', `There is no folder ${dirname(path)}: make it, or choose another path.`);
}

async function besides<T>(path: string, write: (beside: string) => Promise<T>): Promise<T> {
  await checkPlace(path);
  const beside = `${path}.${randomUUID().slice(0, 8)}.new`;
  try {
    const result = await write(beside);
    await rename(beside, path);
    return result;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
