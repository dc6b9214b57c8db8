import { X } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
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
          <Body>{children}</Body>
          {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What scrolls takes the focus, so that keys can scroll it; what fits does not stand in the way of Tab. */
function Body({ children }: { readonly children: ReactNode }) {
  const [isCut, setCut] = useState(false);
  const watch = useCallback((body: HTMLDivElement) => {
    const observer = new ResizeObserver(() => setCut(body.scrollHeight > body.clientHeight));
    for (const one of [body, ...body.children]) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={watch} className={styles['body']} {...(isCut && { tabIndex: 0 })}>
      <div className={styles['content']}>{children}</div>
    </div>
  );
}
