import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { cx } from './cx.ts';
import styles from './popover.module.css';

export type Choice = { readonly id: string; readonly label: string };

type SelectProps = {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  /** `inline`: a word within a line, with its label read out only. */
  readonly look?: 'inline' | 'field';
  readonly onChange: (id: string) => void;
};

export function Select({ label, choices, value, look = 'field', onChange }: SelectProps) {
  const isInline = look === 'inline';
  return (
    <AriaSelect
      className={styles['field'] ?? ''}
      value={value}
      onChange={(key) => onChange(String(key))}
      {...(isInline && { 'aria-label': label })}
    >
      {!isInline && <Label className={styles['label'] ?? ''}>{label}</Label>}
      <Button className={cx(isInline ? styles['inline'] : styles['trigger'])}>
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <ListBox className={styles['list'] ?? ''} items={choices}>
          {(choice: Choice) => (
            <ListBoxItem id={choice.id} className={styles['item'] ?? ''}>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
