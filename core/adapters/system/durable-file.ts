import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../ports/store-error.ts';

/**
 * Written beside, forced to the disk, then put in its place, so that a crash leaves the old or the new one.
 * Readable by its owner only. @throws StoreError `unwritable`, `full`
 */
export function writeDurably(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, text, { mode: 0o600, flush: true });
    renameSync(beside, file);
    syncFolder(dirname(file));
  } catch (error) {
    rmSync(beside, { force: true });
    throw fileFailure(error, file);
  }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder, and keeps renames without it.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** What the system said about a file, as one sentence. */
export function fileFailure(error: unknown, file: string): StoreError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StoreError(
      'full',
      `There is no space left to write ${file}: free some space and try again.`,
      error,
    );
  }
  return new StoreError(
    'unwritable',
    `Perch cannot use ${file} (${code || String(error)}): make it readable and writable for you.`,
    error,
  );
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
