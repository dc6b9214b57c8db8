import { existsSync, renameSync } from 'node:fs';
import type { Instant } from '../../domain/time.ts';

/**
 * Moves a damaged database out of the way, log and all, as `perch.db.corrupt-<UTC time>`, so that the next
 * start makes a new one. Only when a person asked for it and no other process has it open: an empty database
 * that nobody asked for would lose every planned post without a word. Returns where it is now.
 */
export function setAside(file: string, now: Instant): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  const aside = `${file}.corrupt-${stamp}`;
  // The log first: a database without its log is old, a log beside a new database would spoil it.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}
