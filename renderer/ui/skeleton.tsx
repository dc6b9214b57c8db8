import { useEffect, useState } from 'react';
import styles from './skeleton.module.css';
import { Unseen } from './text.tsx';

/** What is known within this time needs no placeholder: it would only flicker. */
const PATIENCE = 150;
const ROWS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Grey rows in place of a list that is being read. */
export function SkeletonRows({ label }: { readonly label: string }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setShown, PATIENCE, true);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles['rows']} role="status">
      <Unseen>{label}</Unseen>
      {isShown && ROWS.map((row) => <div key={row} className={styles['row']} />)}
    </div>
  );
}
