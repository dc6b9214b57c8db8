import type { Instant } from './time.ts';
import { abbreviation, formatInstant, isoInZone } from './time-text.ts';
import { type Wall, wallToInstant } from './wall.ts';
import type { SlotContext } from './when-slot.ts';

export type WhenCode =
  | 'empty'
  | 'not-understood'
  | 'zone'
  | 'invalid-date'
  | 'no-day'
  | 'no-time'
  | 'ambiguous-date'
  | 'ambiguous-hour'
  | 'range'
  | 'gap'
  | 'past'
  | 'no-slot'
  | 'too-far';

/** What a person's words for a time came to. */
export type When =
  | {
      readonly kind: 'ok';
      readonly at: Instant;
      /** The zone it was read in, spelled as in the IANA database. */
      readonly zone: string;
      /** Plain sentences: where the words left a choice, which one was made and how to get the other. */
      readonly notes: readonly string[];
      /** The other time at which clocks show the same, where they show it twice. */
      readonly twin?: Instant;
      /** It is the slot that was free. */
      readonly slot?: true;
    }
  | WhenError;

/** One plain sentence: what was wrong, what was expected, what to do. */
export type WhenError = {
  readonly kind: 'error';
  readonly code: WhenCode;
  readonly message: string;
  /** The words that nobody understood. */
  readonly unknown?: readonly string[];
  /** Of a time that clocks skip, the two ways out; of one that is over, when it was. */
  readonly near?: readonly Instant[];
};

export type WhenContext = {
  readonly now: Instant;
  /** IANA zone in which times without an offset are read. */
  readonly zone: string;
  /** For words about slots; without them they are refused. */
  readonly slots?: SlotContext;
};

/** A time before it is checked against the past and the far future. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly at: Instant;
      readonly notes: readonly string[];
      readonly twin?: Instant;
      readonly slot?: true;
    }
  | WhenError;

export function read(at: Instant, notes: readonly string[] = []): Extract<Reading, { kind: 'read' }> {
  return { kind: 'read', at, notes };
}

export function failed(code: WhenCode, message: string): WhenError {
  return { kind: 'error', code, message };
}

/** The examples every "not understood" ends with. */
export const EXAMPLES = 'write it like "tomorrow 9am", "fri 14:30", "in 2h" or 2027-03-01T09:00';

/**
 * A wall time in the context's zone. One that clocks skip is refused with both ways out; one that happens
 * twice is the first that is not over, with a note on the other.
 */
export function readWall(wall: Wall | string, context: WhenContext, notes: readonly string[] = []): Reading {
  const { zone, now } = context;
  const result = wallToInstant(wall, zone);
  switch (result.kind) {
    case 'ok':
      return read(result.at, notes);
    case 'overlap': {
      const isFirst = result.first >= now || result.second < now;
      const [at, other] = isFirst ? [result.first, result.second] : [result.second, result.first];
      return {
        ...read(at, [...notes, overlapNote(result.wall, zone, at, other, isFirst)]),
        ...(isFirst && { twin: other }),
      };
    }
    case 'gap': {
      const [before, after] = [result.before, result.after].map((at) =>
        formatInstant(at, zone, { zoneName: false }),
      );
      const what = `${result.wall.replace('T', ' ')} does not exist in ${zone} because clocks skip it`;
      return {
        ...failed('gap', `${what}: choose ${before} or ${after}.`),
        near: [result.before, result.after].filter((at) => at >= now),
      };
    }
    case 'invalid':
      return failed(
        'invalid-date',
        `There is no such date or time as ${result.wall}: check the day and the hour.`,
      );
    case 'unknown-zone':
      return failed(
        'zone',
        `There is no time zone "${result.zone}": use an IANA name such as Europe/London.`,
      );
  }
}

function overlapNote(wall: string, zone: string, at: Instant, other: Instant, isFirst: boolean): string {
  const time = wall.slice(wall.indexOf('T') + 1);
  const which = isFirst ? 'the first' : 'the second';
  const otherWay = isFirst ? `write ${isoInZone(other, zone)} for the second` : 'the first is over';
  return `${time} happens twice that day in ${zone}: ${which} (${abbreviation(at, zone)}) is used; ${otherWay}.`;
}
