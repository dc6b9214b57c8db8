import { Label } from 'react-aria-components/Label';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import popover from './popover.module.css';
import styles from './weekdays.module.css';

type WeekdaysProps = {
  readonly label: string;
  /** Monday first. */
  readonly names: readonly string[];
  /** Monday 1 to Sunday 7. */
  readonly value: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
};

/** Some days of the week, at least one. */
export function Weekdays({ label, names, value, onChange }: WeekdaysProps) {
  return (
    <div className={popover['field']}>
      <Label className={popover['label'] ?? ''}>{label}</Label>
      <ToggleButtonGroup
        aria-label={label}
        className={styles['days'] ?? ''}
        selectionMode="multiple"
        disallowEmptySelection
        selectedKeys={value.map(String)}
        onSelectionChange={(keys) => onChange([...keys].map(Number).toSorted((a, b) => a - b))}
      >
        {names.map((name, i) => (
          <ToggleButton key={name} id={String(i + 1)} className={styles['day'] ?? ''}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
