import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';

const CODES: Readonly<Record<string, StoreErrorCode>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
  EISDIR: 'unwritable',
  ENOENT: 'unwritable',
  EIO: 'unavailable',
  EMFILE: 'busy',
};

/** What the operating system refused as a `StoreError`; anything else (a bug, a refusal) as it came. */
export function folderError(error: unknown, folder: string): unknown {
  const code = CODES[codeOf(error)];
  if (error instanceof StoreError || code === undefined) return error;
  return new StoreError(code, sentence(code, folder, codeOf(error)), error);
}

function sentence(code: StoreErrorCode, folder: string, detail: string): string {
  if (code === 'full')
    return `There is no space left in ${folder}, so the file was not saved: free some space and try again.`;
  if (code === 'unwritable')
    return `Perch cannot use the folder ${folder} (${detail}): make it readable and writable for you, or choose another one with PERCH_HOME.`;
  return `The folder ${folder} could not be read or written (${detail}): check the disk, then try again.`;
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
