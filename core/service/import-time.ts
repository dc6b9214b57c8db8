import type { Status } from '../domain/status.ts';
import type { Instant } from '../domain/time.ts';
import { parseWhen } from '../domain/when.ts';
import { canonicalZone, formatInstant, wallToInstant } from '../domain/zone.ts';
import { type RowProblem, rowError } from './import-problem.ts';

export type ImportClock = {
  readonly now: Instant;
  /** The zone of wall times in rows that name none; undefined: such rows are refused. */
  readonly zone: string | undefined;
  /** The zone in which an instant with an offset is shown when nothing names one. */
  readonly machineZone: string;
};

export type RowTime = {
  readonly at: Instant | null;
  readonly zone: string | null;
  readonly problems: readonly RowProblem[];
};

type WrittenTime = { readonly at: string; readonly zone: string; readonly status: Status };

const ISO_DATE = /^\d{4}-\d\d-\d\d/;
const OFFSET = /\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:z|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * The instant of a row. Only ISO 8601 is taken: "tomorrow" or "+2h" would be another instant with every run,
 * and rows are recognised by theirs.
 */
export function resolveTime(source: WrittenTime, clock: ImportClock, mayBePast: boolean): RowTime {
  const text = source.at.trim();
  const isInstant = OFFSET.test(text);
  const named = source.zone.trim() || clock.zone || (isInstant || text === '' ? clock.machineZone : '');
  if (named === '')
    return refused(
      null,
      'no-zone',
      'The row has no zone: give it one in the column "zone", or one for all such rows with --zone.',
    );
  const zone = canonicalZone(named) ?? null;
  if (text === '') return withoutTime(source, zone, named, clock);
  if (!ISO_DATE.test(text)) {
    return refused(
      zone,
      'not-understood',
      `"${text.slice(0, 40)}" is not a time for an import: write it like 2027-03-01T09:00.`,
    );
  }
  return readTime(text, { ...clock, zone: named }, mayBePast, isInstant);
}

function readTime(
  text: string,
  clock: ImportClock & { readonly zone: string },
  mayBePast: boolean,
  isInstant: boolean,
): RowTime {
  const zone = canonicalZone(clock.zone) ?? null;
  const reading = parseWhen(text, { now: clock.now, zone: clock.zone });
  const known = zone === null ? undefined : instantOf(text, zone, isInstant);
  if (reading.kind === 'error') {
    if (reading.code === 'past' && mayBePast && known !== undefined) return { at: known, zone, problems: [] };
    const isPlaced = reading.code === 'past' || reading.code === 'too-far';
    return refused(zone, reading.code, reading.message, isPlaced ? known : undefined);
  }
  const at = known ?? reading.at;
  // Of a time that happens twice always the first, or a second run in between would make it another post.
  if (at < clock.now && !mayBePast) {
    return refused(zone, 'past', `${formatInstant(at, clock.zone)} is over: choose a later time.`, at);
  }
  const notes = at === reading.at ? reading.notes : [];
  return {
    at,
    zone,
    problems: notes.map((message) => ({ code: 'clock-change', severity: 'warning', message })),
  };
}

/** The instant without regard to now; undefined when the time does not exist. */
function instantOf(text: string, zone: string, isInstant: boolean): Instant | undefined {
  if (isInstant) {
    const at = Date.parse(
      text
        .replace(/^(\S+?)[t ]+/i, '$1T')
        .replace(/ (?=\S+$)/, '')
        .replace(/([+-]\d\d)(\d\d)?$/, '$1:$2'),
    );
    return Number.isNaN(at) ? undefined : at;
  }
  const result = wallToInstant(text.replace(/[t ]+/i, 'T'), zone);
  if (result.kind === 'ok') return result.at;
  return result.kind === 'overlap' ? result.first : undefined;
}

function withoutTime(
  { status }: WrittenTime,
  zone: string | null,
  named: string,
  clock: ImportClock,
): RowTime {
  if (zone === null) {
    const unknown = parseWhen('now', { now: clock.now, zone: named });
    return refused(
      null,
      'zone',
      unknown.kind === 'error' ? unknown.message : `There is no time zone "${named}".`,
    );
  }
  if (status === 'draft') return { at: null, zone, problems: [] };
  return refused(zone, 'empty-time', 'The row has no time: write one like 2027-03-01T09:00.');
}

function refused(zone: string | null, code: string, message: string, at: Instant | null = null): RowTime {
  return { at, zone, problems: [rowError(code, message)] };
}
