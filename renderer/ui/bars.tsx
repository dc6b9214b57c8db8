import styles from './bars.module.css';
import { cx } from './cx.ts';

export type Bar = {
  readonly key: string;
  readonly value: number;
  readonly tone?: 'past' | 'now' | 'ahead' | 'warning';
};

type BarsProps = {
  /** All that the picture says, in words. */
  readonly label: string;
  readonly bars: readonly Bar[];
  /** What a full bar stands for; default the largest value. */
  readonly most?: number;
  /** Room for so many; fewer stand at its end. */
  readonly places?: number;
  readonly size?: 's' | 'm';
};

const STEP = 10;
const WIDTH = 7;
const HEIGHT = { s: 22, m: 56 } as const;
/** So that none and little do not look the same. */
const LEAST = 3;

/** Few numbers as bars beside each other: to be looked at rather than read. */
export function Bars({ label, bars, most, places = 1, size = 'm' }: BarsProps) {
  const height = HEIGHT[size];
  const top = Math.max(most ?? 0, 1e-9, ...(most === undefined ? bars.map(({ value }) => value) : []));
  const columns = Math.max(places, bars.length);
  const first = columns - bars.length;
  const heightOf = (value: number): number =>
    value <= 0 ? 1 : Math.max(LEAST, Math.min(1, value / top) * height);
  return (
    <svg
      role="img"
      aria-label={label}
      className={cx(styles['bars'], styles[size])}
      viewBox={`0 0 ${columns * STEP - (STEP - WIDTH)} ${height}`}
      preserveAspectRatio="none"
    >
      {bars.map(({ key, value, tone = 'past' }, i) => (
        <rect
          key={key}
          className={cx(styles[tone], value <= 0 && styles['none'])}
          x={(first + i) * STEP}
          y={height - heightOf(value)}
          width={WIDTH}
          height={heightOf(value)}
        />
      ))}
    </svg>
  );
}
