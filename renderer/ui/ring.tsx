import { cx } from './cx.ts';
import styles from './ring.module.css';

const RADIUS = 7;
const ROUND = 2 * Math.PI * RADIUS;

type RingProps = { readonly share: number; readonly tone: 'calm' | 'warning' | 'danger' };

/** How much of a limit is used, as a picture of the number beside it. */
export function Ring({ share, tone }: RingProps) {
  const used = Math.min(Math.max(share, 0), 1) * ROUND;
  return (
    <svg width={18} height={18} viewBox="0 0 18 18" aria-hidden className={cx(styles['ring'], styles[tone])}>
      <title />
      <circle cx={9} cy={9} r={RADIUS} className={styles['track']} />
      <circle
        cx={9}
        cy={9}
        r={RADIUS}
        className={styles['used']}
        strokeDasharray={`${used} ${ROUND}`}
        transform="rotate(-90 9 9)"
      />
    </svg>
  );
}
