import { describe, expect, it } from 'vitest';
import { parseWhen } from '../../core/domain/when.ts';
import { whenWords } from '../../renderer/state/when-words.ts';

const now = Date.parse('2026-10-20T12:00:00Z');

describe('whenWords', () => {
  it.each([
    ['2026-11-27T14:30:00Z', 'Europe/London'],
    ['2026-11-27T14:30:07Z', 'Asia/Tokyo'],
    // Clocks go back: 01:30 happens twice.
    ['2026-10-25T00:30:00Z', 'Europe/London'],
    ['2026-10-25T01:30:00Z', 'Europe/London'],
  ])('gives words for %s in %s that are read as that very instant', (iso, zone) => {
    const at = Date.parse(iso);
    expect(parseWhen(whenWords(at, zone, now), { now, zone })).toMatchObject({ kind: 'ok', at });
  });

  it('writes it as a person would', () => {
    expect(whenWords(Date.parse('2026-11-27T14:30:00Z'), 'Europe/London', now)).toBe('27 Nov 2026 14:30');
  });
});
