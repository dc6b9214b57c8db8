/** What is shown beside others: from `start` (any unit) for one `height` of the same unit. */
export type Placed<T> = {
  readonly item: T;
  /** From 0 on. */
  readonly column: number;
  /** Of the group of those that overlap. */
  readonly columns: number;
};

/**
 * Puts items that overlap side by side: each into the first column that is free at its start. All that hang
 * together by overlaps share the width evenly. `items` are in the order of their start.
 */
export function sideBySide<T>(
  items: readonly T[],
  startOf: (item: T) => number,
  height: number,
): readonly Placed<T>[] {
  const placed: Placed<T>[] = [];
  let group: { readonly item: T; readonly column: number }[] = [];
  let ends: number[] = [];
  const close = () => {
    placed.push(...group.map((each) => ({ ...each, columns: ends.length })));
    group = [];
    ends = [];
  };
  for (const item of items) {
    const start = startOf(item);
    if (ends.every((end) => end <= start)) close();
    const free = ends.findIndex((end) => end <= start);
    const column = free < 0 ? ends.length : free;
    ends[column] = start + height;
    group.push({ item, column });
  }
  close();
  return placed;
}
