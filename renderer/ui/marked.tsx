import styles from './marked.module.css';

type MarkedProps = { readonly parts: readonly { readonly text: string; readonly hidden: boolean }[] };

/** A text in which what cannot be seen is shown by its name. Each stretch keeps its own direction. */
export function Marked({ parts }: MarkedProps) {
  return (
    <span className={styles['marked']}>
      {parts.map(({ text, hidden }, i) =>
        hidden ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name than their place.
          <mark key={i} className={styles['mark']}>
            {text}
          </mark>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <bdi key={i}>{text}</bdi>
        ),
      )}
    </span>
  );
}
