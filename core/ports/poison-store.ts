import type { Instant } from '../domain/time.ts';

/** A message that could not be worked, kept for a person. Keyed by message id, so adding it twice is harmless. */
export type PoisonRecord = {
  readonly id: string;
  readonly raw: string;
  readonly reason: string;
  readonly dequeueCount: number;
  readonly insertedAt: Instant;
  readonly poisonedAt: Instant;
};

export type PoisonStore = {
  put(record: PoisonRecord): Promise<void>;
  list(): Promise<readonly PoisonRecord[]>;
  get(id: string): Promise<PoisonRecord | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
};
