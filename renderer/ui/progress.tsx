import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import styles from './progress.module.css';
import { Text } from './text.tsx';

type ProgressProps = {
  readonly label: string;
  readonly done: number;
  /** Undefined: nobody knows how much there is. */
  readonly total?: number | undefined;
  readonly words: string;
};

/** How far something long has come. */
export function Progress({ label, done, total, words }: ProgressProps) {
  const share = total === undefined ? undefined : Math.min(1, done / Math.max(1, total));
  return (
    <ProgressBar
      className={styles['progress'] ?? ''}
      value={(share ?? 0) * 100}
      isIndeterminate={share === undefined}
      valueLabel={words}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <progress
        className={styles['track']}
        max={1}
        aria-hidden
        {...(share !== undefined && { value: share })}
      />
      <Text look="small">{words}</Text>
    </ProgressBar>
  );
}
