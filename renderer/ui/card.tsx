import type { ReactNode } from 'react';
import styles from './card.module.css';
import { Text } from './text.tsx';

type CardProps = { readonly children: ReactNode; readonly 'aria-label'?: string };

export function Card({ children, 'aria-label': label }: CardProps) {
  if (label === undefined) return <div className={styles['card']}>{children}</div>;
  return (
    <section className={styles['card']} aria-label={label}>
      {children}
    </section>
  );
}

export type Fact = { readonly name: string; readonly value: ReactNode };

/** Names and values below each other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles['fact']}>
          <Text as="dt" look="small">
            {name}
          </Text>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One number that says much. */
export function Figure({ value, name }: { readonly value: number; readonly name: string }) {
  return (
    <div className={styles['figure']}>
      <Text look="number">{value}</Text>
      <Text look="small">{name}</Text>
    </div>
  );
}
