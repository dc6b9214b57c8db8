import { Temporal } from 'temporal-polyfill';
import { failed, type Reading, read, readWall, type WhenContext } from './when-result.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[t ]+(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** ISO 8601: an instant with `Z` or an offset, otherwise wall time. Undefined when `text` has another form. */
export function readIso(text: string, context: WhenContext): Reading | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, date, time, offset] = match;
  if (time === undefined)
    return failed('no-time', `"${date}" has no time of day: write it like ${date}T09:00.`);
  const wall = `${date}T${time}`;
  if (offset === undefined) return readWall(wall, context);
  return readInstant(wall, offset.toUpperCase());
}

function readInstant(wall: string, offset: string): Reading {
  // Temporal accepts second 60 as 59: a time nobody meant.
  if (!/:60/.test(wall)) {
    try {
      return read(Temporal.Instant.from(wall + offset).epochMilliseconds);
    } catch {
      // No such date, hour or offset: said below.
    }
  }
  const what = `There is no such date, time or offset as ${wall}${offset}`;
  return failed('invalid-date', `${what}: check the day, the hour and the offset.`);
}
