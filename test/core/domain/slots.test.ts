import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SLOTS,
  defaultPlan,
  isSameSlot,
  nextFreeSlots,
  type PostingPlan,
  planProblem,
  type Slot,
  slotsBetween,
  tidySlots,
} from '../../../core/domain/slots.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';
import { instantToWall, isoInZone, wallToInstant, zoned } from '../../../core/domain/zone.ts';
import { KOLKATA, LONDON, LORD_HOWE, NEW_YORK } from './when-reading.ts';

const ZONES = [LONDON, NEW_YORK, LORD_HOWE, KOLKATA, 'America/Sao_Paulo', 'Pacific/Apia', 'Africa/Cairo'];

const daily = (...times: readonly string[]): readonly Slot[] =>
  ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => times.map((time) => ({ weekday, time })));

function at(wall: string, zone: string): number {
  const found = wallToInstant(wall, zone);
  if (found.kind !== 'ok') throw new Error(`${wall} is ${found.kind} in ${zone}`);
  return found.at;
}

const shown = (plan: PostingPlan, from: string, count: number, taken: readonly number[] = []) =>
  nextFreeSlots(plan, taken, at(from, plan.zone), count).map((time) => isoInZone(time, plan.zone));

describe('the next free slots', () => {
  const plan = defaultPlan(LONDON);

  test('are those of the week after now, and the weekend has none by default', () => {
    expect(shown(plan, '2026-11-20T13:00', 3)).toEqual([
      '2026-11-20T17:00:00+00:00',
      '2026-11-23T09:00:00+00:00',
      '2026-11-23T13:00:00+00:00',
    ]);
  });

  test('leave out one in whose minute a post is due', () => {
    const taken = [at('2026-11-20T17:00', LONDON) + 59 * SECOND, at('2026-11-23T09:01', LONDON)];
    expect(shown(plan, '2026-11-20T13:00', 2, taken)).toEqual([
      '2026-11-23T09:00:00+00:00',
      '2026-11-23T13:00:00+00:00',
    ]);
  });

  test('are found behind any number of taken ones', () => {
    const from = at('2026-11-20T13:00', LONDON);
    const taken = slotsBetween(plan, from, from + 400 * DAY).map((slot) => slot.at);
    const [next] = nextFreeSlots(plan, taken, from, 1);
    expect(next).toBe(slotsBetween(plan, from + 400 * DAY, from + 407 * DAY)[0]?.at);
  });

  test('are none without slots, and none in a zone that nobody knows', () => {
    expect(nextFreeSlots({ zone: LONDON, slots: [] }, [], 0, 3)).toEqual([]);
    expect(nextFreeSlots({ zone: 'Mars/Olympus', slots: DEFAULT_SLOTS }, [], 0, 3)).toEqual([]);
  });
});

describe('where clocks change', () => {
  test.each([
    // Skipped: as much later as clocks jump.
    [NEW_YORK, '02:30', '2027-03-13T12:00', ['2027-03-14T03:30:00-04:00', '2027-03-15T02:30:00-04:00']],
    [LORD_HOWE, '02:15', '2027-10-02T12:00', ['2027-10-03T02:45:00+11:00', '2027-10-04T02:15:00+11:00']],
    // Clocks jump at midnight: still that day.
    ['Africa/Cairo', '00:30', '2027-04-29T12:00', ['2027-04-30T01:30:00+03:00', '2027-05-01T00:30:00+03:00']],
    // Twice: the first, and not once more.
    [NEW_YORK, '01:30', '2027-11-06T12:00', ['2027-11-07T01:30:00-04:00', '2027-11-08T01:30:00-05:00']],
    [LONDON, '01:30', '2027-10-30T12:00', ['2027-10-31T01:30:00+01:00', '2027-11-01T01:30:00+00:00']],
  ])('%s has %s', (zone, time, from, expected) => {
    expect(shown({ zone, slots: daily(time) }, from, 2)).toEqual(expected);
  });

  test('the second of two times is not a slot of its own', () => {
    const first = Date.parse('2027-10-31T00:30:00Z');
    const [next] = nextFreeSlots({ zone: LONDON, slots: daily('01:30') }, [], first + 10 * MINUTE, 1);
    expect(isoInZone(next ?? 0, LONDON)).toBe('2027-11-01T01:30:00+00:00');
  });

  test('two slots that clocks push together are one', () => {
    const plan = { zone: NEW_YORK, slots: daily('02:30', '03:30') };
    expect(shown(plan, '2027-03-13T12:00', 2)).toEqual([
      '2027-03-14T03:30:00-04:00',
      '2027-03-15T02:30:00-04:00',
    ]);
  });
});

