import { Bird } from 'lucide-react';
import styles from './logo.module.css';

/** The bird on its perch. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <span className={styles['logo']} style={{ inlineSize: size, blockSize: size }} aria-hidden>
      <Bird size={size * 0.62} />
    </span>
  );
}
