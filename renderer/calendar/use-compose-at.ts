import type { Instant } from '../../core/domain/time.ts';
import { type Cell, minuteAt } from '../state/calendar-cells.ts';
import { dayAt } from '../state/calendar-days.ts';
import { atMinute } from '../state/calendar-move.ts';
import type { FreeSlot } from '../state/calendar-slots.ts';
import { timeNow } from '../state/now.ts';
import { useServices } from '../state/services.tsx';
import { localZone, whenWords } from '../state/when-words.ts';
import type { CalendarPlace } from './use-place.ts';

const MORNING = 9 * 60;
const HALF_HOUR = 30;

/** The ways to the composer: as it is, or to begin a new post there. */
export type ComposerWays = { readonly onComposer: () => void; readonly onNew: () => void };

/** Goes to the composer with a time in it: for the text that has none yet, else for a new post. */
export function useComposeAt({
  onComposer,
  onNew,
}: ComposerWays): (at: Instant, account: string | undefined) => void {
  const { compositions } = useServices();
  return (at, account) => {
    const { editing, when } = compositions.get();
    const isWaiting = !editing && when.trim() === '';
    if (isWaiting) onComposer();
    else onNew();
    compositions.setWhen(whenWords(at, compositions.get().zone ?? localZone(), timeNow()));
    if (account !== undefined) compositions.setAccount(account);
  };
}

/**
 * The time that a person means by a cell: in the week the half hour at `fraction` of it, in the month the first
 * free slot of the day, else nine o'clock, else (today) the next hour. Undefined: it is over.
 */
export function timeOfCell(
  { day, hours }: Cell,
  fraction: number,
  { now, zone }: Pick<CalendarPlace, 'now' | 'zone'>,
  slots: readonly FreeSlot[],
): Instant | undefined {
  if (hours) {
    const minute = hours.from + Math.floor((fraction * (hours.to - hours.from)) / HALF_HOUR) * HALF_HOUR;
    const { at } = atMinute(day, Math.min(minute, hours.to - HALF_HOUR), zone);
    return at > now ? at : undefined;
  }
  const slot = slots.find(({ at }) => dayAt(at, zone) === day);
  const morning = atMinute(day, MORNING, zone).at;
  const nextHour = atMinute(
    day,
    Math.min((Math.floor(minuteAt(now, zone) / 60) + 1) * 60, 24 * 60 - 1),
    zone,
  ).at;
  return [slot?.at, morning, nextHour].find((at) => at !== undefined && at > now);
}
