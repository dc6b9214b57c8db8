import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** Asks before something that cannot be undone. */
  readonly isAlert?: boolean;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
};

/** Over everything else; Escape and a click beside it close it, and the focus goes back to where it was. */
export function Dialog({ title, closeLabel, onClose, isAlert, children, footer }: DialogProps) {
  return (
    <ModalOverlay className={styles['overlay'] ?? ''} isOpen isDismissable={!isAlert} onOpenChange={onClose}>
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog className={styles['dialog'] ?? ''} role={isAlert ? 'alertdialog' : 'dialog'}>
          <header className={styles['header']}>
            <Heading slot="title" level={2} className={styles['title'] ?? ''}>
              {title}
            </Heading>
            <IconButton label={closeLabel} icon={<X size={16} />} onPress={onClose} />
          </header>
          <div className={styles['body']}>{children}</div>
          {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
