import type { Instant } from '../domain/time.ts';
import { parseWhen } from '../domain/when.ts';
import { canonicalZone, distance, formatInstant, isoInZone, isoUtc } from '../domain/zone.ts';
import { failure } from './failure.ts';

export type ResolvedTime = { readonly at: Instant; readonly zone: string; readonly notes: readonly string[] };

/** What a person wrote for a time and a zone, resolved. @throws Failure that says what to write instead */
export function resolveWhen(words: string, zone: string, now: Instant): ResolvedTime {
  const reading = parseWhen(words, { now, zone });
  if (reading.kind === 'error') throw failure(reading.code, reading.message);
  return { at: reading.at, zone: reading.zone, notes: reading.notes };
}

/** @throws Failure when it is none */
export function resolveZone(zone: string, now: Instant): string {
  const known = canonicalZone(zone);
  if (known !== undefined) return known;
  return resolveWhen('now', zone, now).zone;
}

/** The echo of a resolved time for `--json`. */
export function timeView({ at, zone }: { readonly at: Instant; readonly zone: string }) {
  return { at: isoUtc(at), zone, wall: isoInZone(at, zone) };
}

/** `Mon 1 Mar 2027, 09:00 GMT (Europe/London), in 100 days`. */
export function timeWords(at: Instant, zone: string, now: Instant): string {
  return `${formatInstant(at, zone)}, ${distance(at, now)}`;
}
