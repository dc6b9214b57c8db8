import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import styles from './content-chip.module.css';
import { Text } from './text.tsx';

type ContentChipProps = {
  readonly icon: ReactNode;
  readonly children: string;
  readonly removeLabel: string;
  /** Absent: it stays. */
  readonly onRemove?: (() => void) | undefined;
};

/** Something that was added, in a few words, and the way to take it away. */
export function ContentChip({ icon, children, removeLabel, onRemove }: ContentChipProps) {
  return (
    <span className={styles['chip']}>
      {icon}
      <Text>{children}</Text>
      {onRemove && <IconButton label={removeLabel} icon={<X size={14} />} onPress={onRemove} />}
    </span>
  );
}
