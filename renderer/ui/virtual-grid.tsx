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
  const { label, items, keyOf, isHeading, estimate, render, onRowKey } = props;
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
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index] as T;
          const heading = isHeading(item);
          const isActive = keyOf(item) === active;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            <div
              key={key}
              ref={virtualizer.measureElement}
              role="row"
              data-index={index}
              data-key={keyOf(item)}
              aria-rowindex={index + 1}
              tabIndex={heading ? undefined : isActive ? 0 : -1}
              className={styles['row']}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => !heading && setActive(keyOf(item))}
              onKeyDown={(event) => onKeyDown(item, event)}
            >
              {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row takes the focus. */}
              <div role="gridcell">{render(item, isActive)}</div>
            </div>
          );
        })}
      </div>
    </div>
  );
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
