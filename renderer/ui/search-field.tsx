import { Search, X } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import styles from './search-field.module.css';

type SearchFieldProps = {
  /** Read out, not shown. */
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
};

/** One line to look for something; Escape empties it. */
export function SearchField({ label, placeholder, clearLabel, onKeyDown, ref, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField className={styles['field'] ?? ''} aria-label={label} {...rest}>
      <Search size={14} aria-hidden className={styles['icon']} />
      <Input
        ref={ref ?? null}
        className={styles['input'] ?? ''}
        placeholder={placeholder}
        spellCheck={false}
        {...(onKeyDown && { onKeyDown })}
      />
      {rest.value !== '' && (
        <Button className={styles['clear'] ?? ''} aria-label={clearLabel}>
          <X size={13} aria-hidden />
        </Button>
      )}
    </AriaSearchField>
  );
}
