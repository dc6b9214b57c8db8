import type { ReactNode } from 'react';
import styles from './sign.module.css';
import { Unseen } from './text.tsx';

type SignProps = { readonly icon: ReactNode; readonly label: string; readonly children?: string };

/** A small picture that says something about a row; its meaning is its tooltip and is read out. */
export function Sign({ icon, label, children }: SignProps) {
  return (
    <span className={styles['sign']} title={label}>
      {icon}
      <span aria-hidden>{children}</span>
      <Unseen>{label}</Unseen>
    </span>
  );
}
