import type { Instant } from '../domain/time.ts';
import { namesSlot, parseWhen, type SlotContext } from '../domain/when.ts';
import { canonicalZone, distance, formatInstant, isoInZone, isoUtc } from '../domain/zone.ts';
import { failure } from './failure.ts';

export type ResolvedTime = {
  readonly at: Instant;
  readonly zone: string;
  readonly notes: readonly string[];
  /** It is a slot that is free. */
  readonly slot?: true;
};

/** What a person wrote for a time and a zone, resolved. @throws Failure that says what to write instead */
export function resolveWhen(words: string, zone: string, now: Instant, slots?: SlotContext): ResolvedTime {
  const reading = parseWhen(words, { now, zone, ...(slots && { slots }) });
  if (reading.kind === 'error') throw failure(reading.code, reading.message);
  const { at, notes, slot } = reading;
  return { at, zone: reading.zone, notes, ...(slot && { slot }) };
}

/** Before anything is opened: what is no time in any zone. @throws Failure that says what to write instead */
export function refuseNonsense(words: string, zone: string, now: Instant): void {
  if (namesSlot(words)) return;
  const reading = parseWhen(words, { now, zone });
  const isForAnother = reading.kind === 'error' && ['past', 'gap', 'too-far'].includes(reading.code);
  if (!isForAnother) resolveWhen(words, zone, now);
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
