import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Stack } from './layout.tsx';
import styles from './segmented.module.css';
import { Text } from './text.tsx';

type DayTogglesProps = {
  readonly label: string;
  /** From Monday on. */
  readonly names: readonly string[];
  /** Monday is 1. */
  readonly value: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
};

/** Any days of the week. */
export function DayToggles({ label, names, value, onChange }: DayTogglesProps) {
  return (
    <Stack gap={1}>
      <Text look="label">{label}</Text>
      <ToggleButtonGroup
        aria-label={label}
        className={styles['group'] ?? ''}
        selectionMode="multiple"
        selectedKeys={value}
        onSelectionChange={(keys) => onChange([...keys].map(Number).toSorted((a, b) => a - b))}
      >
        {names.map((name, i) => (
          <ToggleButton key={name} id={i + 1} className={styles['segment'] ?? ''}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Stack>
  );
}
