import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from './cx.ts';
import { Palette } from './palette.tsx';
import styles from './popover.module.css';
import type { Choice } from './select.tsx';

type SearchSelectProps = {
  readonly label: string;
  /** In the field that narrows the list. */
  readonly placeholder: string;
  /** When nothing fits. */
  readonly empty: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  /** `inline`: a word within a line, with its label read out only. */
  readonly look?: 'inline' | 'field';
  readonly onChange: (id: string) => void;
};

/** As many lines as a person reads; what is left out is found by more letters. */
const SHOWN = 60;

/** One of very many, found by a few letters. */
export function SearchSelect(props: SearchSelectProps) {
  const { label, choices, value, look = 'field' } = props;
  const [isOpen, setOpen] = useState(false);
  const chosen = choices.find(({ id }) => id === value)?.label ?? value;
  const isInline = look === 'inline';
  return (
    <div className={styles['field']}>
      {!isInline && (
        <span className={styles['label']} aria-hidden>
          {label}
        </span>
      )}
      <Button
        aria-label={`${label}: ${chosen}`}
        aria-haspopup="dialog"
        className={cx(isInline ? styles['inline'] : styles['trigger'])}
        onPress={() => setOpen(true)}
      >
        <span>{chosen}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      {isOpen && <Search {...props} onClose={() => setOpen(false)} />}
    </div>
  );
}

type SearchProps = SearchSelectProps & { readonly onClose: () => void };

function Search({ label, placeholder, empty, choices, onChange, onClose }: SearchProps) {
  const [search, setSearch] = useState('');
  const found = choices
    .filter(({ label: name }) => simple(name).includes(simple(search)))
    .toSorted((a, b) => rank(a.label, search) - rank(b.label, search));
  const entries = found
    .slice(0, SHOWN)
    .map(({ id, label: name }) => ({ id, label: name, onAction: () => onChange(id) }));
  return (
    <Palette
      label={label}
      placeholder={placeholder}
      search={search}
      onSearch={setSearch}
      sections={entries.length === 0 ? [] : [{ id: 'all', title: label, entries }]}
      empty={empty}
      onClose={onClose}
    />
  );
}

/** A word that begins so comes before one that only holds it. */
const rank = (label: string, search: string): number =>
  simple(label)
    .split(/[/ ]/)
    .some((word) => word.startsWith(simple(search)))
    ? 0
    : 1;

const simple = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
