import { isSameSlot, slotsBetween } from '../../core/domain/slots.ts';
import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import type { Span } from './calendar-days.ts';

/** A slot of an account that no post has taken. */
export type FreeSlot = { readonly account: string; readonly at: Instant };

/**
 * The slots of a span that are still to come and free, in their order; each by the clocks of its account. Of
 * several accounts that like the same time, the first is meant.
 */
export function freeSlots(
  accounts: readonly Pick<AccountView, 'name' | 'zone' | 'slots'>[],
  posts: readonly PostView[],
  { from, to }: Span,
  { now, zone: fallback }: { readonly now: Instant; readonly zone: string },
): readonly FreeSlot[] {
  // A span begins with its first moment, slots are asked for after one.
  const after = Math.max(from - 1, now);
  return accounts
    .flatMap(({ name, slots, zone = fallback }) => {
      const taken = posts
        .filter(({ account }) => account === name)
        .map(({ dueAt }) => Date.parse(dueAt ?? ''));
      return slotsBetween({ zone, slots }, after, to - 1)
        .filter(({ at }) => !taken.some((due) => isSameSlot(due, at)))
        .map(({ at }) => ({ account: name, at }));
    })
    .toSorted((a, b) => a.at - b.at)
    .filter(({ at }, i, all) => all[i - 1]?.at !== at);
}
