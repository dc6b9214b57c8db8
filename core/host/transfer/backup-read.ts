import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BACKUP_VERSION, type BackupCounts, type BackupHead, type BackupLine } from './backup-format.ts';
import { FileError } from './file-error.ts';

export type CheckedBackup = {
  readonly head: BackupHead;
  readonly counts: BackupCounts;
  /** Of everything in it: the same file is the same backup. */
  readonly digest: string;
};

/** Reads the whole file and keeps nothing of it. @throws FileError when it is not whole, or no backup */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  const hash = createHash('sha256');
  let head: BackupHead | undefined;
  let counts: BackupCounts | undefined;
  let digest: string | undefined;
  for await (const text of textLines(path)) {
    if (digest !== undefined) throw damaged(path);
    const line = parse(path, text);
    head ??= headOf(path, line);
    if ('sha256' in line) digest = checkDigest(path, line.sha256, hash);
    else hash.update(`${text}\n`);
    if ('end' in line) counts = line.end;
  }
  if (!head) throw foreign(path);
  if (!counts || digest === undefined) throw damaged(path);
  return { head, counts, digest };
}

/** Every line but the first and the last of a file that was checked. */
export async function* readBackup(path: string): AsyncGenerator<BackupLine, void> {
  for await (const text of textLines(path)) {
    const line = parse(path, text);
    if (!('perch' in line) && !('sha256' in line)) yield line;
  }
}

type AnyLine = BackupLine | { readonly sha256: unknown };

/** As they were packed; an end in the middle of a line or of the packing is damage. */
async function* textLines(path: string): AsyncGenerator<string> {
  const text = new PassThrough();
  const unpacking = pipeline(createReadStream(path), createGunzip(), text);
  // Told of below, when the lines that could be read are through.
  unpacking.catch(() => undefined);
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) yield line;
    await unpacking;
  } catch (error) {
    throw readingProblem(path, error);
  } finally {
    text.destroy();
  }
}

function readingProblem(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EISDIR') return foreign(path);
  if (code === 'Z_DATA_ERROR') return /header/.test(String(error)) ? foreign(path) : damaged(path);
  return code.startsWith('Z_') ? damaged(path) : error;
}

function parse(path: string, text: string): AnyLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as AnyLine;
  } catch {
    // Said below.
  }
  throw damaged(path);
}

function headOf(path: string, line: AnyLine): BackupHead {
  if (!('perch' in line) || line.perch !== 'backup') throw foreign(path);
  if (line.version <= BACKUP_VERSION) return line;
  throw new FileError(
    'newer',
    `${path} was written by a newer Perch (${line.by}): restore it with that version or a later one.`,
  );
}

function checkDigest(path: string, written: unknown, hash: Hash): string {
  const digest = hash.digest('hex');
  if (written !== digest) throw damaged(path);
  return digest;
}

const damaged = (path: string): FileError =>
  new FileError(
    'damaged',
    `${path} is damaged or not whole, so nothing was restored: copy it anew from where it is kept, or take another backup.`,
  );

const foreign = (path: string): FileError =>
  new FileError('foreign', `${path} is no backup of Perch: choose a file that \`perch backup\` wrote.`);
