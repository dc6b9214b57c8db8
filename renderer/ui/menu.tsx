import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { cx } from './cx.ts';
import { Keys } from './hint.tsx';
import type { Chord } from './keys.ts';
import styles from './popover.module.css';

export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  /** More about it, at the end of the line. */
  readonly note?: string;
  readonly icon?: ReactNode;
  readonly chord?: Chord;
  readonly isDanger?: boolean;
  readonly onAction: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactElement;
};

/** A button (the child) that opens a list of actions. */
export function Menu({ label, entries, isOpenAtFirst = false, children }: MenuProps) {
  return (
    <MenuTrigger defaultOpen={isOpenAtFirst}>
      {children}
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <AriaMenu aria-label={label} className={styles['list'] ?? ''} items={entries}>
          {(entry: MenuEntry) => (
            <MenuItem
              id={entry.id}
              textValue={entry.label}
              className={cx(styles['item'], entry.isDanger && styles['danger'])}
              onAction={entry.onAction}
            >
              {entry.icon}
              <span className={styles['words']}>{entry.label}</span>
              {entry.note !== undefined && <span className={styles['note']}>{entry.note}</span>}
              {entry.chord !== undefined && <Keys chord={entry.chord} />}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
