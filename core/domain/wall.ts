import { Temporal } from 'temporal-polyfill';
import type { Instant } from './time.ts';

/** A reading of a wall clock, without a zone. `month` is 1 to 12. */
export type Wall = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second?: number;
};

/** The instant of a wall time; where clocks change there may be none (`gap`) or two (`overlap`). */
export type WallResult =
  | { readonly kind: 'ok'; readonly at: Instant }
  /** Clocks jump over it: `before` and `after` are as far from the jump as the wall time is into the gap. */
  | { readonly kind: 'gap'; readonly before: Instant; readonly after: Instant; readonly wall: string }
  | { readonly kind: 'overlap'; readonly first: Instant; readonly second: Instant; readonly wall: string }
  /** No such date or time of day, or not `YYYY-MM-DD(T| )HH:MM[:SS]`. */
  | { readonly kind: 'invalid'; readonly wall: string }
  | { readonly kind: 'unknown-zone'; readonly zone: string };

// Fixed offsets in the database that people write for zones with summer time: an hour wrong half of the year.
const MISLEADING = new Set(['EST', 'MST', 'HST']);
const ISO_WALL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/i;

/** Whether `zone` is an IANA zone name (in any case). Offsets such as `+01:00` are not; nor is `EST`. */
export function isZone(zone: string): boolean {
  return canonicalZone(zone) !== undefined;
}

/** The zone as the IANA database spells it (`europe/london` -> `Europe/London`), or undefined. */
export function canonicalZone(zone: string): string | undefined {
  if (!/^[A-Za-z]/.test(zone) || MISLEADING.has(zone.toUpperCase())) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The instant at which clocks in `zone` show `wall`; fractions of a second in a string are kept. */
export function wallToInstant(wall: Wall | string, zone: string): WallResult {
  if (!isZone(zone)) return { kind: 'unknown-zone', zone };
  const plain = plainDateTime(wall);
  if (plain === undefined) return { kind: 'invalid', wall: typeof wall === 'string' ? wall : wallText(wall) };
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  const [first, second] = [earlier.epochMilliseconds, later.epochMilliseconds];
  if (first === second) return { kind: 'ok', at: first };
  const shown = plain.toString().replace(/:00$/, '');
  const exists = earlier.toPlainDateTime().equals(plain);
  return exists
    ? { kind: 'overlap', first, second, wall: shown }
    : { kind: 'gap', before: first, after: second, wall: shown };
}

/** What clocks in `zone` show at `at`. */
export function instantToWall(at: Instant, zone: string): Required<Wall> {
  const { year, month, day, hour, minute, second } = zoned(at, zone);
  return { year, month, day, hour, minute, second };
}

/** Date and time in `zone`, for arithmetic with the calendar. `zone` must be one (`isZone`). */
export function zoned(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function plainDateTime(wall: Wall | string): Temporal.PlainDateTime | undefined {
  // Temporal accepts second 60 as 59: a time nobody meant.
  if (typeof wall === 'string' && (!ISO_WALL.test(wall) || /:60/.test(wall))) return undefined;
  try {
    return typeof wall === 'string'
      ? Temporal.PlainDateTime.from(wall)
      : Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

function wallText(wall: Wall): string {
  return `${wall.year}-${two(wall.month)}-${two(wall.day)} ${two(wall.hour)}:${two(wall.minute)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
