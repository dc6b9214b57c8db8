import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSlots, parseSlots, readTime, WEEKDAYS } from '../../../core/domain/slot-words.ts';
import { DEFAULT_SLOTS, defaultPlan, type PostingPlan, tidySlots } from '../../../core/domain/slots.ts';
import { parseWhen, type When } from '../../../core/domain/when.ts';
import { isoInZone } from '../../../core/domain/zone.ts';
import { LONDON, NEW_YORK } from './when-reading.ts';

/** A Thursday, 10:00 in London. */
const NOW = Date.parse('2026-11-26T10:00:00Z');
const at = (iso: string) => Date.parse(iso);

function when(words: string, taken: readonly string[] = [], plan: PostingPlan = defaultPlan(LONDON)): When {
  return parseWhen(words, { now: NOW, zone: plan.zone, slots: { plan, taken: taken.map(at) } });
}

const reading = (...asked: Parameters<typeof when>): string => {
  const result = when(...asked);
  return result.kind === 'ok' ? isoInZone(result.at, result.zone).slice(0, 16) : result.code;
};

describe('words for a slot', () => {
  test.each([
    ['next slot', '2026-11-26T13:00'],
    ['Next free slot', '2026-11-26T13:00'],
    ['in the next slot', '2026-11-26T13:00'],
    ['the first free slot', '2026-11-26T13:00'],
    ['slot after next', '2026-11-26T17:00'],
    ['the slot after the next', '2026-11-26T17:00'],
    ['second slot', '2026-11-26T17:00'],
    ['3rd free slot', '2026-11-27T09:00'],
    ["tomorrow's first slot", '2026-11-27T09:00'],
    ['tomorrow’s last slot', '2026-11-27T17:00'],
    ['first slot tomorrow', '2026-11-27T09:00'],
    ['second slot of monday', '2026-11-30T13:00'],
    ["today's first slot", '2026-11-26T13:00'],
    ['next slot on thursday', '2026-11-26T13:00'],
    ['first slot on next thursday', '2026-12-03T09:00'],
    ["2 december's first slot", '2026-12-02T09:00'],
  ])('%s', (words, expected) => {
    expect(reading(words)).toBe(expected);
    expect(when(words)).toMatchObject({ slot: true });
  });

  test.each([
    ["saturday's first slot", 'no-slot'],
    ["tomorrow's fourth slot", 'no-slot'],
    ["yesterday's first slot", 'past'],
    ["30 february's first slot", 'invalid-date'],
    ["tomorrow's slot", 'not-understood'],
    ['slot tomorrow', 'not-understood'],
    ['slots', 'not-understood'],
    ['tomorrow 9am slot', 'not-understood'],
    ["tomorrow 9am's first slot", 'not-understood'],
    ['0th slot', 'not-understood'],
    ['second slot after next', 'not-understood'],
    ['first slot after tomorrow', 'not-understood'],
    ['first slot next week', 'no-day'],
    ['next slot London', 'not-understood'],
    ['next slot or later', 'not-understood'],
    ['slot machine', 'not-understood'],
  ])('%s is refused, never guessed: %s', (words, code) => {
    expect(reading(words)).toBe(code);
    expect(when(words)).toMatchObject({ message: expect.stringMatching(/\.$/) });
  });

  test('mean one that is free, and say so when another was passed over', () => {
    const one = ['2026-11-26T13:00:20Z'];
    expect(reading('next slot', one)).toBe('2026-11-26T17:00');
    expect(when('next slot', one)).toMatchObject({
      notes: ['The slot of Thu 26 Nov 2026, 13:00 GMT is taken.'],
    });
    expect(when('next slot', [...one, '2026-11-26T17:00Z'])).toMatchObject({
      notes: ['2 other slots are taken.'],
    });
    expect(reading("tomorrow's first slot", ['2026-11-27T09:00Z'])).toBe('2026-11-27T13:00');
    expect(reading("tomorrow's last slot", ['2026-11-27T17:00Z'])).toBe('2026-11-27T13:00');
    const full = ['09', '13', '17'].map((hour) => `2026-11-27T${hour}:00Z`);
    expect(reading("tomorrow's first slot", full)).toBe('no-slot');
  });

  test('are read in the zone of the plan, and shown in the one that was asked for', () => {
    const plan = { zone: NEW_YORK, slots: DEFAULT_SLOTS };
    const result = parseWhen("today's first slot", { now: NOW, zone: LONDON, slots: { plan, taken: [] } });
    expect(result).toMatchObject({ kind: 'ok', zone: LONDON, at: at('2026-11-26T14:00Z') });
  });

  test('say what clocks do to the slot', () => {
    const slots = parseSlots('sun 02:30, sun 01:30');
    const plan = { zone: NEW_YORK, slots: slots.kind === 'ok' ? slots.slots : [] };
    const on = (date: string, words: string) =>
      parseWhen(words, { now: at(`${date}T05:15Z`), zone: NEW_YORK, slots: { plan, taken: [] } });
    expect(on('2027-03-14', 'last slot today')).toMatchObject({
      at: at('2027-03-14T07:30Z'),
      notes: [expect.stringContaining('Clocks skip 02:30')],
    });
    expect(on('2027-11-07', 'first slot today')).toMatchObject({
      at: at('2027-11-07T05:30Z'),
      notes: [expect.stringContaining('Clocks show 01:30 twice')],
    });
  });

  test('need slots', () => {
    expect(parseWhen('next slot', { now: NOW, zone: LONDON })).toMatchObject({ code: 'no-slot' });
    expect(reading('next slot', [], { zone: LONDON, slots: [] })).toBe('no-slot');
  });
});

describe('words for weekly slots', () => {
  test.each([
    ['mon-fri 09:00, 13:00; sat 10:00', 'Mon-Fri 09:00, 13:00; Sat 10:00'],
    ['daily 8am', 'Mon-Sun 08:00'],
    ['weekdays 9:00 17:30', 'Mon-Fri 09:00, 17:30'],
    ['weekends 12pm\nmonday 12am', 'Mon 00:00; Sat, Sun 12:00'],
    ['sat-mon 7:05pm, sat 19:05', 'Mon, Sat, Sun 19:05'],
    ['', ''],
  ])('%j are %j', (words, expected) => {
    const read = parseSlots(words);
    expect(read.kind === 'ok' ? describeSlots(read.slots) : read.message).toBe(expected);
  });

  test.each([
    ['mon', 'needs days and times'],
    ['09:00', 'needs days and times'],
    ['mon 9', '"9" is not a day or a time'],
    ['mon 25:00', '"25:00"'],
    ['mon 13pm', '"13pm"'],
    ['mon-xyz 09:00', '"mon-xyz"'],
    ['someday 09:00', '"someday"'],
    ['mo 09:00', '"mo"'],
  ])('%j are refused', (words, part) => {
    const read = parseSlots(words);
    expect(read.kind === 'error' && read.message).toContain(part);
  });

  test('are read again as they were written', () => {
    const slot = fc.record({
      weekday: fc.constantFrom(...WEEKDAYS),
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((hm) => hm.map((n) => String(n).padStart(2, '0')).join(':')),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 20 }), (slots) => {
        expect(parseSlots(describeSlots(tidySlots(slots)))).toEqual({ kind: 'ok', slots: tidySlots(slots) });
        for (const { time } of slots) expect(readTime(time)).toBe(time);
      }),
    );
  });
});
