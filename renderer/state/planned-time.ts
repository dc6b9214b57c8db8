import type { RepeatRule } from '../../core/domain/repeat.ts';
import { parseRepeat } from '../../core/domain/repeat-words.ts';
import type { PostingPlan } from '../../core/domain/slots.ts';
import { takenInstants } from '../../core/domain/taken.ts';
import { DAY, type Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { namesSlot, parseWhen, type SlotContext, type When, type WhenError } from '../../core/domain/when.ts';
import { formatInstant } from '../../core/domain/zone.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import type { Composition } from './composition.ts';
import { localZone } from './when-words.ts';

/** A repeat as it is chosen in the window; its time of day and day of the month are those of the post. */
export type RepeatDraft = {
  readonly every: RepeatRule['every'];
  readonly interval: number;
  /** Monday 1 to Sunday 7; for weeks. */
  readonly weekdays: readonly number[];
  readonly ends: 'never' | 'until' | 'times';
  /** `YYYY-MM-DD`. */
  readonly until: string;
  readonly times: number;
};

/** When the post goes out, as far as it is known by now. */
export type Planned =
  | (Omit<Extract<When, { kind: 'ok' }>, 'slot'> & {
      /** It is a free slot; the zone of this computer, for an account that planned nothing. */
      readonly slotZone?: string;
      /** Null: its series ends with it; absent: it stays as it is. */
      readonly repeat?: RepeatRule | null;
    })
  | (Omit<WhenError, 'code'> & { readonly code: WhenError['code'] | 'repeat' });

/** What is needed to read a time for the post. */
export type PlanningFacts = {
  readonly composition: Pick<Composition, 'id' | 'when' | 'zone' | 'repeat'>;
  readonly account: AccountView | undefined;
  /** The posts that are open, of all accounts. */
  readonly open: readonly PostView[];
};

/** So far ahead a series takes slots. */
const FORESIGHT = 400 * DAY;

/** The post's own zone, else that of its account, else that of this computer. */
export const zoneOf = (
  { zone }: Pick<Composition, 'zone'>,
  account: Pick<AccountView, 'zone'> | undefined,
): string => zone ?? account?.zone ?? localZone();

export const planOf = (account: Pick<AccountView, 'zone' | 'slots'> | undefined): PostingPlan => ({
  zone: account?.zone ?? localZone(),
  slots: account?.slots ?? [],
});

/** Whether the time depends on which slots are free. An empty one is the next free slot. */
export const isSlotWish = (when: string): boolean => when.trim() === '' || namesSlot(when);

/** Reads the time that is written, or finds the next free slot when none is. */
export function planTime({ composition, account, open }: PlanningFacts, now: Instant): Planned {
  const { when, repeat } = composition;
  const zone = zoneOf(composition, account);
  const context = isSlotWish(when) ? { slots: slotsOf({ composition, account, open }, now) } : {};
  const read = parseWhen(when.trim() || 'next slot', { now, zone, ...context });
  if (read.kind === 'error') return read;
  const { slot, ...time } = read;
  const planned = { ...time, zone, ...(slot && { slotZone: localZone() }) };
  if (!repeat) return repeat === undefined ? planned : { ...planned, repeat };
  const rule = ruleOf(repeat, read.at, zone);
  return rule.kind === 'ok'
    ? { ...planned, repeat: rule.rule }
    : { kind: 'error', code: 'repeat', message: rule.message };
}

/** The rule that a choice means for a post that goes out then. */
export function ruleOf(draft: RepeatDraft, at: Instant, zone: string) {
  const { every, interval, weekdays, ends, until, times } = draft;
  const days = every === 'week' && weekdays.length > 0 ? ` on ${weekdays.map(dayName).join(', ')}` : '';
  return parseRepeat(`every ${interval} ${every}s${days}`, {
    at,
    zone,
    ...(ends === 'until' && { until }),
    ...(ends === 'times' && { times }),
  });
}

const dayName = (day: number): string => ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][day - 1] ?? '';

type Key = readonly PostView[];
/** By the list of posts, which is another one after every change. */
const known = new WeakMap<Key, Map<string, readonly Instant[]>>();

/** The plan of the account, and when its posts go out; the post itself takes nothing from itself. */
export function slotsOf({ composition, account, open }: PlanningFacts, now: Instant): SlotContext {
  const key = `${account?.name} ${composition.id}`;
  const byAccount = known.get(open) ?? new Map<string, readonly Instant[]>();
  known.set(open, byAccount);
  const others = () => open.filter((post) => post.account === account?.name && post.id !== composition.id);
  const taken = byAccount.get(key) ?? takenInstants(others().map(occupant), now + FORESIGHT);
  byAccount.set(key, taken);
  return { plan: planOf(account), taken };
}

const occupant = ({ status, dueAt, repeat }: PostView) => ({
  status,
  dueAt: dueAt === null ? null : Date.parse(dueAt),
  repeat: repeat ?? null,
});

/** `today 17:00`, `Mon 09:00`, `30 Nov 09:00`: enough to know when, where there is little room. */
export function shortTime(at: Instant, zone: string, now: Instant): string {
  const [day = '', time = ''] = formatInstant(at, zone, { zoneName: false }).split(', ');
  const dayOf = (instant: Instant) => formatInstant(instant, zone).split(', ')[0];
  const clock = time.split(' ')[0] ?? '';
  if (day === dayOf(now)) return `today ${clock}`;
  if (day === dayOf(now + DAY)) return `tomorrow ${clock}`;
  const [weekday = '', date = '', month = '', year = ''] = day.split(' ');
  if (at > now && at - now < 6 * DAY) return `${weekday} ${clock}`;
  // The same date of another year is too far away to be meant.
  return `${date} ${month}${at - now < 300 * DAY ? '' : ` ${year}`} ${clock}`;
}

/** `Mon 30 Nov, 09:00`. */
export function dateTime(at: Instant, zone: string): string {
  const [day = '', time = ''] = formatInstant(at, zone, { zoneName: false }).split(', ');
  return `${day.replace(/ \d{4}$/, '')}, ${time.split(' ')[0]}`;
}
