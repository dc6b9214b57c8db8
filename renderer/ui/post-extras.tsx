import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './post-extras.module.css';

/** Up to four pictures as X lays them out: one wide, two beside each other, one and two, two by two. */
export function MediaGrid({ children }: { readonly children: readonly ReactNode[] }) {
  const shown = children.slice(0, 4);
  return <div className={cx(styles['grid'], styles[`of${shown.length}`])}>{shown}</div>;
}

type PollBarsProps = { readonly options: readonly string[]; readonly note: string };

/** A poll before anybody has voted. */
export function PollBars({ options, note }: PollBarsProps) {
  return (
    <div className={styles['poll']}>
      {options.map((option, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer has no other name than its place.
        <span key={i} className={styles['bar']} dir="auto">
          {option || '\u00a0'}
        </span>
      ))}
      <span className={styles['note']}>{note}</span>
    </div>
  );
}

type QuoteBoxProps = { readonly title: string; readonly id: string };

/** The place of a quoted post: nothing is loaded from X to show it. */
export function QuoteBox({ title, id }: QuoteBoxProps) {
  return (
    <div className={styles['quote']}>
      <strong>{title}</strong>
      <span className={styles['note']}>{id}</span>
    </div>
  );
}
