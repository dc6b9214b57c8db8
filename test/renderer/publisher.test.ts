import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/domain/time.ts';
import { nextAt } from '../../renderer/state/publisher.ts';
import type { SessionSnapshot } from '../../renderer/state/session.ts';

const DUE = Date.UTC(2027, 0, 4, 9);

const snapshot = (next: object | null): SessionSnapshot =>
  ({ overview: { next } }) as unknown as SessionSnapshot;

const iso = (at: number): string => new Date(at).toISOString();

describe('when the next post goes out', () => {
  it('is its time, and once that has passed the time of the next try', () => {
    expect(nextAt(snapshot({ dueAt: iso(DUE) }))).toBe(DUE);
    expect(nextAt(snapshot({ dueAt: iso(DUE), nextTryAt: iso(DUE + HOUR) }))).toBe(DUE + HOUR);
    expect(nextAt(snapshot({ dueAt: iso(DUE), nextTryAt: iso(DUE - HOUR) }))).toBe(DUE);
  });

  it('is nothing when nothing is next', () => {
    expect(nextAt(snapshot(null))).toBeNull();
    expect(nextAt(snapshot({ dueAt: null }))).toBeNull();
  });
});
