import { Text } from './text.tsx';
import styles from './timeline.module.css';

export type TimelineEntry = {
  readonly key: string;
  readonly time: string;
  readonly title: string;
  readonly detail: string;
};

/** What happened, one below the other, with the words of whoever said them. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <ol className={styles['timeline']}>
      {entries.map(({ key, time, title, detail }) => (
        <li key={key} className={styles['entry']}>
          <Text>{title}</Text>
          <Text look="small">{time}</Text>
          {detail !== '' && (
            <Text look="small" verbatim>
              {detail}
            </Text>
          )}
        </li>
      ))}
    </ol>
  );
}
