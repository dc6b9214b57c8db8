import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import styles from './disclosure.module.css';

type DisclosureProps = {
  readonly title: string;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
  /** By default it is closed at first and remembers by itself. */
  readonly isExpanded?: boolean;
  readonly onExpandedChange?: (isExpanded: boolean) => void;
};

/** Something for those who want it, folded away for all others. */
export function Disclosure({ title, isOpenAtFirst, children, ...state }: DisclosureProps) {
  return (
    <AriaDisclosure
      className={styles['disclosure'] ?? ''}
      {...(isOpenAtFirst && { defaultExpanded: true })}
      {...state}
    >
      <Button slot="trigger" className={styles['trigger'] ?? ''}>
        <ChevronRight size={14} aria-hidden />
        {title}
      </Button>
      <DisclosurePanel className={styles['panel'] ?? ''}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
