import { useState } from 'react';
import { type Cell, minuteAt, type Rows } from '../state/calendar-cells.ts';
import { stopsOf } from '../state/calendar-focus.ts';
import type { CalendarPlace } from './use-place.ts';
import { fallbackStop } from './use-rows.ts';

const MORNING = 9 * 60;

/** The stop of the Tab key. */
export type GridFocus = {
  readonly active: string;
  /** The cell that it is, or is in. */
  readonly cell: Cell | undefined;
  /** Changes when the active stop is to take the focus. */
  readonly takesFocus: number;
  /** It has the focus now. */
  at(key: string): void;
  /** It is to get the focus; undefined: whatever is first to look at. */
  go(key: string | undefined): void;
};

export function useFocus(
  rows: Rows,
  { day, today, now, zone }: CalendarPlace,
  held: string | undefined,
): GridFocus {
  const [wanted, at] = useState<string>();
  // The screen takes it when it opens, so that its keys work at once.
  const [takesFocus, setTakesFocus] = useState(1);
  const cellOf = (key: string | undefined) =>
    key === undefined ? undefined : rows.flat().find((cell) => stopsOf(cell).includes(key));
  const kept = [held, wanted].find((key) => cellOf(key) !== undefined);
  const active = kept ?? fallbackStop(rows, day, day === today ? minuteAt(now, zone) : MORNING);
  return {
    active,
    cell: cellOf(active),
    takesFocus,
    at,
    go: (key) => {
      at(key);
      setTakesFocus((n) => n + 1);
    },
  };
}
