import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

type Rows<T> = {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly isHeading: (item: T) => boolean;
};

export type ActiveRow = {
  /** The key of the row that the Tab key stops at. */
  readonly active: string | undefined;
  /** The index it moved to, with the focus; undefined: there is no row. */
  move(by: number): number | undefined;
  /** Gives the focus to a row, as soon as it is there. */
  focus(key: string): void;
  onFocus(key: string): void;
  onBlur(isElsewhere: boolean): void;
};

/** Which row the Tab key stops at, and moving from there. A row that goes hands on to the one in its place. */
export function useActiveRow<T>(
  { items, keyOf, isHeading }: Rows<T>,
  scroller: RefObject<HTMLDivElement | null>,
): ActiveRow {
  const [chosen, setChosen] = useState<string>();
  const wanted = useRef<string>(undefined);
  const place = useRef(0);
  const hasFocus = useRef(false);
  const index = chosen === undefined ? -1 : items.findIndex((item) => keyOf(item) === chosen);
  const found = index >= 0 ? index : nearest(items, isHeading, place.current);
  const item = found === undefined ? undefined : items[found];
  const active = item && keyOf(item);

  useLayoutEffect(() => {
    place.current = found ?? 0;
  }, [found]);

  // The browser takes the focus from a row that moves in the document, and from one that goes.
  useEffect(() => {
    const isLost = hasFocus.current && document.activeElement === document.body;
    const key = wanted.current ?? (isLost ? active : undefined);
    if (key === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });

  const focus = (key: string): void => {
    wanted.current = key;
    setChosen(key);
  };
  const move = (by: number): number | undefined => {
    const stops = items.flatMap((one, i) => (isHeading(one) ? [] : [i]));
    const now = stops.indexOf(found ?? -1);
    const to = stops[Math.min(Math.max(now + by, 0), stops.length - 1)];
    if (to !== undefined) focus(keyOf(items[to] as T));
    return to;
  };
  return {
    active,
    move,
    focus,
    onFocus: (key) => {
      hasFocus.current = true;
      setChosen(key);
    },
    onBlur: (isElsewhere) => {
      if (isElsewhere) hasFocus.current = false;
    },
  };
}

/** The row at `index`, or the nearest one after or before it. */
function nearest<T>(items: readonly T[], isHeading: (item: T) => boolean, index: number): number | undefined {
  for (let i = index; i < items.length; i++) if (!isHeading(items[i] as T)) return i;
  for (let i = Math.min(index, items.length) - 1; i >= 0; i--) if (!isHeading(items[i] as T)) return i;
  return undefined;
}
