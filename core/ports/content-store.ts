import type { Instant } from '../domain/time.ts';

/** What is stored: `hash` is the SHA-256 of the bytes in hex, and their only name. */
export type ContentInfo = { readonly hash: string; readonly size: number };

/** `changedAt`: when it was last put or touched. */
export type StoredContent = ContentInfo & { readonly changedAt: Instant };

/** Gives the same bytes every time it is called: some stores have to know the hash before they begin. */
export type ContentSource = () => AsyncIterable<Uint8Array>;

/** X's largest object (a video), bytes. */
export const MAX_CONTENT = 512 * 1024 * 1024;

/**
 * Media by their content. What is stored never changes, so every worker may read it while others write, and a
 * name says what the bytes are. A `StoreError` is an outage; a damaged object is one (`corrupt`), never bytes.
 */
export type ContentStore = {
  /**
   * On the disk or with the service when it resolves; whoever is killed in between leaves nothing that can be
   * read. The same bytes again are the same object, and mend one that was damaged.
   * @throws ContentTooLargeError
   */
  put(source: ContentSource): Promise<ContentInfo>;
  /**
   * Undefined when it is not there. The last chunk comes only when all bytes are those of the hash, else a
   * `StoreError` (`corrupt`): nobody gets the whole of something else.
   */
  read(hash: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Says nothing about whether it is whole. */
  has(hash: string): Promise<boolean>;
  /** Whether it is there; from now on it counts as changed now, so that nobody takes it for long unused. */
  touch(hash: string): Promise<boolean>;
  list(): Promise<readonly StoredContent[]>;
  /** False when there was none, or when it was put or touched after `unchangedSince`, in whatever way that meets. */
  remove(hash: string, unchangedSince?: Instant): Promise<boolean>;
};

/** More than X takes; nothing was stored. */
export class ContentTooLargeError extends Error {
  override readonly name = 'ContentTooLargeError';
  readonly code = 'too-large';

  constructor() {
    super(
      `A file may have at most ${MAX_CONTENT / 1024 / 1024} MB, as X takes no larger one: make it smaller.`,
    );
  }
}
