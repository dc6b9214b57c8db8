import { MINUTE, SECOND } from '../../domain/time.ts';
import { LONGEST_LOOK } from './changes.ts';
import type { Bell, Head } from './head.ts';

/** An answer that may be used again for a while. */
export type Memory<T> = {
  /**
   * The remembered answer, or a new one; asked for once for all who ask at the same time. An old one is good
   * while this process hears of changes: when it last listened within `trust` ms.
   */
  get(trust?: number): Promise<T>;
  /** A new one, whatever is remembered. */
  fresh(): Promise<T>;
  /** Around a write of ours: nothing that was asked before is good any more, and the others are told. */
  write<R>(change: () => Promise<R>): Promise<R>;
};

/** Whatever anybody changes, ms. */
export const KEEP = 5 * SECOND;
/** While changes of others are heard of, ms. */
const KEEP_LISTENING = 30 * MINUTE;
/** Two looks in a row may fail, ms. */
const TRUST = 2 * LONGEST_LOOK;

export function createMemory<T>(
  read: () => Promise<T>,
  { head, bell, monotonic }: { readonly head: Head; readonly bell: Bell; readonly monotonic: () => number },
): Memory<T> {
  let known: { readonly value: Promise<T>; readonly askedAt: number } | undefined;
  const forget = (): void => {
    known = undefined;
  };
  head.onRing(bell, forget);

  function isGood(askedAt: number, trust: number): boolean {
    const age = monotonic() - askedAt;
    const isHeard = askedAt >= head.heardSince() && monotonic() - head.heardAt() < trust;
    return age < KEEP || (isHeard && age < KEEP_LISTENING);
  }
  const fresh = (): Promise<T> => {
    const asked = { value: read(), askedAt: monotonic() };
    known = asked;
    // An outage is not an answer.
    asked.value.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.value;
  };
  return {
    get: (trust = TRUST) => (known && isGood(known.askedAt, trust) ? known.value : fresh()),
    fresh,
    write: async (change) => {
      const result = await change().finally(forget);
      await head.ring(bell);
      return result;
    },
  };
}
