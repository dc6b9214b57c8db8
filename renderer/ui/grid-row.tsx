import { type DragEventHandler, type FocusEvent, type KeyboardEvent, memo, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './virtual-grid.module.css';

/** What a pointer may do with a row besides pressing its buttons. */
export type RowDrag = {
  readonly draggable?: boolean;
  readonly onDragStart?: DragEventHandler;
  readonly onDragOver?: DragEventHandler;
  readonly onDragLeave?: DragEventHandler;
  readonly onDrop?: DragEventHandler;
  readonly onDragEnd?: DragEventHandler;
};

export type RowHandlers = {
  onFocus(name: string): void;
  onBlur(event: FocusEvent): void;
  onKeyDown(item: unknown, event: KeyboardEvent): void;
};

type GridRowProps = {
  readonly measure: (element: HTMLElement | null) => void;
  readonly item: unknown;
  readonly index: number;
  readonly name: string;
  /** Undefined: it stays at the top while its rows are in view. */
  readonly start: number | undefined;
  /** False: a heading, which is no stop for the keyboard. */
  readonly isRow: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean | undefined;
  readonly render: (item: unknown, isActive: boolean) => ReactNode;
  readonly dragOf: ((item: unknown) => RowDrag) | undefined;
  readonly handlers: RowHandlers;
};

/** One row in view. Drawn again only when something of it changes, not while others scroll by. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { measure, item, index, name, start, isRow, isActive, isSelected, render, dragOf, handlers } = props;
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
      tabIndex={isRow ? (isActive ? 0 : -1) : undefined}
      className={cx(styles['row'], isStuck && styles['stuck'], isSelected && styles['selected'])}
      {...(!isStuck && { style: { transform: `translateY(${start}px)` } })}
      onFocus={isRow ? () => handlers.onFocus(name) : undefined}
      onBlur={handlers.onBlur}
      onKeyDown={(event) => handlers.onKeyDown(item, event)}
      {...dragOf?.(item)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row takes the focus. */}
      <div role="gridcell">{render(item, isActive)}</div>
    </div>
  );
});
