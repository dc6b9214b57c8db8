import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from './cx.ts';
import styles from './file-drop.module.css';

type FileDropProps = {
  /** Read out for the group of everything in it. */
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
};

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Files that are dropped on what is in it, or pasted into it. Text is dropped and pasted as ever. */
export function FileDrop({ label, isDisabled = false, onFiles, children }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (isDisabled || !hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say that it is a form.
    <div
      role="group"
      aria-label={label}
      className={cx(styles['drop'], isOver && styles['over'])}
      onDragOver={onDragOver}
      onDragLeave={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (isDisabled || !hasFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        const { files, types } = event.clipboardData;
        // Copied out of a document there is a picture beside the text: the text is meant.
        if (isDisabled || files.length === 0 || types.includes('text/plain')) return;
        event.preventDefault();
        onFiles([...files]);
      }}
    >
      {children}
    </div>
  );
}
