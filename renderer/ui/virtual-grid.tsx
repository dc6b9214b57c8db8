import {
  defaultRangeExtractor,
  measureElement,
  type Range,
  useVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { GridRow, type RowDrag, type RowHandlers } from './grid-row.tsx';
import { type ActiveRow, useActiveRow } from './use-active-row.ts';
import styles from './virtual-grid.module.css';

export type GridHandle = {
  /** Scrolls there and gives the row the focus. */
  goTo(key: string): void;
};

type VirtualGridProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** A heading is not a stop for the keyboard; it stays in view while its rows are. */
  readonly isHeading: (item: T) => boolean;
  /** Its height, px, roughly; the same for what is as high. */
  readonly estimate: (item: T) => number;
  readonly render: (item: T, isActive: boolean) => ReactNode;
  /** Keys on a focused row that are not movement. */
  readonly onRowKey: (item: T, event: KeyboardEvent) => void;
  /** The last items come into view. */
  readonly onEnd?: () => void;
  /** Keys of the rows that are selected; absent: rows cannot be. */
  readonly selected?: ReadonlySet<string>;
  /** The focus moved from one row to another while Shift was held. */
  readonly onExtend?: (from: string, to: string) => void;
  readonly dragOf?: (item: T) => RowDrag;
  readonly ref?: Ref<GridHandle>;
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

/** Of a heading, so that no row hides below it. */
const HEADING = 40;
/** Below the last row, and below the one that is gone to: a message at the foot of the window hides neither. */
const FOOT = 68;

/**
 * A list of any length of which only what is in view exists. One row is a stop of the Tab key; arrows move
 * along the rows, and the buttons of the row that has the focus come after it.
 */
export function VirtualGrid<T>(props: VirtualGridProps<T>) {
  const { label, items, keyOf, isHeading, render, selected, dragOf, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useActiveRow(props, scroller);
  const { virtualizer, stuck } = useRows(props, scroller, rows.active);
  useImperativeHandle(ref, () => ({ goTo: (key) => goTo(props, rows, virtualizer, key) }));
  const handlers = useRowHandlers(props, rows, virtualizer);
  const shown = virtualizer.getVirtualItems();
  useEnd(shown.at(-1)?.index === items.length - 1, items.length, props.onEnd);
  return (
    <div ref={scroller} className={styles['scroller']}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot have rows that are not there. */}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={items.length}
        {...(selected && { 'aria-multiselectable': true })}
        className={styles['grid']}
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {shown.map(({ index, key, start }) => {
          const item = items[index] as T;
          const name = keyOf(item);
          const isRow = !isHeading(item);
          return (
            <GridRow
              key={key}
              measure={virtualizer.measureElement}
              item={item}
              index={index}
              name={name}
              start={index === stuck.current ? undefined : start}
              isRow={isRow}
              isActive={name === rows.active}
              isSelected={isRow ? selected?.has(name) : undefined}
              render={render as (item: unknown, isActive: boolean) => ReactNode}
              dragOf={isRow ? (dragOf as (item: unknown) => RowDrag) : undefined}
              handlers={handlers}
            />
          );
        })}
      </div>
    </div>
  );
}

type Rows = Virtualizer<HTMLDivElement, Element>;

function goTo<T>(
  { items, keyOf }: VirtualGridProps<T>,
  rows: ActiveRow,
  virtualizer: Rows,
  key: string,
): void {
  const index = items.findIndex((item) => keyOf(item) === key);
  if (index < 0) return;
  rows.focus(key);
  virtualizer.scrollToIndex(index);
}

/** What a row tells of; the same object always, so that only rows that changed are drawn again while scrolling. */
function useRowHandlers<T>(props: VirtualGridProps<T>, rows: ActiveRow, virtualizer: Rows): RowHandlers {
  const latest = useRef({ props, rows, virtualizer });
  useLayoutEffect(() => {
    latest.current = { props, rows, virtualizer };
  });
  return useMemo(
    () => ({
      onFocus: (name) => latest.current.rows.onFocus(name),
      onBlur: (event) => latest.current.rows.onBlur(event.relatedTarget !== null),
      onKeyDown: (item, event) => {
        const now = latest.current;
        const to = onStep(now.props, now.rows.move, item as T, event);
        if (to !== undefined) now.virtualizer.scrollToIndex(to);
      },
    }),
    [],
  );
}

/** The rows in view, with the active one and the heading above them. */
function useRows<T>(
  { items, keyOf, isHeading, estimate }: VirtualGridProps<T>,
  scroller: RefObject<HTMLDivElement | null>,
  active: string | undefined,
) {
  const activeIndex = items.findIndex((item) => keyOf(item) === active);
  const stuck = useRef(-1);
  const rangeExtractor = useCallback(
    (range: Range) => {
      stuck.current = headingOf(items, isHeading, range.startIndex);
      return withIndex(withIndex(defaultRangeExtractor(range), activeIndex), stuck.current);
    },
    [items, isHeading, activeIndex],
  );
  // Another function would make the virtualizer go through all items, however many, each time a row is drawn.
  const getItemKey = useCallback((index: number) => keyOf(items[index] as T), [items, keyOf]);
  const sizes = useSizes(items, estimate);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => scroller.current,
    ...sizes,
    getItemKey,
    rangeExtractor,
    overscan: 6,
    scrollPaddingStart: HEADING,
    scrollPaddingEnd: FOOT,
    paddingEnd: FOOT,
  });
  return { virtualizer, stuck };
}

/**
 * Items of one estimate are taken to be as high as the first of them that was measured: where that is right,
 * nothing has to be drawn a second time. Only the first, so that what is above the view does not change later.
 */
function useSizes<T>(items: readonly T[], estimate: (item: T) => number) {
  const measured = useRef(new Map<number, number>());
  const estimateSize = useCallback(
    (index: number) => {
      const guess = estimate(items[index] as T);
      return measured.current.get(guess) ?? guess;
    },
    [items, estimate],
  );
  const measure = useCallback<typeof measureElement>(
    (element, entry, virtualizer) => {
      const size = measureElement(element, entry, virtualizer);
      const item = items[virtualizer.indexFromElement(element)];
      const guess = item === undefined ? undefined : estimate(item);
      if (guess !== undefined && !measured.current.has(guess)) measured.current.set(guess, size);
      return size;
    },
    [items, estimate],
  );
  return { estimateSize, measureElement: measure };
}

/** Where a key of movement leads; any other key is for the row. */
function onStep<T>(
  { items, keyOf, onRowKey, onExtend }: VirtualGridProps<T>,
  move: (by: number) => number | undefined,
  item: T,
  event: KeyboardEvent,
): number | undefined {
  if (event.target !== event.currentTarget) return undefined;
  const isMovement = !event.ctrlKey && !event.metaKey && !event.altKey && (!event.shiftKey || onExtend);
  const step = isMovement ? STEPS[event.key] : undefined;
  if (step === undefined) {
    onRowKey(item, event);
    return undefined;
  }
  event.preventDefault();
  const to = move(step);
  if (to !== undefined && event.shiftKey) onExtend?.(keyOf(item), keyOf(items[to] as T));
  return to;
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

/** The heading above the item at `index`, or -1. */
function headingOf<T>(items: readonly T[], isHeading: (item: T) => boolean, index: number): number {
  for (let i = Math.min(index, items.length - 1); i >= 0; i--) if (isHeading(items[i] as T)) return i;
  return -1;
}

function withIndex(indexes: number[], extra: number): number[] {
  if (extra < 0 || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}
