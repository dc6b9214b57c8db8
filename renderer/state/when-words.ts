import type { Instant } from '../../core/domain/time.ts';
import { parseWhen } from '../../core/domain/when.ts';
import { clock, instantToWall, isoInZone, zoned } from '../../core/domain/zone.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const local = { zone: '', readAt: Number.NEGATIVE_INFINITY };

/** The zone of this computer. Every row asks, and asking Intl takes longer than drawing: asked once a second. */
export function localZone(): string {
  const now = performance.now();
  if (now - local.readAt > 1_000) {
    local.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    local.readAt = now;
  }
  return local.zone;
}

/** A time as a person would write it into the When field, or the exact form where words would be read otherwise. */
export function whenWords(at: Instant, zone: string, now: Instant): string {
  const date = zoned(at, zone);
  const words = `${date.day} ${MONTHS[date.month - 1]} ${date.year} ${clock(date)}`;
  const read = parseWhen(words, { now, zone });
  return read.kind === 'ok' && read.at === at ? words : isoInZone(at, zone);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** What clocks in the zone show, as the pickers take it. */
export function wallAt(at: Instant, zone: string): { readonly date: string; readonly time: string } {
  const { year, month, day, hour, minute } = instantToWall(at, zone);
  return { date: `${year}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

/** A wall time that was picked, as a person would write it. */
export function wallWords({ date, time }: { readonly date: string; readonly time: string }): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year} ${time}`;
}

/** `14:42`, as clocks in `zone` show it. */
export function clockIn(at: Instant, zone: string): string {
  return clock(zoned(at, zone));
}
