import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './list-row.module.css';
import { Text } from './text.tsx';

type ListRowProps = {
  readonly lead: ReactNode;
  readonly text: string;
  readonly state: ReactNode;
  readonly meta?: ReactNode;
  readonly note?: ReactNode;
  readonly menu?: ReactNode;
  readonly select?: SelectBox;
  readonly onPointerEnter?: () => void;
};

/** Shown when the row is pointed at, has the focus or is selected; `isShown`: always. */
type SelectBox = {
  readonly label: string;
  readonly isSelected: boolean;
  readonly isShown: boolean;
  /** Not reached by Tab. */
  readonly skipTab: boolean;
  readonly onChange: () => void;
};

/** One thing in a list: when, what, how it is; below that what to know about it and what to do. */
export function ListRow({ lead, text, state, meta, note, menu, select, onPointerEnter }: ListRowProps) {
  return (
    <div className={cx(styles['row'], select && styles['selectable'])} onPointerEnter={onPointerEnter}>
      {select && (
        <input
          type="checkbox"
          className={cx(styles['select'], select.isShown && styles['shown'])}
          aria-label={select.label}
          checked={select.isSelected}
          tabIndex={select.skipTab ? -1 : 0}
          onChange={select.onChange}
        />
      )}
      <div className={styles['lead']}>{lead}</div>
      <div className={styles['body']}>
        <div className={styles['text']}>{text}</div>
        {meta !== undefined && <div className={styles['meta']}>{meta}</div>}
      </div>
      <div className={styles['state']}>{state}</div>
      {menu !== undefined && <div className={styles['menu']}>{menu}</div>}
      {note !== undefined && <div className={styles['note']}>{note}</div>}
    </div>
  );
}

/** Names the rows below it. */
export function ListHeading({ children, count }: { readonly children: ReactNode; readonly count: number }) {
  return (
    <div className={styles['heading']}>
      <Text as="h3" look="label">
        {children}
      </Text>
      <Text look="small">{count}</Text>
    </div>
  );
}

type ListNoteProps = {
  readonly tone: 'calm' | 'warning' | 'danger';
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** What to know about the row above, with the way out beside it. */
export function ListNote({ tone, children, action }: ListNoteProps) {
  return (
    <div className={cx(styles['say'], styles[tone])}>
      <p className={styles['words']}>{children}</p>
      {action}
    </div>
  );
}

/** Hours and minutes to read at a glance, seconds for those who look. */
export function TimeOfDay({ time }: { readonly time: string }) {
  return (
    <span className={styles['time']}>
      <strong>{time.slice(0, 5)}</strong>
      <Text look="small">{time.slice(5)}</Text>
    </span>
  );
}
