import { type Change, MAX_CHANGES } from './table.ts';

/** Azure takes 4 MiB in one transaction; in UTF-16 units, as a character may take three bytes. */
const MAX_TEXT = 1_000_000;

/** What has to be written together. */
type Write = { readonly changes: readonly Change[] };

/**
 * The first of the waiting writes that fit in one transaction. Two writes that touch the same row (two moves
 * of one post, two posts with the same text) never share one: Azure refuses it, and the second has to see what
 * the first did. So it waits, and with it all that touch its rows; `taken` are rows of writes that are on
 * their way.
 */
export function nextBatch<T extends Write>(
  waiting: readonly T[],
  taken: ReadonlySet<string>,
  most = MAX_CHANGES,
): readonly T[] {
  const batch: T[] = [];
  const blocked = new Set(taken);
  let rows = 0;
  let size = 0;
  for (const write of waiting) {
    const own = sizeOf(write);
    const collides = write.changes.some(({ key }) => blocked.has(key));
    for (const { key } of write.changes) blocked.add(key);
    if (collides) continue;
    const fits = rows + write.changes.length <= most && size + own <= MAX_TEXT;
    if (!fits && batch.length > 0) break;
    batch.push(write);
    rows += write.changes.length;
    size += own;
  }
  return batch;
}

/** All of them, in as few transactions as fit. */
export function* inBatches<T extends Write>(writes: readonly T[]): Generator<readonly T[]> {
  for (let waiting = writes; waiting.length > 0; ) {
    const batch = nextBatch(waiting, new Set());
    yield batch;
    const going = new Set(batch);
    waiting = waiting.filter((write) => !going.has(write));
  }
}

const sizeOf = ({ changes }: Write): number =>
  changes.reduce((sum, change) => sum + (change.kind === 'remove' ? 0 : textOf(change.properties)), 0);

const textOf = (properties: Readonly<Record<string, string>>): number =>
  Object.values(properties).reduce((sum, value) => sum + value.length, 0);
