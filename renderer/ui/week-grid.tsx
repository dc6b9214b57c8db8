import { X } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import styles from './week-grid.module.css';

export type WeekEntry = {
  readonly id: string;
  readonly label: string;
  readonly removeLabel: string;
  readonly onRemove: () => void;
};

type WeekGridProps = {
  /** From the first day of the week on. */
  readonly days: readonly { readonly name: string; readonly entries: readonly WeekEntry[] }[];
  /** Said of a day without entries. */
  readonly empty: string;
};

/** A week as columns, or as rows where there is no room, with what each day holds. */
export function WeekGrid({ days, empty }: WeekGridProps) {
  return (
    <ul className={styles['week']}>
      {days.map(({ name, entries }) => (
        <li key={name} className={styles['day']}>
          <span className={styles['name']}>{name}</span>
          {entries.length === 0 && <span className={styles['none']}>{empty}</span>}
          {entries.map(({ id, label, removeLabel, onRemove }) => (
            <span key={id} className={styles['entry']}>
              {label}
              <Button
                aria-label={removeLabel}
                className={styles['remove'] ?? ''}
                onPress={({ target }) => {
                  focusBeside(target);
                  onRemove();
                }}
              >
                <X size={12} aria-hidden />
              </Button>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The button is going to be gone: who removes one by keyboard goes on at the next. */
function focusBeside(button: Element): void {
  const all = [...(button.closest('ul')?.querySelectorAll('button') ?? [])];
  const at = all.indexOf(button as HTMLButtonElement);
  (all[at + 1] ?? all[at - 1])?.focus();
}
