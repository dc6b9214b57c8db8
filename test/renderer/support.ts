import fc from 'fast-check';
import type { PostView } from '../../core/domain/view.ts';

let serial = 0;

/** A post as the worker lists it; what a test does not name is beside its point. */
export function postView(patch: Partial<PostView> = {}): PostView {
  serial += 1;
  return {
    id: `post-${serial}`,
    status: 'scheduled',
    dueAt: '2026-11-21T10:00:00.000Z',
    zone: 'Europe/London',
    account: 'sandbox',
    parts: [{ text: `Post ${serial}` }],
    attempts: 0,
    ...patch,
  };
}

/** Where clocks change on other days, by half an hour, at midnight, or not at all. */
export const aZone = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Africa/Cairo',
  'UTC',
);

/** Whole seconds, as posts have them. */
export const anInstant = fc
  .integer({ min: Date.UTC(2015, 0) / 1000, max: Date.UTC(2035, 0) / 1000 })
  .map((seconds) => seconds * 1000);
