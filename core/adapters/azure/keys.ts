import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/time.ts';
import type { Range } from './table.ts';

/** Sorts after every character that a key of ours has. */
const LAST = '~~';
const DIGITS = 18;
const MICROSECONDS = 1_000;
/** Later than any instant: a post without a time. */
const NEVER = '9'.repeat(DIGITS);
const LATEST = 10 ** DIGITS - 1_000;

/** As part of a row key: Azure allows no slash, backslash, `#`, `?` or control character there. */
export function encodeKey(text: string): string {
  return text.replace(/[^0-9A-Za-z.-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Sorts as the instants do, to the microsecond; null sorts last. */
export function instantKey(at: Instant | null): string {
  if (at === null || at === Number.POSITIVE_INFINITY) return NEVER;
  const microseconds = Math.min(Math.max(0, Math.round(at * MICROSECONDS)), LATEST);
  return String(microseconds).padStart(DIGITS, '0');
}

/** The instant that a key begins with, to the microsecond. */
export const instantOf = (key: string): Instant => Number(key.slice(0, DIGITS)) / MICROSECONDS;

/** All keys that begin with `prefix`. */
export const startingWith = (prefix: string): Range => ({ from: prefix, to: prefix + LAST });

/** Two different texts never share it. */
export function digest(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
