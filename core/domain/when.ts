import { distance, formatInstant } from './time-text.ts';
import { canonicalZone, zoned } from './wall.ts';
import { readIso } from './when-iso.ts';
import { readRelative } from './when-relative.ts';
import { EXAMPLES, failed, type Reading, read, type When, type WhenContext } from './when-result.ts';
import { readSlot } from './when-slot.ts';
import { readWords } from './when-words.ts';
import { suggestZone } from './zone-suggest.ts';

export type { When, WhenContext, WhenError } from './when-result.ts';
export { namesSlot, type SlotContext } from './when-slot.ts';

const MAX_YEARS_AHEAD = 10;
const MAX_INPUT = 120;

/**
 * Reads a time as a person writes it: ISO 8601, `+90s`, `now`, or English words. Times without an offset are
 * wall times in `context.zone`. A choice the words left open is told in `notes`; what is not fully understood
 * is an error, never a guess. "Next slot" and the like need `context.slots`.
 */
export function parseWhen(input: string, context: WhenContext): When {
  const zone = canonicalZone(context.zone);
  if (zone === undefined) return unknownZone(context.zone);
  const text = input.trim().replace(/\s+/g, ' ').toLowerCase();
  if (text === '') return failed('empty', `The time is empty: ${EXAMPLES}.`);
  if (text.length > MAX_INPUT)
    return failed('not-understood', `The time is too long to be one: ${EXAMPLES}.`);
  const reading = readAny(text, { ...context, zone });
  if (reading.kind === 'error') return reading;
  return outOfRange(reading.at, { now: context.now, zone }) ?? { ...reading, kind: 'ok', zone };
}

function readAny(text: string, context: WhenContext): Reading {
  if (text === 'now') return read(context.now);
  const slot = readSlot(text, context, readAny);
  if (slot) return slot;
  return readIso(text, context) ?? readRelative(text, context) ?? readWords(text, context);
}

function outOfRange(at: number, { now, zone }: WhenContext): When | undefined {
  const shown = formatInstant(at, zone);
  if (at < now)
    return { ...failed('past', `${shown} was ${distance(at, now)}: choose a later time.`), near: [at] };
  const latest = zoned(now, zone).add({ years: MAX_YEARS_AHEAD }).epochMilliseconds;
  if (at <= latest) return undefined;
  return failed('too-far', `${shown} is more than ${MAX_YEARS_AHEAD} years ahead: choose an earlier time.`);
}

function unknownZone(zone: string): When {
  const meant = suggestZone(zone);
  const advice = meant ? `did you mean ${meant}?` : 'use an IANA name such as Europe/London.';
  return failed('zone', `There is no time zone "${zone.slice(0, 60)}": ${advice}`);
}
