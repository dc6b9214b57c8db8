/** A stretch of a text, UTF-16 units; `to` is behind its end. */
export type Range = { readonly from: number; readonly to: number };

/**
 * Where the ranges of a text are after a change of it. Those that the change touches are left out: nobody knows
 * yet what is there now.
 */
export function carryRanges(ranges: readonly Range[], before: string, after: string): readonly Range[] {
  if (before === after || ranges.length === 0) return ranges;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const shift = after.length - before.length;
  return ranges.flatMap(({ from, to }) => {
    if (to < head) return [{ from, to }];
    return from > before.length - tail ? [{ from: from + shift, to: to + shift }] : [];
  });
}
