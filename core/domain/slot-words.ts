import { type Slot, tidySlots } from './slots.ts';

/** What words for weekly slots came to; `message` is one sentence: what was wrong and what to do. */
export type SlotsReading =
  | { readonly kind: 'ok'; readonly slots: readonly Slot[] }
  | { readonly kind: 'error'; readonly message: string };

type Weekday = Slot['weekday'];

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SETS: Readonly<Record<string, readonly Weekday[]>> = {
  daily: WEEKDAYS,
  weekdays: WEEKDAYS.slice(0, 5),
  weekends: WEEKDAYS.slice(5),
};
const TIME = /^(\d{1,2})(?::(\d\d))?(am|pm)?$/;
const EXAMPLES = 'write them like "mon-fri 09:00, 17:00; sat 10:00" or "daily 8am"';

/** Reads `mon-fri 09:00, 17:00; sat 10am`: what `describeSlots` writes, and a little more. */
export function parseSlots(words: string): SlotsReading {
  const slots: Slot[] = [];
  for (const group of words.toLowerCase().split(/[;\n]/)) {
    const tokens = group.split(/[\s,]+/).filter((token) => token !== '');
    const days = tokens.flatMap((token) => readDays(token) ?? []);
    const times = tokens.flatMap((token) => readTime(token) ?? []);
    const odd = tokens.find((token) => !readDays(token) && readTime(token) === undefined);
    if (odd !== undefined) return unclear(`"${odd.slice(0, 40)}" is not a day or a time`);
    if (tokens.length > 0 && (days.length === 0 || times.length === 0))
      return unclear(`"${group.trim().slice(0, 60)}" needs days and times`);
    slots.push(...days.flatMap((weekday) => times.map((time) => ({ weekday, time }))));
  }
  return { kind: 'ok', slots: tidySlots(slots) };
}

/** `Mon-Fri 09:00, 13:00; Sat 10:00`; empty without slots. */
export function describeSlots(slots: readonly Slot[]): string {
  const byTimes = new Map<string, Weekday[]>();
  for (const weekday of WEEKDAYS) {
    const times = timesOf(slots, weekday).join(', ');
    if (times !== '') byTimes.set(times, [...(byTimes.get(times) ?? []), weekday]);
  }
  return [...byTimes].map(([times, days]) => `${describeDays(days)} ${times}`).join('; ');
}

/** The times of a day, earliest first. */
export const timesOf = (slots: readonly Slot[], weekday: Weekday): readonly string[] =>
  slots.filter((slot) => slot.weekday === weekday).map(({ time }) => time);

/** A time of day as people write it, as `HH:MM`; undefined when it is none, or could be morning or evening. */
export function readTime(text: string): string | undefined {
  const [, hours = '', minutes, half] = TIME.exec(text.trim().toLowerCase()) ?? [];
  const hour = Number(hours);
  const isClear = half === undefined ? minutes !== undefined : hour >= 1 && hour <= 12;
  if (hours === '' || !isClear || hour > 23 || Number(minutes ?? 0) > 59) return undefined;
  const shown = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(shown).padStart(2, '0')}:${minutes ?? '00'}`;
}

function readDays(token: string): readonly Weekday[] | undefined {
  const set = SETS[token];
  if (set) return set;
  const [first, last] = token.split('-').map(readDay);
  if (first === undefined || (token.includes('-') && last === undefined)) return undefined;
  // "sat-mon" goes over the end of the week.
  const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => (((first - 1 + i) % 7) + 1) as Weekday);
}

function readDay(name: string): Weekday | undefined {
  const index = name.length < 3 ? -1 : NAMES.findIndex((long) => long.startsWith(name));
  return WEEKDAYS[index];
}

function describeDays(days: readonly Weekday[]): string {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => (run.length < 3 ? run.map(short) : [`${short(run[0])}-${short(run.at(-1))}`]))
    .join(', ');
}

const short = (day: Weekday | undefined): string => {
  const name = NAMES[(day ?? 1) - 1] ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1, 3)}`;
};

const unclear = (what: string): SlotsReading => ({
  kind: 'error',
  message: `The slots were not understood (${what}): ${EXAMPLES}.`,
});
