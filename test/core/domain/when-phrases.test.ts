import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parseWhen } from '../../../core/domain/when.ts';
import { LENGTHS, PHRASES } from './when-phrases.ts';
import { KOLKATA, LONDON, LORD_HOWE, NEW_YORK } from './when-reading.ts';

/*
 * Clocks change in the night to a Sunday, so all of this is said on the Saturday before, on both edges of the
 * year: "tomorrow 9am" is on the other side. What is expected is made from the calendar alone.
 */
const SATURDAYS: readonly (readonly [string, string])[] = [
  [LONDON, '2027-03-27'],
  [LONDON, '2027-10-30'],
  [NEW_YORK, '2027-03-13'],
  [NEW_YORK, '2027-11-06'],
  [LORD_HOWE, '2027-10-02'],
  [LORD_HOWE, '2027-04-03'],
  [KOLKATA, '2027-03-27'],
  [KOLKATA, '2027-10-30'],
];

const saidAt = (zone: string, saturday: string) =>
  Temporal.PlainDateTime.from(`${saturday}T14:00:30`).toZonedDateTime(zone);

function meant(what: string, zone: string, saturday: string): string {
  const [, days, time] = /^\+(\d+) (\S+)$/.exec(what) ?? [];
  if (days === undefined || time === undefined) return what;
  const date = Temporal.PlainDate.from(saturday).add({ days: Number(days) });
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant().toString();
}

function understood(phrase: string, zone: string, saturday: string): string {
  const when = parseWhen(phrase, { zone, now: saidAt(zone, saturday).epochMilliseconds });
  return when.kind === 'ok' ? Temporal.Instant.fromEpochMilliseconds(when.at).toString() : when.code;
}

test('there are enough of them', () => {
  expect(new Set([...PHRASES, ...LENGTHS].map(([phrase]) => phrase)).size).toBeGreaterThanOrEqual(150);
});

describe.each(SATURDAYS)('in %s on %s', (zone, saturday) => {
  test('every phrase is what a person means, or is refused', () => {
    const wrong = PHRASES.filter(
      ([phrase, what]) => understood(phrase, zone, saturday) !== meant(what, zone, saturday),
    ).map(([phrase, what]) => `${phrase}: ${understood(phrase, zone, saturday)}, not ${what}`);
    expect(wrong).toEqual([]);
  });

  test('a length of time is exact', () => {
    const now = saidAt(zone, saturday).epochMilliseconds;
    for (const [phrase, ms] of LENGTHS)
      expect(parseWhen(phrase, { zone, now }), phrase).toMatchObject({ kind: 'ok', at: now + ms });
  });
});
