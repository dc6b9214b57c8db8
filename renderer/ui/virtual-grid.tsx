import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import styles from './virtual-grid.module.css';

type VirtualGridProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** A heading is not a stop for the keyboard. */
  readonly isHeading: (item: T) => boolean;
  readonly estimate: (item: T) => number;
  readonly render: (item: T, isActive: boolean) => ReactNode;
  /** Keys on a focused row that are not movement. */
  readonly onRowKey: (item: T, event: KeyboardEvent) => void;
  /** The last items come into view. */
  readonly onEnd?: () => void;
};

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  PageDown: 8,
  PageUp: -8,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * A list of any length of which only what is in view exists. One row is a stop of the Tab key; arrows move
 * along the rows, and the buttons of the row that has the focus come after it.
 */
export function VirtualGrid<T>(props: VirtualGridProps<T>) {
  const { label, items, keyOf, isHeading, estimate, render, onRowKey, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { active, move, setActive } = useActiveRow(props, scroller);
  const activeIndex = items.findIndex((item) => keyOf(item) === active);
  const rangeExtractor = useCallback(
    (range: Range) => withIndex(defaultRangeExtractor(range), activeIndex),
    [activeIndex],
  );
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(items[index] as T),
    getItemKey: (index) => keyOf(items[index] as T),
    rangeExtractor,
    overscan: 6,
  });
  const shown = virtualizer.getVirtualItems();
  useEnd(shown.at(-1)?.index === items.length - 1, items.length, onEnd);
  const onKeyDown = (item: T, event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : STEPS[event.key];
    if (step === undefined) return onRowKey(item, event);
    event.preventDefault();
    const to = move(step);
    if (to !== undefined) virtualizer.scrollToIndex(to);
  };
  return (
    <div ref={scroller} className={styles['scroller']}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot have rows that are not there. */}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={items.length}
        className={styles['grid']}
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {shown.map(({ index, key, start }) => {
          const item = items[index] as T;
          const isActive = keyOf(item) === active;
          return (
            <GridRow
              key={key}
              measure={virtualizer.measureElement}
              index={index}
              name={keyOf(item)}
              start={start}
              stop={isHeading(item) ? undefined : isActive ? 0 : -1}
              onFocus={() => setActive(keyOf(item))}
              onKeyDown={(event) => onKeyDown(item, event)}
            >
              {render(item, isActive)}
            </GridRow>
          );
        })}
      </div>
    </div>
  );
}

type GridRowProps = {
  readonly measure: (element: HTMLElement | null) => void;
  readonly index: number;
  readonly name: string;
  readonly start: number;
  /** Its tabIndex; a heading has none. */
  readonly stop: number | undefined;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
};

function GridRow({ measure, index, name, start, stop, onFocus, onKeyDown, children }: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot have rows that are not there.
    <div
      ref={measure}
      role="row"
      data-index={index}
      data-key={name}
      aria-rowindex={index + 1}
      tabIndex={stop}
      className={styles['row']}
      style={{ transform: `translateY(${start}px)` }}
      onFocus={stop === undefined ? undefined : onFocus}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row takes the focus. */}
      <div role="gridcell">{children}</div>
    </div>
  );
}

/** Once for each length of the list. */
function useEnd(isAtEnd: boolean, length: number, onEnd: (() => void) | undefined): void {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    if (isAtEnd && length > 0) latest.current?.();
  }, [isAtEnd, length]);
}

function withIndex(indexes: number[], extra: number): number[] {
  if (extra < 0 || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}

/** Which row the Tab key stops at, and moving from there. */
function useActiveRow<T>(
  { items, keyOf, isHeading }: VirtualGridProps<T>,
  scroller: { readonly current: HTMLDivElement | null },
) {
  const first = items.find((item) => !isHeading(item));
  const [chosen, setActive] = useState<string>();
  const focusNext = useRef(false);
  const isThere = chosen !== undefined && items.some((item) => keyOf(item) === chosen);
  const active = isThere ? chosen : first && keyOf(first);

  useEffect(() => {
    if (!focusNext.current || active === undefined) return;
    focusNext.current = false;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`)
      ?.focus({ preventScroll: true });
  }, [active, scroller]);

  const move = (by: number): number | undefined => {
    const stops = items.flatMap((item, index) => (isHeading(item) ? [] : [index]));
    const now = stops.findIndex((index) => keyOf(items[index] as T) === active);
    const to = stops[Math.min(Math.max(now + by, 0), stops.length - 1)];
    if (to === undefined) return undefined;
    focusNext.current = true;
    setActive(keyOf(items[to] as T));
    return to;
  };
  return { active, move, setActive };
}
