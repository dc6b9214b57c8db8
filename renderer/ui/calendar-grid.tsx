import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import styles from './calendar-grid.module.css';
import { cx } from './cx.ts';
import { StopHint } from './stop-hint.tsx';
import { type PointerDrag, usePointerDrag } from './use-pointer-drag.ts';

type CalendarGridProps = {
  readonly label: string;
  readonly rows: 'days' | 'hours';
  readonly head: ReactNode;
  /** The stop of the Tab key, by its key. It takes the focus whenever `takesFocus` is another number. */
  readonly active: string;
  readonly takesFocus: number;
  readonly drag: PointerDrag;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** A stop got the focus. */
  readonly onStop: (key: string) => void;
  /** What to know about a stop, beside it while it is pointed at or has the focus. */
  readonly hintOf: (key: string) => ReactNode;
  readonly children: ReactNode;
};

/**
 * Days in rows of seven, or hours with a column for each of seven days. One stop is reached by Tab; what is in
 * the cells is named by `data-stop`, so that the focus finds it again after it has moved to another cell.
 */
export function CalendarGrid(props: CalendarGridProps) {
  const { label, rows, head, active, takesFocus, drag, onKeyDown, onStop, hintOf, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  usePointerDrag(scroller, drag);
  const hasFocus = useFocusKept(scroller, active, takesFocus);
  return (
    <div ref={scroller} className={styles['scroller']}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are grids of their own, which a table cannot have. */}
      <div
        role="grid"
        aria-label={label}
        className={cx(styles['grid'], styles[rows])}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const key = target.dataset['stop'];
          hasFocus.current = true;
          if (key !== undefined) onStop(key);
        }}
        onBlur={() => {
          hasFocus.current = false;
        }}
      >
        {head}
        {children}
      </div>
      <StopHint root={scroller} hintOf={hintOf} />
    </div>
  );
}

/** Gives the focus to the active stop when that is asked for, and when what had it was drawn anew elsewhere. */
function useFocusKept(scroller: RefObject<HTMLElement | null>, active: string, takesFocus: number) {
  const hasFocus = useRef(false);
  const asked = useRef(0);
  useEffect(() => {
    const isAsked = asked.current !== takesFocus;
    asked.current = takesFocus;
    if (!isAsked && !(hasFocus.current && document.activeElement === document.body)) return;
    const stop = scroller.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(active)}"]`);
    stop?.focus({ preventScroll: true });
    stop?.scrollIntoView({ block: 'nearest' });
  });
  return hasFocus;
}

/** The names of the days, in view whatever is scrolled. */
export function CalendarHead({
  corner,
  children,
}: {
  readonly corner: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <CalendarRow isHead>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid. */}
      <div role="columnheader" className={styles['corner']}>
        {corner}
      </div>
      {children}
    </CalendarRow>
  );
}

type DayHeadProps = { readonly name: string; readonly isToday?: boolean; readonly children: ReactNode };

export function CalendarDayHead({ name, isToday, children }: DayHeadProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
    <div
      role="columnheader"
      aria-label={name}
      className={cx(styles['dayHead'], isToday && styles['todayHead'])}
    >
      {children}
    </div>
  );
}

type RowProps = {
  readonly isHead?: boolean;
  readonly isFolded?: boolean;
  readonly children: ReactNode;
};

export function CalendarRow({ isHead, isFolded, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
    <div role="row" className={cx(styles['row'], isHead && styles['head'], isFolded && styles['folded'])}>
      {children}
    </div>
  );
}

export function CalendarRowHead({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
    <div role="rowheader" className={styles['rowHead']}>
      {children}
    </div>
  );
}

type CellProps = {
  readonly name: string;
  readonly label: string;
  readonly isActive: boolean;
  readonly isPast?: boolean;
  /** Belongs to the month before or after. */
  readonly isOutside?: boolean;
  readonly isToday?: boolean;
  /** Somebody clicked where nothing is; `fraction`: how far down the cell. */
  readonly onPress: (fraction: number) => void;
  readonly children: ReactNode;
};

export function CalendarCell({ name, label, isActive, onPress, children, ...is }: CellProps) {
  const className = cx(styles['cell'], is.isPast && styles['past'], is.isOutside && styles['outside']);
  // A key clicks nowhere in particular.
  const onClick = ({ currentTarget, clientY, detail }: MouseEvent<HTMLButtonElement>) =>
    onPress(detail === 0 ? 0 : fractionOf(currentTarget, clientY));
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid.
    <div role="gridcell" data-cell={name} className={className}>
      <button
        type="button"
        className={styles['ground']}
        aria-label={label}
        aria-current={is.isToday ? 'date' : undefined}
        tabIndex={isActive ? 0 : -1}
        data-stop={name}
        onClick={onClick}
      />
      {children}
    </div>
  );
}

/** The number of a day, and beside it what is special about it. */
export function CalendarDate({
  isToday,
  children,
  note,
}: {
  readonly isToday: boolean;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <div className={styles['date']} aria-hidden>
      <span className={cx(styles['number'], isToday && styles['todayNumber'])}>{children}</span>
      {note}
    </div>
  );
}

export function CalendarBadge({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <span className={styles['badge']} title={title}>
      {children}
    </span>
  );
}

/** Where the present is, as a fraction of the cell. */
export function CalendarNow({ fraction }: { readonly fraction: number }) {
  return <div className={styles['now']} aria-hidden style={{ insetBlockStart: `${fraction * 100}%` }} />;
}

type FootProps = {
  readonly zone: string;
  readonly keys: string;
  /** Why there is nothing to see; the keys are told otherwise, where there is room. */
  readonly state: string | undefined;
  readonly said: string;
};

/** By whose clocks it is, what keys do, and, also read out, what one just did. */
export function CalendarFoot({ zone, keys, state, said }: FootProps) {
  return (
    <div className={styles['foot']}>
      <span className={styles['zone']}>{zone}</span>
      {said === '' && (
        <span className={state === undefined ? styles['keys'] : undefined}>{state ?? keys}</span>
      )}
      <strong role="status">{said}</strong>
    </div>
  );
}

function fractionOf(element: Element, y: number): number {
  const { top, height } = element.getBoundingClientRect();
  return height === 0 ? 0 : (y - top) / height;
}
