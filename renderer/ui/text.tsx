import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './text.module.css';

export type Tone = 'neutral' | 'info' | 'active' | 'success' | 'warning' | 'danger';

type TextProps = {
  readonly children: ReactNode;
  readonly as?: 'p' | 'span' | 'div' | 'li' | 'h1' | 'h2' | 'h3' | 'dt' | 'dd' | 'strong';
  readonly look?: 'body' | 'soft' | 'small' | 'label' | 'title' | 'hero' | 'number';
  readonly tone?: 'danger' | 'warning' | 'success';
  /** Written by a person: line breaks and long words are kept as they are. */
  readonly verbatim?: boolean;
  readonly id?: string;
};

export function Text({ as: Tag = 'span', look = 'body', tone, verbatim, children, ...rest }: TextProps) {
  return (
    <Tag
      className={cx(styles['text'], styles[look], tone && styles[tone], verbatim && styles['verbatim'])}
      {...rest}
    >
      {children}
    </Tag>
  );
}

/** Read out, not shown. */
export function Unseen({
  as: Tag = 'span',
  children,
}: {
  readonly as?: 'span' | 'h1';
  readonly children: ReactNode;
}) {
  return <Tag className={styles['unseen']}>{children}</Tag>;
}

/** Something to type as it is. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className={styles['code']}>{children}</code>;
}
