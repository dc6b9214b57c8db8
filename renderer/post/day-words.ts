import { DAY } from '../../core/domain/time.ts';
import type { DayKey } from '../state/day-groups.ts';
import { strings } from '../strings.ts';

const SHORT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const LONG = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `Today · Sat 21 Nov`. */
export function dayWords(day: DayKey, today: number): string {
  if (day === 'overdue') return strings.queue.overdue;
  if (day === 'no-time') return strings.queue.noTime;
  const date = new Date(day * DAY);
  const isThisYear = date.getUTCFullYear() === new Date(today * DAY).getUTCFullYear();
  const shown = (isThisYear ? SHORT : LONG).format(date).replace(',', '');
  const near = NEAR[day - today];
  return near === undefined ? shown : `${near} · ${shown}`;
}

const NEAR: Readonly<Record<number, string>> = {
  [-1]: strings.queue.yesterday,
  0: strings.queue.today,
  1: strings.queue.tomorrow,
};
