import type { Place } from '../domain/seal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../ports/store.ts';
import type { Sha256 } from './storage-digest.ts';

/** A storage that posts are moved from or to. */
export type End = {
  readonly store: Store;
  readonly place: Place;
  /** Workers of other machines may be using it; else the caller holds the lock that keeps every worker out. */
  readonly shared: boolean;
};

export type MoveProgress = { readonly step: 'settling' | 'copying' | 'verifying'; readonly posts: number };

export type MoveDeps = {
  readonly from: End;
  readonly to: End;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly onProgress?: (progress: MoveProgress) => void;
};

/** Why posts were not moved, in one sentence that says what to do. */
export class MoveError extends Error {
  override readonly name = 'MoveError';
  readonly code: 'same-storage' | 'not-here' | 'conflict' | 'mismatch' | 'moved-already' | 'nothing-to-undo';

  constructor(code: MoveError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
