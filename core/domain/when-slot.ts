import { isSameSlot, nextFreeSlots, type PostingPlan, type SlotTime, slotsBetween } from './slots.ts';
import { DAY, type Instant } from './time.ts';
import { formatInstant } from './time-text.ts';
import { zoned } from './wall.ts';
import { failed, type Reading, read, type WhenContext } from './when-result.ts';

/** The slots that words such as "next slot" are about. */
export type SlotContext = {
  readonly plan: PostingPlan;
  /** When posts of the account go out already. */
  readonly taken: readonly Instant[];
};

const ORDINALS = ['next', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const NTH = `${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th)`;
const NEXT = new RegExp(
  `^(?:in |at )?(?:the )?(?:(${NTH}) )?(?:free |open )?slot(?: (after (?:the )?next))?$`,
);
const OF_DAY = new RegExp(`^(?:in |at |on )?(.+?)(?:['’]s)? (${NTH}|last) (?:free |open )?slot$`);
const BY_DAY = new RegExp(`^(?:in |at )?(?:the )?(${NTH}|last) (?:free |open )?slot (?:of |on )?(.+)$`);
const EXAMPLES = 'write "next slot", "slot after next" or "tomorrow\'s first slot"';

/** Whether the words are about a slot, so that the slots of the account are needed to read them. */
export const namesSlot = (input: string): boolean => /\bslots?\b/i.test(input);

/** Reads a day of the plan's zone. */
type ReadDay = (words: string, context: WhenContext) => Reading;

/**
 * A slot that is free: "next slot", "slot after next", "3rd free slot", "tomorrow's first slot". A slot that was
 * passed over because a post goes out then is told. Undefined when `text` is about none.
 */
export function readSlot(text: string, context: WhenContext, readDay: ReadDay): Reading | undefined {
  if (!namesSlot(text)) return undefined;
  const { slots } = context;
  if (!slots)
    return failed('no-slot', `"${text}" needs an account with slots, which is not known here: ${TIME}.`);
  if (slots.plan.slots.length === 0)
    return failed('no-slot', `The account has no slots, so there is no next one: add some, or ${TIME}.`);
  const next = NEXT.exec(text);
  if (next) return nthSlot(next[2] === undefined ? indexOf(next[1] ?? 'next') : 1, next, slots, context.now);
  const [, day, ordinal] = OF_DAY.exec(text) ?? rearranged(BY_DAY.exec(text));
  if (day === undefined || ordinal === undefined) return unclear(text);
  const zone = slots.plan.zone;
  // The end of the day is never over while the day is not.
  const date = readDay(`${day} 23:59`, { now: context.now, zone });
  if (date.kind === 'error') return date.code === 'not-understood' ? unclear(text) : date;
  return slotOfDay(date.at, ordinal, slots, context.now);
}

const TIME = 'write a time such as "tomorrow 9am"';

const unclear = (text: string): Reading =>
  failed('not-understood', `"${text}" was not understood: ${EXAMPLES}.`);

function rearranged(match: RegExpExecArray | null): readonly (string | undefined)[] {
  return match ? [match[0], match[2], match[1]] : [];
}

/** Counted from 0. */
function indexOf(ordinal: string): number {
  const digits = /^\d+/.exec(ordinal)?.[0];
  const nth = digits === undefined ? Math.max(ORDINALS.indexOf(ordinal), 1) : Number(digits);
  return nth - 1;
}

function nthSlot(index: number, match: RegExpExecArray, slots: SlotContext, now: Instant): Reading {
  // "Second slot after next" could be any of two.
  if (index < 0 || (match[2] !== undefined && match[1] !== undefined)) return unclear(match[0]);
  const { plan, taken } = slots;
  const at = nextFreeSlots(plan, taken, now, index + 1)[index];
  if (at === undefined) return failed('no-slot', `There is no such slot: ${TIME}.`);
  const all = slotsBetween(plan, now, at);
  return found(all.at(-1), passedOver(all, slots));
}

function slotOfDay(day: Instant, ordinal: string, slots: SlotContext, now: Instant): Reading {
  const { plan, taken } = slots;
  const date = zoned(day, plan.zone).toPlainDate();
  const name = formatInstant(day, plan.zone).split(',')[0] ?? '';
  const all = slotsBetween(plan, Math.max(now, day - 2 * DAY), day + DAY).filter(({ at }) =>
    zoned(at, plan.zone).toPlainDate().equals(date),
  );
  if (all.length === 0)
    return failed('no-slot', `${name} has no slot to come: choose another day, or ${TIME}.`);
  const free = all.filter(({ at }) => nextFreeSlots(plan, taken, at - 1, 1)[0] === at);
  if (free.length === 0)
    return failed('no-slot', `All slots of ${name} are taken: choose another day, or ${TIME}.`);
  const index = ordinal === 'last' ? free.length - 1 : indexOf(ordinal);
  const slot = free[index];
  if (!slot)
    return failed('no-slot', `${name} has only ${free.length} free slots: choose another, or ${TIME}.`);
  const passed = all.filter(({ at }) => (ordinal === 'last' ? at > slot.at : at < slot.at));
  return found(slot, passedOver(passed, slots));
}

/** Told, so that nobody takes a free slot for the one that he had in mind. */
function passedOver(others: readonly SlotTime[], { plan, taken }: SlotContext): readonly string[] {
  const [first, ...more] = others.filter(({ at }) => taken.some((one) => isSameSlot(one, at)));
  if (!first) return [];
  if (more.length > 0) return [`${more.length + 1} other slots are taken.`];
  return [`The slot of ${formatInstant(first.at, plan.zone, { zoneName: false })} is taken.`];
}

function found(time: SlotTime | undefined, notes: readonly string[]): Reading {
  if (!time) return failed('no-slot', `There is no such slot: ${TIME}.`);
  const clocks = {
    ok: [],
    gap: [`Clocks skip ${time.slot.time} that day, so it is as much later.`],
    overlap: [`Clocks show ${time.slot.time} twice that day: it is the first.`],
  };
  return { ...read(time.at, [...notes, ...clocks[time.clocks]]), slot: true };
}
