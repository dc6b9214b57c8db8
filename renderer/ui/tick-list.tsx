import { CircleCheck, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Text, Unseen } from './text.tsx';
import styles from './tick-list.module.css';

export type Tick = {
  readonly name: string;
  readonly isOk: boolean;
  /** Read out before the text: a colour says nothing. */
  readonly verdict: string;
  readonly text: ReactNode;
};

/** What works and what does not, one below the other. */
export function TickList({ label, ticks }: { readonly label: string; readonly ticks: readonly Tick[] }) {
  return (
    <ul className={styles['list']} aria-label={label}>
      {ticks.map(({ name, isOk, verdict, text }) => (
        <li key={name} className={cx(styles['tick'], isOk ? styles['ok'] : styles['bad'])}>
          {isOk ? <CircleCheck size={16} aria-hidden /> : <CircleX size={16} aria-hidden />}
          <Text as="strong">
            {name}
            <Unseen> {verdict}:</Unseen>
          </Text>
          <Text look={isOk ? 'small' : 'body'}>{text}</Text>
        </li>
      ))}
    </ul>
  );
}
