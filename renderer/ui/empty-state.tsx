import type { ReactNode } from 'react';
import styles from './empty-state.module.css';
import { Text } from './text.tsx';

type EmptyStateProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
};

/** Nothing is here: why, and what to do. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <span className={styles['icon']} aria-hidden>
        {icon}
      </span>
      <Text as="h3" look="title">
        {title}
      </Text>
      <Text as="p" look="soft">
        {text}
      </Text>
      {action}
    </div>
  );
}
