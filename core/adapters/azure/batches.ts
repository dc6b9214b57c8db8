import type { Planned } from './post-write.ts';
import { MAX_CHANGES } from './table.ts';

/** Azure takes 4 MiB in one transaction; in UTF-16 units, as a character may take three bytes. */
const MAX_TEXT = 1_000_000;

/** Writes that go in one transaction. */
export type Batch<T> = readonly { readonly item: T; readonly planned: Planned }[];

/**
 * In their order, as few transactions as fit. Two writes that touch the same row (two moves of one post, two
 * posts with the same text) never share one: Azure refuses it, and the second has to see what the first did.
 */
export function inBatches<T>(items: readonly T[], plan: (item: T) => Planned): readonly Batch<T>[] {
  const batches: { item: T; planned: Planned }[][] = [];
  let keys = new Set<string>();
  let size = 0;
  for (const item of items) {
    const planned = plan(item);
    const own = sizeOf(planned);
    const collides = planned.changes.some(({ key }) => keys.has(key));
    const fits = keys.size + planned.changes.length <= MAX_CHANGES && size + own <= MAX_TEXT;
    const last = batches.at(-1);
    if (last && fits && !collides) {
      last.push({ item, planned });
      size += own;
    } else {
      batches.push([{ item, planned }]);
      keys = new Set();
      size = own;
    }
    for (const { key } of planned.changes) keys.add(key);
  }
  return batches;
}

const sizeOf = ({ changes }: Planned): number =>
  changes.reduce((sum, change) => sum + (change.kind === 'remove' ? 0 : textOf(change.properties)), 0);

const textOf = (properties: Readonly<Record<string, string>>): number =>
  Object.values(properties).reduce((sum, value) => sum + value.length, 0);
