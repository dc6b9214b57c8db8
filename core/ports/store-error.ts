/** What kind of trouble: decides what to do about it. */
export type StoreErrorCode =
  /** The file is damaged. It is left as it is. */
  | 'corrupt'
  /** Written by a newer Perch. It is left as it is. */
  | 'newer'
  /** A database of another program. It is left as it is. */
  | 'foreign'
  /** The folder or a file cannot be written. */
  | 'unwritable'
  /** No space left; nothing of the write was kept. */
  | 'full'
  /** Others keep the store too busy. Locally nothing was written; elsewhere that is unknown, so read again. */
  | 'busy'
  /** The store does not let us in: wrong or expired keys, or a clock that is wrong. Nothing was written. */
  | 'refused'
  /** The posts are in force elsewhere (see domain/seal.ts). Nothing was written. */
  | 'sealed'
  /** Out of reach; whether the last write was kept is unknown, so read again. */
  | 'unavailable';

/** The store could not do its work: an outage, never a refusal. `message` is one sentence that says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What comes of each kind of trouble. `passes`: it may go away by itself. */
type StoreTrouble = {
  readonly what: string;
  readonly passes: boolean;
  readonly does: string;
  readonly way: string;
};

const WAITS =
  'Posts stay as they are; an outcome that X gave is kept in memory and written when the storage is back, else the timeline is read.';
const STOPS = 'Nothing is sent and nothing is overwritten; the file is left as it is.';

export const STORE_TROUBLES: Readonly<Record<StoreErrorCode, StoreTrouble>> = {
  unavailable: {
    what: 'The storage cannot be reached, or the disk cannot be read',
    passes: true,
    does: `${WAITS} New posts for a shared storage wait on this computer.`,
    way: 'perch storage test',
  },
  busy: { what: 'The storage is kept busy by others', passes: true, does: WAITS, way: 'perch health' },
  refused: {
    what: 'The storage does not accept the key, or the clock is wrong',
    passes: true,
    does: `${WAITS} New posts for a shared storage wait on this computer.`,
    way: 'perch storage test',
  },
  full: {
    what: 'The disk is full',
    passes: false,
    does: 'Nothing is armed, so nothing is sent; the worker tries again until there is space. An outcome that X gave is kept in memory meanwhile.',
    way: 'perch doctor',
  },
  sealed: {
    what: 'The posts are being moved, or were moved, to another storage',
    passes: false,
    does: 'Nothing is sent or changed here.',
    way: 'perch storage show',
  },
  corrupt: { what: 'The database is damaged', passes: false, does: STOPS, way: 'perch doctor' },
  newer: { what: 'The database is of a newer Perch', passes: false, does: STOPS, way: 'perch doctor' },
  foreign: { what: 'The file belongs to another program', passes: false, does: STOPS, way: 'perch doctor' },
  unwritable: {
    what: 'The folder or a file cannot be written',
    passes: false,
    does: 'Nothing is armed, so nothing is sent.',
    way: 'perch doctor',
  },
};

/** Trouble that may go away by itself, unlike a damaged file or a newer layout. */
export function isOutage(error: unknown): error is StoreError {
  return error instanceof StoreError && STORE_TROUBLES[error.code].passes;
}

/** For `catch`: what to go on with when it is an outage. Everything else is thrown on. */
export const inOutage =
  <T>(instead: () => T) =>
  (error: unknown): T => {
    if (isOutage(error)) return instead();
    throw error;
  };
