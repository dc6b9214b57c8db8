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

const OUTAGES: readonly StoreErrorCode[] = ['unavailable', 'refused', 'busy'];

/** Trouble that may go away by itself, unlike a damaged file or a newer layout. */
export function isOutage(error: unknown): error is StoreError {
  return error instanceof StoreError && OUTAGES.includes(error.code);
}

/** For `catch`: what to go on with when it is an outage. Everything else is thrown on. */
export const inOutage =
  <T>(instead: () => T) =>
  (error: unknown): T => {
    if (isOutage(error)) return instead();
    throw error;
  };
