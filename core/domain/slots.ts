import { DAY, type Instant, MINUTE } from './time.ts';
import { isZone, type Wall, wallToInstant, zoned } from './wall.ts';

/** A time of the week at which posts go out. */
export type Slot = {
  /** Monday is 1. */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** `HH:MM` on the clocks of the plan's zone. */
  readonly time: string;
};

/** When posts of an account go out. Slots are wall time, so they stay where they are when clocks change. */
export type PostingPlan = {
  /** IANA zone of the slots, and of times that a person writes for the account. */
  readonly zone: string;
  /** By weekday and time, each once (`tidySlots`). */
  readonly slots: readonly Slot[];
  /** The late window of the account's new posts, ms; absent: what the settings say. */
  readonly lateWindow?: number;
};

/** The plans that people made, by account. Who made none has `defaultPlan`. */
export type PostingPlans = Readonly<Record<string, PostingPlan>>;

/** Where clocks skip the time of a slot it is as much later as they jump, where they show it twice the first. */
export type SlotTime = {
  readonly at: Instant;
  readonly slot: Slot;
  readonly clocks: 'ok' | 'gap' | 'overlap';
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** One for every half hour of the week. */
export const MAX_SLOTS = 336;

export const DEFAULT_SLOTS: readonly Slot[] = WEEKDAYS.slice(0, 5).flatMap((weekday) =>
  ['09:00', '13:00', '17:00'].map((time) => ({ weekday, time })),
);

/** What holds for an account without a plan; `zone` is that of the computer where it is asked for. */
export const defaultPlan = (zone: string): PostingPlan => ({ zone, slots: DEFAULT_SLOTS });

/** What is wrong with a plan that comes from outside, as one sentence, or undefined. */
export function planProblem({ zone, slots }: PostingPlan): string | undefined {
  if (!isZone(zone)) return `"${zone}" is not a time zone: use an IANA name such as Europe/London.`;
  if (slots.length > MAX_SLOTS) return `A week takes at most ${MAX_SLOTS} slots: leave some out.`;
  const bad = slots.find(({ weekday, time }) => !WEEKDAYS.includes(weekday) || !TIME.test(time));
  if (bad)
    return `"${bad.weekday} ${bad.time}" is not a slot: it takes a day from 1 (Monday) to 7 and HH:MM.`;
  return undefined;
}

/** By weekday and time, each once. */
export function tidySlots(slots: readonly Slot[]): readonly Slot[] {
  const unique = new Map(slots.map(({ weekday, time }) => [`${weekday} ${time}`, { weekday, time }]));
  return [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot);
}

/** All slots after `from`, up to and with `to`, earliest first; two that clocks push together are one. */
export function slotsBetween(plan: PostingPlan, from: Instant, to: Instant): readonly SlotTime[] {
  // A zone that this version of the database does not know has no slots, rather than wrong ones.
  if (plan.slots.length === 0 || !isZone(plan.zone)) return [];
  // Clocks that jump at midnight, or over a day, move a slot out of its date.
  const last = zoned(to, plan.zone).toPlainDate().add({ days: 2 });
  const found = new Map<Instant, SlotTime>();
  let date = zoned(from, plan.zone).toPlainDate().subtract({ days: 2 });
  for (; date.until(last).days >= 0; date = date.add({ days: 1 })) {
    for (const slot of plan.slots) {
      if (slot.weekday !== date.dayOfWeek) continue;
      const time = resolve(slot, date, plan.zone);
      const isSooner = found.get(time.at)?.clocks !== 'ok';
      if (time.at > from && time.at <= to && isSooner) found.set(time.at, time);
    }
  }
  return [...found.values()].toSorted((a, b) => a.at - b.at);
}

/**
 * The first `count` slots after `from` at which no post goes out yet; fewer only when the plan has no slots.
 * One is taken when a post is due within its minute.
 */
export function nextFreeSlots(
  plan: PostingPlan,
  taken: readonly Instant[],
  from: Instant,
  count: number,
): readonly Instant[] {
  const minutes = new Set(taken.map(minuteOf));
  const free: Instant[] = [];
  // Each week has a slot, so that many weeks hold enough of them; some to spare for dates that a zone skipped.
  const weeks = minutes.size + count + 4;
  for (let week = 0; week < weeks && free.length < count; week++) {
    const start = from + week * 7 * DAY;
    const found = slotsBetween(plan, start, start + 7 * DAY);
    free.push(...found.map(({ at }) => at).filter((at) => !minutes.has(minuteOf(at))));
  }
  return free.slice(0, count);
}

/** Whether two instants are in the same minute, and so in the same slot. */
export const isSameSlot = (a: Instant, b: Instant): boolean => minuteOf(a) === minuteOf(b);

const minuteOf = (at: Instant): number => Math.floor(at / MINUTE);

type Day = Pick<Wall, 'year' | 'month' | 'day'>;

function resolve(slot: Slot, { year, month, day }: Day, zone: string): SlotTime {
  const [hour = 0, minute = 0] = slot.time.split(':').map(Number);
  const result = wallToInstant({ year, month, day, hour, minute }, zone);
  switch (result.kind) {
    case 'ok':
      return { at: result.at, slot, clocks: 'ok' };
    case 'gap':
      return { at: result.after, slot, clocks: 'gap' };
    case 'overlap':
      return { at: result.first, slot, clocks: 'overlap' };
    default:
      throw new RangeError(`A plan was not checked: ${slot.time} ${zone}`);
  }
}
