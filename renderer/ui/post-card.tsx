import { cx } from './cx.ts';
import styles from './post-card.module.css';

type Stretch = { readonly kind: string; readonly shown: string };

type PostCardsProps = {
  readonly label: string;
  /** Who writes, without the @. */
  readonly account: string;
  readonly time: string;
  /** The texts of the posts in stretches: plain, or something that can be pressed on X. */
  readonly posts: readonly (readonly Stretch[])[];
};

/** Posts of a thread as they follow each other on X, made of text and nothing else. */
export function PostCards({ label, account, time, posts }: PostCardsProps) {
  return (
    <ol className={styles['cards']} aria-label={label}>
      {posts.map((stretches, i) => (
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
          </div>
        </li>
      ))}
    </ol>
  );
}
