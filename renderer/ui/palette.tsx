import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Collection } from 'react-aria-components/Collection';
import { Dialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { TextField } from 'react-aria-components/TextField';
import { cx } from './cx.ts';
import dialog from './dialog.module.css';
import { Keys } from './hint.tsx';
import type { Chord } from './keys.ts';
import styles from './palette.module.css';
import popover from './popover.module.css';

export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly icon?: ReactNode;
  readonly chord?: Chord | undefined;
  readonly onAction: () => void;
};
export type PaletteSection = {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
};

type PaletteProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly sections: readonly PaletteSection[];
  readonly empty: string;
  readonly onClose: () => void;
};

/** One field for everything there is to do or to find; arrows choose while the caret stays in the field. */
export function Palette({ label, placeholder, search, onSearch, sections, empty, onClose }: PaletteProps) {
  return (
    <ModalOverlay
      className={cx(dialog['overlay'], styles['overlay'])}
      isOpen
      isDismissable
      onOpenChange={onClose}
    >
      <Modal className={cx(dialog['modal'], styles['modal'])}>
        <Dialog className={dialog['dialog'] ?? ''} aria-label={label}>
          <Autocomplete inputValue={search} onInputChange={onSearch}>
            <TextField aria-label={placeholder} autoFocus className={styles['field'] ?? ''}>
              <Input className={styles['input'] ?? ''} placeholder={placeholder} />
            </TextField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever cannot use the arrows scrolls it. */}
            <div className={styles['list']} tabIndex={0}>
              <Menu
                aria-label={label}
                className={styles['menu'] ?? ''}
                items={sections}
                renderEmptyState={() => <p className={styles['empty']}>{empty}</p>}
              >
                {(section: PaletteSection) => (
                  <MenuSection id={section.id}>
                    <Header className={styles['header'] ?? ''}>{section.title}</Header>
                    <Collection items={section.entries}>
                      {(entry: PaletteEntry) => <Entry entry={entry} onClose={onClose} />}
                    </Collection>
                  </MenuSection>
                )}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type EntryProps = { readonly entry: PaletteEntry; readonly onClose: () => void };

function Entry({ entry: { id, label, note, icon, chord, onAction }, onClose }: EntryProps) {
  const run = (): void => {
    onClose();
    onAction();
  };
  return (
    <MenuItem id={id} textValue={label} className={popover['item'] ?? ''} onAction={run}>
      {icon}
      <span className={styles['words']}>{label}</span>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
      {chord !== undefined && <Keys chord={chord} />}
    </MenuItem>
  );
}