const slot = fc.record({
  weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
  time: fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((hm) => hm.map((n) => String(n).padStart(2, '0')).join(':')),
}) as fc.Arbitrary<Slot>;
const plans = fc.record({
  zone: fc.constantFrom(...ZONES),
  slots: fc.array(slot, { minLength: 1, maxLength: 8 }).map(tidySlots),
});
/** From a few days before a change of clocks to a few days after it. */
const CHANGES = [
  '2027-03-14',
  '2027-03-28',
  '2027-04-04',
  '2027-04-30',
  '2027-10-03',
  '2027-10-31',
  '2027-11-07',
];
const instants = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -3 * DAY, max: 3 * DAY }))
  .map(([date, offset]) => Date.parse(`${date}T00:00:00Z`) + offset);

describe('for any plan around any change of clocks', () => {
  test('a slot has the wall time of its plan, but for what clocks skip', () => {
    fc.assert(
      fc.property(plans, instants, (plan, from) => {
        const found = slotsBetween(plan, from, from + 8 * DAY);
        for (const { at, slot, clocks } of found) {
          const { hour, minute } = instantToWall(at, plan.zone);
          const wall = [hour, minute].map((n) => String(n).padStart(2, '0')).join(':');
          if (clocks !== 'gap') expect(wall).toBe(slot.time);
          if (clocks !== 'gap') expect(zoned(at, plan.zone).dayOfWeek).toBe(slot.weekday);
          expect(at).toBeGreaterThan(from);
        }
        // Unless clocks pushed it onto another, each is there.
        if (found.every(({ clocks }) => clocks !== 'gap'))
          expect(new Set(found.map(({ slot }) => slot))).toEqual(new Set(plan.slots));
      }),
    );
  });

  test('free slots ascend, are in different minutes, and none is taken; taking one gives the one after', () => {
    fc.assert(
      fc.property(plans, instants, fc.integer({ min: 0, max: 4 }), (plan, from, n) => {
        const free = nextFreeSlots(plan, [], from, 6);
        expect(free).toHaveLength(6);
        expect(free).toEqual([...free].toSorted((a, b) => a - b));
        for (const [i, one] of free.entries()) expect(isSameSlot(one, free[i + 1] ?? one + HOUR)).toBe(false);
        const taken = free.slice(0, n).map((one) => one + 30 * SECOND);
        expect(nextFreeSlots(plan, taken, from, 6 - n)).toEqual(free.slice(n));
      }),
    );
  });
});

describe('a plan', () => {
  test.each([
    ['no such zone', { zone: 'London', slots: [] }, '"London" is not a time zone'],
    ['a bad time', { zone: LONDON, slots: [{ weekday: 1, time: '9:00' }] }, '"1 9:00" is not a slot'],
    ['no such hour', { zone: LONDON, slots: [{ weekday: 1, time: '24:00' }] }, 'is not a slot'],
    ['no such day', { zone: LONDON, slots: [{ weekday: 8, time: '09:00' }] }, '"8 09:00" is not a slot'],
  ])('with %s is refused', (_, plan, words) => {
    expect(planProblem(plan as PostingPlan)).toContain(words);
  });

  test('by default is Monday to Friday at three times, and without fault', () => {
    expect(DEFAULT_SLOTS).toHaveLength(15);
    expect(planProblem(defaultPlan(LONDON))).toBeUndefined();
  });

  test('is put in order, each slot once', () => {
    const mixed = [...daily('17:00'), ...daily('09:00'), ...daily('17:00')];
    expect(tidySlots(mixed)).toEqual(
      daily('09:00', '17:00').toSorted((a, b) => a.weekday - b.weekday || (a.time < b.time ? -1 : 1)),
    );
  });
});
