import type { HistoryEntry, HistoryRow } from '../../domain/history.ts';
import type { Clock } from '../../ports/clock.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import { type Change, MAX_CHANGES, type Partition, type Range, type Row } from './table.ts';

/** Numbers that grow with every entry: here strictly, over several machines as far as they have seen each other. */
export type Sequence = {
  /** The last of `count` numbers in a row. */
  take(count: number): number;
  /** Ours will be larger from now on, whatever our clock says. */
  seen(seq: number): void;
};

const PER_MS = 1_000;
const DIGITS = 16;

export function createSequence(clock: Clock): Sequence {
  let last = 0;
  return {
    take: (count) => {
      last = Math.max(last + 1, Math.floor(clock.now() * PER_MS)) + count - 1;
      return last;
    },
    seen: (seq) => {
      last = Math.max(last, seq);
    },
  };
}

/**
 * What one transaction did, in one row: the entries in their order, of which the last has the number `seq` and
 * each one before it the number before.
 */
export function activityChange(entries: readonly HistoryEntry[], seq: number): Change {
  const key = `a_${backwards(seq)}_${encodeKey(entries[0]?.postId ?? '')}`;
  return { kind: 'put', key, properties: writeLong('entries', JSON.stringify(entries)) };
}

/** A request per 1,000 rows. */
export async function readActivity(
  partition: Partition,
  { limit, before = Number.POSITIVE_INFINITY }: { readonly limit: number; readonly before?: number },
): Promise<readonly HistoryRow[]> {
  // A row that begins before this number may end after it.
  const rows = await partition.range(activityBefore(before + MAX_CHANGES), { limit: limit + MAX_CHANGES });
  return rows
    .flatMap(toEntries)
    .filter(({ seq }) => seq < before)
    .slice(0, limit);
}

/** Newest first. */
function toEntries(row: Row): readonly HistoryRow[] {
  const last = seqOf(row.key);
  const entries = JSON.parse(readLong('entries', row.properties)) as readonly HistoryEntry[];
  return entries.toReversed().map((entry, i) => ({ ...entry, seq: last - i }));
}

/** From the newest one before `seq` to the oldest. */
function activityBefore(seq: number): Range {
  const { from, to } = startingWith('a_');
  return { from: seq === Number.POSITIVE_INFINITY ? from : `a_${backwards(seq - 1)}`, to };
}

/** The number of the last entry of a row. */
export const seqOf = (key: string): number => Number.MAX_SAFE_INTEGER - Number(key.slice(2, 2 + DIGITS));

const backwards = (seq: number): string => String(Number.MAX_SAFE_INTEGER - seq).padStart(DIGITS, '0');
