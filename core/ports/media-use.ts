import type { Instant } from '../domain/time.ts';

/** What this computer knows of media that no stored post tells. */
export type MediaUse = {
  /** Hashes in what is being written here and in what waits here for the storage; undefined: that cannot be read. */
  here(): Promise<ReadonlySet<string> | undefined>;
  /** What the last look found that nothing used; undefined: nobody has looked yet, or it was lost. */
  lastLook(): Promise<MediaLook | undefined>;
  keepLook(look: MediaLook): Promise<void>;
};

export type MediaLook = { readonly at: Instant; readonly unused: readonly string[] };
