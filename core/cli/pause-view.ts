import type { Instant } from '../domain/time.ts';
import { isoUtc } from '../domain/zone.ts';

/** Until when publishing is paused: an ISO time, `forever` (until a person resumes) or null. */
export function pauseView(until: Instant | null): string | null {
  if (until === null) return null;
  return Number.isFinite(until) ? isoUtc(until) : 'forever';
}
