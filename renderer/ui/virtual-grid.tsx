import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEventHandler,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
} from 'react';
import { cx } from './cx.ts';
import { useActiveRow } from './use-active-row.ts';
import styles from './virtual-grid.module.css';

export type GridHandle = {
  /** Scrolls there and gives the row the focus. */
  goTo(key: string): void;
};

/** What a pointer may do with a row besides pressing its buttons. */
export type RowDrag = {
  readonly draggable?: boolean;
  readonly onDragStart?: DragEventHandler;
  readonly onDragOver?: DragEventHandler;
  readonly onDragLeave?: DragEventHandler;
  readonly onDrop?: DragEventHandler;
  readonly onDragEnd?: DragEventHandler;
};

type VirtualGridProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** A heading is not a stop for the keyboard; it stays in view while its rows are. */
  readonly isHeading: (item: T) => boolean;
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

/**
 * A list of any length of which only what is in view exists. One row is a stop of the Tab key; arrows move
 * along the rows, and the buttons of the row that has the focus come after it.
 */
export function VirtualGrid<T>(props: VirtualGridProps<T>) {
  const { label, items, keyOf, isHeading, render, selected, dragOf, ref } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useActiveRow(props, scroller);
  const { virtualizer, stuck } = useRows(props, scroller, rows.active);
  const goTo = (key: string): void => {
    const index = items.findIndex((item) => keyOf(item) === key);
    if (index < 0) return;
    rows.focus(key);
    virtualizer.scrollToIndex(index);
  };
  useImperativeHandle(ref, () => ({ goTo }));
  const shown = virtualizer.getVirtualItems();
  useEnd(shown.at(-1)?.index === items.length - 1, items.length, props.onEnd);
  const onKeyDown = (item: T, event: KeyboardEvent) => {
    const to = onStep(props, rows.move, item, event);
    if (to !== undefined) virtualizer.scrollToIndex(to);
  };
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
              index={index}
              name={name}
              start={index === stuck.current ? undefined : start}
              stop={isRow ? (name === rows.active ? 0 : -1) : undefined}
              isSelected={isRow ? selected?.has(name) : undefined}
              onFocus={() => rows.onFocus(name)}
              onBlur={(event) => rows.onBlur(event.relatedTarget !== null)}
              onKeyDown={(event) => onKeyDown(item, event)}
              {...(isRow && dragOf && { drag: dragOf(item) })}
            >
              {render(item, name === rows.active)}
            </GridRow>
          );
        })}
      </div>
    </div>
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
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(items[index] as T),
    getItemKey: (index) => keyOf(items[index] as T),
    rangeExtractor,
    overscan: 6,
    scrollPaddingStart: HEADING,
  });
  return { virtualizer, stuck };
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

type GridRowProps = {
  readonly measure: (element: HTMLElement | null) => void;
  readonly index: number;
  readonly name: string;
  /** Undefined: it stays at the top while its rows are in view. */
  readonly start: number | undefined;
  /** Its tabIndex; a heading has none. */
  readonly stop: number | undefined;
  readonly isSelected: boolean | undefined;
  readonly drag?: RowDrag;
  readonly onFocus: () => void;
  readonly onBlur: (event: { readonly relatedTarget: EventTarget | null }) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
};

function GridRow(props: GridRowProps) {
  const { measure, index, name, start, stop, isSelected, drag, children } = props;
  const isStuck = start === undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot have rows that are not there.
    <div
      ref={measure}
      role="row"
      data-index={index}
      data-key={name}
      aria-rowindex={index + 1}
      {...(isSelected !== undefined && { 'aria-selected': isSelected })}
      tabIndex={stop}
      className={cx(styles['row'], isStuck && styles['stuck'], isSelected && styles['selected'])}
      {...(!isStuck && { style: { transform: `translateY(${start}px)` } })}
      onFocus={stop === undefined ? undefined : props.onFocus}
      onBlur={props.onBlur}
      onKeyDown={props.onKeyDown}
      {...drag}
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

/** The heading above the item at `index`, or -1. */
function headingOf<T>(items: readonly T[], isHeading: (item: T) => boolean, index: number): number {
  for (let i = Math.min(index, items.length - 1); i >= 0; i--) if (isHeading(items[i] as T)) return i;
  return -1;
}

function withIndex(indexes: number[], extra: number): number[] {
  if (extra < 0 || indexes.includes(extra)) return indexes;
  return [...indexes, extra].sort((a, b) => a - b);
}
