import { isInFlight, type Status } from '../../core/domain/status.ts';
import { type Instant, MINUTE } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { instantToWall, wallToInstant } from '../../core/domain/zone.ts';
import { addDays, type Day, dayAt, daysBetween } from './calendar-days.ts';

/** Why a post cannot be moved in the calendar. */
export type Lock = 'published' | 'inFlight' | 'unsynced' | 'past' | 'cancelled';

/** A time to move to. `skipped`: clocks jump over the wall time that was meant, so it is as much later. */
export type Target = { readonly at: Instant; readonly skipped?: string };

const LOCKED: Partial<Readonly<Record<Status, Lock>>> = { published: 'published', cancelled: 'cancelled' };

/** Nothing that has gone out, is on its way or is over can be dragged to another time. */
export function lockOf({ status, unsynced, dueAt }: PostView, now: Instant): Lock | undefined {
  if (isInFlight(status)) return 'inFlight';
  const lock = LOCKED[status] ?? (unsynced ? 'unsynced' : undefined);
  return lock ?? (Date.parse(dueAt ?? '') <= now ? 'past' : undefined);
}

/** The instant of `minute` (from midnight, by the clocks of `zone`) on `day`. */
export function atMinute(day: Day, minute: number, zone: string): Target {
  const hour = Math.floor(minute / 60);
  return resolve(`${day}T${two(hour)}:${two(minute - hour * 60)}`, zone);
}

/** `days` later by the calendar, at the same time of day by the clocks of the post's own zone. */
export function byDays(at: Instant, postZone: string, days: number): Target {
  const { year, month, day, hour, minute, second } = instantToWall(at, postZone);
  const date = addDays(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`, days);
  // Fractions of a second are no part of a wall time and stay.
  const target = resolve(`${date}T${two(hour)}:${two(minute)}:${two(second)}`, postZone);
  return { ...target, at: target.at + (((at % 1000) + 1000) % 1000) };
}

/**
 * To a day of the calendar, at the same time of day by the clocks of the post's own zone. Where both zones do not
 * change their clocks on the same day, that time may fall on the day beside it: then a day less or more is right.
 */
export function toDay(at: Instant, postZone: string, day: Day, zone: string): Target {
  const days = daysBetween(dayAt(at, zone), day);
  const candidates = [days, days - 1, days + 1].map((n) => byDays(at, postZone, n));
  return candidates.find((target) => dayAt(target.at, zone) === day) ?? byDays(at, postZone, days);
}

/** Minutes are time that passes, not wall time: a step is never lost in an hour that there is not. */
export function byMinutes(at: Instant, minutes: number): Target {
  return { at: at + minutes * MINUTE };
}

function resolve(wall: string, zone: string): Target {
  const result = wallToInstant(wall, zone);
  if (result.kind === 'ok') return { at: result.at };
  if (result.kind === 'overlap') return { at: result.first };
  if (result.kind === 'gap') return { at: result.after, skipped: wall.slice(11, 16) };
  throw new RangeError(`No time: ${wall} in ${zone}.`);
}

const two = (value: number): string => String(value).padStart(2, '0');
