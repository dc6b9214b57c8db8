import type { HistoryEntry } from '../../domain/history.ts';
import type { Post } from '../../domain/post.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistoryRow } from '../../ports/post-store.ts';
import { encodeKey, startingWith } from './keys.ts';
import { readLong, writeLong } from './long-text.ts';
import type { Change, Partition, Properties, Range, RangeOptions, Row } from './table.ts';

export type EntryFacts = Omit<HistoryEntry, 'postId' | 'from' | 'to'>;

/** Numbers that grow with every entry: here strictly, over several machines as far as they have seen each other. */
export type Sequence = {
  next(): number;
  /** Ours will be larger from now on, whatever our clock says. */
  seen(seq: number): void;
};

const PER_MS = 1_000;
const DIGITS = 16;

export function createSequence(clock: Clock): Sequence {
  let last = 0;
  return {
    next: () => {
      last = Math.max(last + 1, Math.floor(clock.now() * PER_MS));
      return last;
    },
    seen: (seq) => {
      last = Math.max(last, seq);
    },
  };
}

/**
 * The two rows of an entry. The first is also the guard of the whole write: version n of a post is made once,
 * because its history row can be created once. A write that comes second finds it there and changes nothing.
 */
export function historyChanges(
  post: Post,
  entry: EntryFacts,
  from: HistoryEntry['from'],
  seq: number,
  extra: Properties,
): readonly Change[] {
  const { at, event, part, detail, by } = entry;
  const whole: HistoryEntry = { postId: post.id, at, event, from, to: post.status, part, detail, by };
  const properties = writeLong('entry', JSON.stringify(whole));
  return [
    { kind: 'create', key: historyKey(post), properties: { ...properties, ...extra } },
    { kind: 'put', key: `a_${backwards(seq)}_${encodeKey(post.id)}`, properties },
  ];
}

export const historyKey = (post: Post): string =>
  `h_${encodeKey(post.id)}_${String(post.version).padStart(10, '0')}`;

/** One request per 1,000 entries. */
export async function readHistory(partition: Partition, id: string): Promise<readonly HistoryEntry[]> {
  return historyOf(await partition.range(historyRange(id)));
}

export const historyRange = (id: string): Range => startingWith(`h_${encodeKey(id)}_`);

/** Without the rows that only keep a version from being made (see post-freeze.ts). */
export const historyOf = (rows: readonly Row[]): readonly HistoryEntry[] =>
  rows.filter(({ properties }) => !isFrozen(properties)).map(toEntry);

export const frozenRange: Range = startingWith('h_');
export const isFrozenOnly: RangeOptions = { where: { frozen: ['1'] }, select: [] };
export const isFrozen = (properties: Properties): boolean => properties['frozen'] !== undefined;

/** One request per 1,000 entries. */
export async function readActivity(
  partition: Partition,
  { limit, before = Number.POSITIVE_INFINITY }: { readonly limit: number; readonly before?: number },
): Promise<readonly HistoryRow[]> {
  const rows = await partition.range(activityBefore(before), { limit });
  return rows.map((row) => ({ ...toEntry(row), seq: seqOf(row.key) }));
}

/** From the newest one before `seq` to the oldest. */
export function activityBefore(seq: number): Range {
  const { from, to } = startingWith('a_');
  return { from: seq === Number.POSITIVE_INFINITY ? from : `a_${backwards(seq - 1)}`, to };
}

export const seqOf = (key: string): number => Number.MAX_SAFE_INTEGER - Number(key.slice(2, 2 + DIGITS));

const backwards = (seq: number): string => String(Number.MAX_SAFE_INTEGER - seq).padStart(DIGITS, '0');

const toEntry = ({ properties }: Row): HistoryEntry =>
  JSON.parse(readLong('entry', properties)) as HistoryEntry;
