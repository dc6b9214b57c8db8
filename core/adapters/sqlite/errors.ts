import { StoreError, type StoreErrorCode } from '../../ports/store-error.ts';

/** SQLite's primary result codes, as far as they are outages (https://sqlite.org/rescode.html). */
const CODES: Readonly<Record<number, StoreErrorCode>> = {
  3: 'unwritable', // PERM
  5: 'busy', // BUSY
  6: 'busy', // LOCKED
  8: 'unwritable', // READONLY
  10: 'unavailable', // IOERR
  11: 'corrupt', // CORRUPT
  13: 'full', // FULL
  14: 'unwritable', // CANTOPEN
  23: 'unwritable', // AUTH
  26: 'corrupt', // NOTADB
};

// The wal-index could not be made larger, which SQLite reports as an I/O error although the disk is full.
const IOERR_SHMSIZE = 4874;

/** One plain sentence for each kind of trouble. */
function storeMessage(code: StoreErrorCode, file: string, detail: string): string {
  const messages: Readonly<Record<StoreErrorCode, string>> = {
    corrupt: `The database ${file} is damaged (${detail}), so Perch left it as it is: move it and its -wal and -shm files to a safe place or put back a backup, then start again.`,
    newer: `The database ${file} was written by a newer Perch (${detail}), so it was left as it is: install the newest Perch.`,
    foreign: `The file ${file} belongs to another program (${detail}), so it was left as it is: choose another folder with PERCH_HOME.`,
    unwritable: `Perch cannot write ${file} (${detail}): check that the folder exists and is yours, or choose another one with PERCH_HOME.`,
    full: `There is no space left to write ${file}, so nothing was saved: free some space and try again.`,
    busy: `Another program has kept ${file} locked for too long, so nothing was saved: close it and try again.`,
    refused: `The database ${file} could not be opened (${detail}): check whose it is, then try again.`,
    sealed: `The posts of ${file} were moved elsewhere (${detail}).`,
    unavailable: `The database ${file} could not be read or written (${detail}): check the disk, then try again.`,
  };
  return messages[code];
}

export function storeError(code: StoreErrorCode, file: string, detail: string, cause?: unknown): StoreError {
  return new StoreError(code, storeMessage(code, file, detail), cause);
}

/** An outage as a `StoreError`; anything else (a bug) as it came. */
export function toStoreError(error: unknown, file: string): unknown {
  const errcode = sqliteCode(error);
  if (errcode === undefined || !(error instanceof Error)) return error;
  const code = errcode === IOERR_SHMSIZE ? 'full' : CODES[errcode & 0xff];
  return code ? storeError(code, file, detailOf(error), error) : error;
}

/** The extended result code, or undefined when the error is not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

const detailOf = (error: Error): string => error.message.replace(/^Failed to open database: /, '');
