import { parseWhen } from '../../../core/domain/when.ts';
import { isoInZone } from '../../../core/domain/zone.ts';

/** A Saturday, 14:00:30 in London. */
export const NOW = Date.parse('2026-11-21T14:00:30.250Z');
export const LONDON = 'Europe/London';
export const NEW_YORK = 'America/New_York';
export const LORD_HOWE = 'Australia/Lord_Howe';
export const KOLKATA = 'Asia/Kolkata';

/** What `input` is read as: wall time and offset in the zone, or the code of the error. */
export function reading(input: string, zone = LONDON, now = NOW): string {
  const when = parseWhen(input, { now, zone });
  return when.kind === 'ok' ? isoInZone(when.at, when.zone) : when.code;
}

export function notes(input: string, zone = LONDON, now = NOW): readonly string[] {
  const when = parseWhen(input, { now, zone });
  return when.kind === 'ok' ? when.notes : ['error'];
}

export function message(input: string, zone = LONDON, now = NOW): string {
  const when = parseWhen(input, { now, zone });
  return when.kind === 'error' ? when.message : 'ok';
}
