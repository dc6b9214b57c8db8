import { CircleAlert, Info, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { cx } from './cx.ts';
import { Text } from './text.tsx';

type BannerProps = {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Without a ground: one of several small remarks. */
  readonly isPlain?: boolean;
  /** Something goes on by itself. */
  readonly isBusy?: boolean;
};

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert } as const;

/** What is the matter, what comes next and, where there is one, the way out. */
export function Banner({ tone, title, children, action, isPlain, isBusy }: BannerProps) {
  const Icon = isBusy ? LoaderCircle : ICONS[tone];
  return (
    <div className={cx(styles['banner'], styles[tone], isPlain && styles['plain'])}>
      <Icon size={16} aria-hidden className={cx(styles['icon'], isBusy && styles['busy'])} />
      <div className={styles['words']}>
        {title !== undefined && <Text as="strong">{title}</Text>}
        {children}
      </div>
      {action}
    </div>
  );
}
