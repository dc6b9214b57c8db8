import { type Instant, MINUTE } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { zoned } from '../../core/domain/zone.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { addDays, type Day, dayAt, type Span } from './calendar-days.ts';
import { atMinute } from './calendar-move.ts';

/** A time of the week at which an account likes to post. Monday is 1. */
type Slot = { readonly weekday: number; readonly time: string };
/** What an account may say about when it posts. */
export type PostingAccount = Pick<AccountView, 'name'> & {
  readonly zone?: string | undefined;
  readonly slots?: readonly Slot[] | undefined;
};

/** A slot of an account that no post has taken. */
export type FreeSlot = { readonly account: string; readonly at: Instant };

/**
 * The slots of a span that are still to come and free, in their order; each by the clocks of its account. Of
 * several accounts that like the same time, the first is meant.
 */
export function freeSlots(
  accounts: readonly PostingAccount[],
  posts: readonly PostView[],
  { from, to }: Span,
  { now, zone: fallback }: { readonly now: Instant; readonly zone: string },
): readonly FreeSlot[] {
  const taken = new Set(posts.map(({ account, dueAt }) => keyOf(account, Date.parse(dueAt ?? ''))));
  const first = Math.max(from, now);
  return accounts
    .flatMap(({ name, slots = [], zone = fallback }) =>
      daysOf({ from: first, to }, zone).flatMap((day) =>
        slots
          .filter(({ weekday }) => weekday === weekdayOf(day))
          .map(({ time }) => ({ account: name, at: atMinute(day, minuteOf(time), zone).at })),
      ),
    )
    .filter(({ account, at }) => at > first && at < to && !taken.has(keyOf(account, at)))
    .toSorted((a, b) => a.at - b.at)
    .filter(({ at }, i, all) => all[i - 1]?.at !== at);
}

const keyOf = (account: string, at: Instant): string => `${account} ${Math.floor(at / MINUTE)}`;

function daysOf({ from, to }: Span, zone: string): readonly Day[] {
  const days: Day[] = [];
  if (from >= to) return days;
  const last = dayAt(to, zone);
  for (let day = dayAt(from, zone); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function weekdayOf(day: Day): number {
  return zoned(Date.parse(day), 'UTC').dayOfWeek;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
