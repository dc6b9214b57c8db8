import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './post-card.module.css';

type Stretch = { readonly kind: string; readonly shown: string };

type PostCardsProps = {
  readonly label: string;
  /** Who writes, without the @. */
  readonly account: string;
  readonly time: string;
  readonly posts: readonly {
    /** Of its text: plain, or something that can be pressed on X. */
    readonly stretches: readonly Stretch[];
    /** What X shows below the text. */
    readonly below: ReactNode;
  }[];
};

/** Posts of a thread as they follow each other on X, from text and what is below it. */
export function PostCards({ label, account, time, posts }: PostCardsProps) {
  return (
    <ol className={styles['cards']} aria-label={label}>
      {posts.map(({ stretches, below }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a post has no other name than its place.
        <li key={i} className={styles['card']}>
          <span className={styles['avatar']} aria-hidden>
            {[...account][0]?.toUpperCase()}
          </span>
          <div className={styles['words']}>
            <div className={styles['head']}>
              <strong className={styles['name']}>{account}</strong>
              <span className={styles['soft']}>{`@${account} · ${time}`}</span>
            </div>
            <p className={styles['text']} dir="auto">
              {stretches.map(({ kind, shown }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <span key={at} className={cx(kind !== 'text' && styles['link'])}>
                  {shown}
                </span>
              ))}
            </p>
            {below}
          </div>
        </li>
      ))}
    </ol>
  );
}
