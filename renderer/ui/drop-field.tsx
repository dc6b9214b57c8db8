import { FileUp } from 'lucide-react';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from './button.tsx';
import styles from './drop-field.module.css';
import { Text } from './text.tsx';

type DropFieldProps = {
  /** Read out for the place where files are dropped. */
  readonly label: string;
  readonly choose: string;
  readonly drop: string;
  readonly hint: string;
  /** Endings with a dot. */
  readonly accept: readonly string[];
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
};

/** A file, chosen or dropped. The page gets its bytes, never its path. */
export function DropField({ label, choose, drop, hint, accept, isDisabled, onFile }: DropFieldProps) {
  return (
    <DropZone
      aria-label={label}
      className={styles['zone'] ?? ''}
      isDisabled={isDisabled ?? false}
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => {
        const item = items.find(({ kind }) => kind === 'file');
        if (item?.kind === 'file') onFile(await item.getFile());
      }}
    >
      <FileUp size={26} aria-hidden />
      <FileTrigger
        acceptedFileTypes={[...accept]}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button look="primary" isDisabled={isDisabled ?? false}>
          {choose}
        </Button>
      </FileTrigger>
      <Text look="soft">{drop}</Text>
      <Text look="small">{hint}</Text>
    </DropZone>
  );
}
