import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Count } from './chip.tsx';
import { cx } from './cx.ts';
import styles from './segmented.module.css';

export type Segment<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  readonly count?: number | undefined;
};

type SegmentedProps<Id extends string> = {
  readonly label: string;
  readonly segments: readonly Segment<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** `s`: a choice within another. */
  readonly size?: 's' | 'm';
};

/** One of a few, all in view. */
export function Segmented<Id extends string>({
  label,
  segments,
  value,
  onChange,
  size = 'm',
}: SegmentedProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={cx(styles['group'], size === 's' && styles['small'])}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const picked = segments.find(({ id }) => keys.has(id));
        if (picked) onChange(picked.id);
      }}
    >
      {segments.map(({ id, label: name, count }) => (
        <ToggleButton key={id} id={id} className={styles['segment'] ?? ''}>
          {name}
          {count !== undefined && count > 0 && <Count of={count} />}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
