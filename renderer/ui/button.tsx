import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { Hint } from './hint.tsx';
import type { Chord } from './keys.ts';

type ButtonProps = {
  readonly children: ReactNode;
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'warning' | 'danger';
  readonly size?: 's' | 'm' | 'l';
  readonly icon?: ReactNode;
  readonly chord?: Chord;
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
  /** What it started is not done: it looks so, and keeps the focus. */
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
};

const SIZES = { s: styles['small'], m: undefined, l: styles['large'] } as const;

export function Button({
  children,
  look = 'secondary',
  size = 'm',
  icon,
  chord,
  isPending,
  ...rest
}: ButtonProps) {
  const button = (
    <AriaButton
      className={cx(styles['button'], styles[look], SIZES[size], isPending && styles['pending'])}
      {...rest}
    >
      {icon}
      <span className={styles['words']}>{children}</span>
    </AriaButton>
  );
  return chord === undefined ? button : <Hint chord={chord}>{button}</Hint>;
}

type IconButtonProps = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly chord?: Chord;
  readonly onPress?: () => void;
  readonly isDisabled?: boolean;
  /** Not reached by Tab: the row that holds it has the same action on a key. */
  readonly skipTab?: boolean;
};

/** A button with an icon only; its name is its tooltip. */
export function IconButton({ label, icon, chord, skipTab, ...rest }: IconButtonProps) {
  return (
    <Hint label={label} {...(chord !== undefined && { chord })}>
      <AriaButton
        aria-label={label}
        className={cx(styles['button'], styles['quiet'], styles['icon'])}
        excludeFromTabOrder={skipTab ?? false}
        {...rest}
      >
        {icon}
      </AriaButton>
    </Hint>
  );
}

type PlainIconButtonProps = Pick<IconButtonProps, 'label' | 'icon'> & { readonly onPress: () => void };

/** Looks like an icon button and costs little: for rows of long lists. Not reached by Tab. */
export function PlainIconButton({ label, icon, onPress }: PlainIconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      tabIndex={-1}
      className={cx(styles['button'], styles['quiet'], styles['icon'])}
      onClick={onPress}
    >
      {icon}
    </button>
  );
}
