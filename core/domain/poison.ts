import type { Instant } from './time.ts';

/** A message that could not be worked, kept for a person. Keyed by message id, so adding it twice is harmless. */
export type PoisonRecord = {
  readonly id: string;
  readonly raw: string;
  readonly reason: string;
  readonly dequeueCount: number;
  readonly insertedAt: Instant;
  readonly poisonedAt: Instant;
};
