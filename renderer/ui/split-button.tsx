import { ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import button from './button.module.css';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import type { Chord } from './keys.ts';
import { Menu, type MenuEntry } from './menu.tsx';
import styles from './split-button.module.css';

type SplitButtonProps = {
  readonly label: string;
  /** What it does just now, such as the time; said after the label. */
  readonly note: string | undefined;
  readonly chord?: Chord;
  readonly isPending?: boolean;
  readonly onPress: () => void;
  readonly menuLabel: string;
  readonly entries: readonly MenuEntry[];
};

/** The usual thing, and beside it a list of other ways to do the same. */
export function SplitButton({ label, note, menuLabel, entries, ...main }: SplitButtonProps) {
  return (
    <span className={styles['split']}>
      <Button look="primary" {...main}>
        {label}
        {note !== undefined && <span className={styles['note']}> · {note}</span>}
      </Button>
      <Menu label={menuLabel} entries={entries}>
        <AriaButton
          aria-label={menuLabel}
          isDisabled={main.isPending ?? false}
          className={cx(button['button'], button['primary'], styles['arrow'])}
        >
          <ChevronDown size={16} aria-hidden />
        </AriaButton>
      </Menu>
    </span>
  );
}
