import { type Instant, SECOND } from '../../core/domain/time.ts';
import { clock, zoned } from '../../core/domain/zone.ts';
import { type Planned, type PlanningFacts, planTime } from './planned-time.ts';

const KEY = 'perch.recentTime';
const TIME = /^\d\d:\d\d$/;

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** The time of day that a person wrote last, as `HH:MM`. */
export function recentTime(storage: Storage = localStorage): string | undefined {
  const kept = storage.getItem(KEY) ?? '';
  return TIME.test(kept) ? kept : undefined;
}

function rememberTime(time: string, storage: Storage): void {
  if (TIME.test(time)) storage.setItem(KEY, time);
}

/** Of a time that was written as it is, not as a length from now, the time of day for the next post. */
export function rememberWritten(
  facts: PlanningFacts,
  planned: Extract<Planned, { kind: 'ok' }>,
  now: Instant,
  storage: Storage = localStorage,
): void {
  const later = planTime(facts, now + SECOND);
  if (later.kind === 'ok' && later.at === planned.at)
    rememberTime(clock(zoned(planned.at, planned.zone)), storage);
}
