import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './layout.module.css';

type Gap = 1 | 2 | 3 | 4 | 5;

type StackProps = {
  readonly gap?: Gap;
  readonly children: ReactNode;
  readonly as?: 'div' | 'section' | 'form' | 'ul' | 'ol';
  readonly 'aria-label'?: string;
};

/** Children below each other. */
export function Stack({ gap = 3, as: Tag = 'div', children, ...rest }: StackProps) {
  return (
    <Tag className={cx(styles['stack'], styles[`gap${gap}`])} {...rest}>
      {children}
    </Tag>
  );
}

type InlineProps = {
  readonly gap?: Gap;
  readonly align?: 'start' | 'center' | 'baseline' | 'end';
  readonly spread?: boolean;
  readonly justify?: 'center' | 'end';
  readonly wrap?: boolean;
  readonly children: ReactNode;
  readonly role?: 'group';
  readonly 'aria-label'?: string;
};

/** Children beside each other. */
export function Inline({ gap = 2, align = 'center', spread, justify, wrap, children, ...rest }: InlineProps) {
  const className = cx(
    styles['inline'],
    styles[`gap${gap}`],
    styles[align],
    spread && styles['spread'],
    justify === 'center' && styles['middle'],
    justify === 'end' && styles['last'],
    wrap && styles['wrap'],
  );
  return (
    <div className={className} {...rest}>
      {children}
    </div>
  );
}

/** Cards beside each other, as many as fit. */
export function Grid({ children }: { readonly children: ReactNode }) {
  return <div className={styles['grid']}>{children}</div>;
}
