import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { cx } from './cx.ts';
import { Text, Unseen } from './text.tsx';
import styles from './tick-list.module.css';

export type Tick = {
  readonly name: string;
  /** Undefined: it could not or need not be looked at. */
  readonly isOk: boolean | undefined;
  /** Read out before the text: a colour says nothing. */
  readonly verdict: string;
  readonly text: string;
};

const lookOf = (isOk: boolean | undefined): string | undefined =>
  isOk === undefined ? undefined : styles[isOk ? 'ok' : 'bad'];

function Sign({ isOk }: Pick<Tick, 'isOk'>) {
  const Icon = isOk === undefined ? CircleMinus : isOk ? CircleCheck : CircleX;
  return <Icon size={16} aria-hidden />;
}

/** What works and what does not, one below the other. */
export function TickList({ label, ticks }: { readonly label: string; readonly ticks: readonly Tick[] }) {
  return (
    <ul className={styles['list']} aria-label={label}>
      {ticks.map(({ name, isOk, verdict, text }) => (
        <li key={`${name} ${text}`} className={cx(styles['tick'], lookOf(isOk))}>
          <Sign isOk={isOk} />
          <Text as="strong">
            {name}
            <Unseen> {verdict}:</Unseen>
          </Text>
          <Text look={isOk === false ? 'body' : 'small'}>{text}</Text>
        </li>
      ))}
    </ul>
  );
}
