import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { cx } from './cx.ts';
import type { Tone } from './text.tsx';

type ChipProps = { readonly tone: Tone; readonly icon?: ReactNode; readonly children: ReactNode };

/** A state: an icon and a word, never colour alone. */
export function Chip({ tone, icon, children }: ChipProps) {
  return (
    <span className={cx(styles['chip'], styles[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** How many, beside a name. */
export function Count({ of }: { readonly of: number }) {
  return <span className={styles['count']}>{of}</span>;
}
