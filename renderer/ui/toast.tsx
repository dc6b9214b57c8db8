import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import styles from './toast.module.css';

/** Where short messages appear; they are read out as they come. */
export function ToastRegion({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className={styles['region']} aria-label={label} aria-live="polite" aria-relevant="additions">
      {children}
    </section>
  );
}

type ToastProps = {
  readonly tone: 'success' | 'danger';
  readonly message: ReactNode;
  readonly action?: ReactNode;
  readonly dismissLabel: string;
  readonly onDismiss: () => void;
};

export function Toast({ tone, message, action, dismissLabel, onDismiss }: ToastProps) {
  const Icon = tone === 'danger' ? CircleAlert : CircleCheck;
  return (
    <div className={styles['toast']}>
      <Icon size={16} aria-hidden className={styles[tone]} />
      <span className={styles['words']}>{message}</span>
      {action}
      <IconButton label={dismissLabel} icon={<X size={14} />} onPress={onDismiss} />
    </div>
  );
}
