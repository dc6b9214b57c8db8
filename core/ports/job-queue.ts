import type { Instant } from '../domain/time.ts';

/** A received message. `body` is undefined when it could not be read as a `T`; `raw` is what was stored. */
export type Message<T> = {
  readonly id: string;
  readonly body: T | undefined;
  readonly raw: string;
  /** How often it was received, this time included. */
  readonly dequeueCount: number;
  readonly insertedAt: Instant;
  /** Proof of this receive; stale after the visibility ran out and somebody else received it. */
  readonly receipt: string;
};

/**
 * A typed queue of hints. At least once: a message that is neither completed nor released in time comes back.
 * Losing or doubling one costs time, never correctness.
 */
export type JobQueue<T> = {
  send(bodies: readonly T[]): Promise<void>;
  /** Up to `max` (<= 32) visible messages, oldest first, hidden from others for `visibility` ms. */
  receive(options: { readonly max: number; readonly visibility: number }): Promise<readonly Message<T>[]>;
  /** Hides it for another `visibility` ms; undefined when somebody else has it now. */
  extend(message: Message<T>, visibility: number): Promise<Message<T> | undefined>;
  /** Removes them; one that somebody else has received since is left alone. */
  complete(messages: readonly Message<T>[]): Promise<void>;
  /** Makes it visible again after `delay` ms. */
  release(message: Message<T>, delay: number): Promise<void>;
  /** Messages on the queue, hidden ones included, and the age of the oldest. */
  depth(): Promise<{ readonly messages: number; readonly oldest?: Instant }>;
};

/** The one message kind of Perch: "look at these rows". */
export type PublishHint = { readonly ids: readonly string[] };

/** A message's body as a hint, or undefined when it is none. */
export function parseHint(raw: unknown): PublishHint | undefined {
  if (typeof raw !== 'object' || raw === null || !('ids' in raw) || !Array.isArray(raw.ids)) return undefined;
  return raw.ids.every((id) => typeof id === 'string') ? { ids: raw.ids } : undefined;
}
