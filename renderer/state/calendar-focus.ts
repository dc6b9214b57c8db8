import type { Cell, Rows } from './calendar-cells.ts';
import { addDays, DAYS_A_WEEK, type Day, type View } from './calendar-days.ts';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'start' | 'end';

/** Where the focus goes: to something in view, to a day that is not, or nowhere. */
export type Step =
  | { readonly kind: 'stay' }
  | { readonly kind: 'stop'; readonly key: string }
  | { readonly kind: 'leave'; readonly day: Day; readonly key: string };

const STAY: Step = { kind: 'stay' };

/** Stops of the keyboard in a cell: the cell, then what is in it from top to bottom. */
export const stopsOf = (cell: Cell): readonly string[] => [
  cell.key,
  ...cell.items.map(({ item }) => item.key),
];

/** Up and down go through a column as it is read, left and right to the same place of the day beside it. */
export function moveFocus(view: View, rows: Rows, active: string, direction: Direction): Step {
  const row = rows.findIndex((cells) => cells.some((cell) => stopsOf(cell).includes(active)));
  const column = rows[row]?.findIndex((cell) => stopsOf(cell).includes(active)) ?? -1;
  const cell = rows[row]?.[column];
  if (!cell) return STAY;
  const index = stopsOf(cell).indexOf(active);
  if (direction === 'start') return to(rows[row]?.[0], 0);
  if (direction === 'end') return to(rows[row]?.at(-1), 0);
  if (direction === 'down') {
    if (index + 1 < stopsOf(cell).length) return to(cell, index + 1);
    return rows[row + 1] ? to(rows[row + 1]?.[column], 0) : leave(view, cell, DAYS_A_WEEK, false);
  }
  if (direction === 'up') {
    if (index > 0) return to(cell, index - 1);
    return row > 0 ? to(rows[row - 1]?.[column], Infinity) : leave(view, cell, -DAYS_A_WEEK, false);
  }
  const by = direction === 'left' ? -1 : 1;
  const beside =
    rows[row]?.[column + by] ?? (view === 'month' ? rows[row + by]?.at(by < 0 ? -1 : 0) : undefined);
  return beside ? to(beside, index) : leave(view, cell, by, true);
}

function to(cell: Cell | undefined, index: number): Step {
  if (!cell) return STAY;
  const stops = stopsOf(cell);
  return { kind: 'stop', key: stops[Math.min(index, stops.length - 1)] ?? cell.key };
}

/** Over the edge of what is shown. A week has no hours above midnight. */
function leave(view: View, cell: Cell, days: number, isSideways: boolean): Step {
  if (view === 'week' && !isSideways) return STAY;
  const day = addDays(cell.day, days);
  return { kind: 'leave', day, key: cell.hours ? `${day} ${cell.hours.from}` : day };
}
