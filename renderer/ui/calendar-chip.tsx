import type { ReactNode } from 'react';
import styles from './calendar-chip.module.css';
import tones from './chip.module.css';
import { cx } from './cx.ts';
import type { Tone } from './text.tsx';

/** Where among those that overlap, and how far down its hour (0 to 1). */
export type ChipPlace = { readonly top: number; readonly column: number; readonly columns: number };

type ChipProps = {
  /** Its `data-stop`. */
  readonly name: string;
  readonly label: string;
  readonly look: Tone | 'ghost' | 'more';
  readonly icon?: ReactNode;
  readonly time?: string;
  /** Signs behind the text. */
  readonly signs?: ReactNode;
  readonly place?: ChipPlace | undefined;
  readonly isActive: boolean;
  readonly isDraggable?: boolean;
  readonly isCarried?: boolean;
  readonly isDimmed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

/** One line in a calendar: a button, and a stop of its grid. */
export function CalendarChip({
  name,
  label,
  look,
  icon,
  time,
  signs,
  place,
  onPress,
  children,
  ...is
}: ChipProps) {
  const className = cx(
    styles['chip'],
    look === 'ghost' || look === 'more' ? styles[look] : tones[look],
    place && styles['placed'],
    is.isCarried && styles['carried'],
    is.isDimmed && styles['dimmed'],
    is.isDraggable && styles['draggable'],
  );
  return (
    <button
      type="button"
      aria-label={label}
      tabIndex={is.isActive ? 0 : -1}
      data-stop={name}
      data-drag={is.isDraggable ? name : undefined}
      className={className}
      style={place && styleOf(place)}
      onClick={onPress}
    >
      {icon}
      {time !== undefined && <span className={styles['time']}>{time}</span>}{' '}
      <span className={styles['words']}>{children}</span>
      {signs}
    </button>
  );
}

const styleOf = ({ top, column, columns }: ChipPlace) => ({
  insetBlockStart: `${top * 100}%`,
  insetInlineStart: `calc(${(column / columns) * 100}% + 1px)`,
  inlineSize: `calc(${100 / columns}% - 2px)`,
});
