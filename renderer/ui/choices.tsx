import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './choices.module.css';
import { Text } from './text.tsx';

export type BigChoice<Id extends string> = {
  readonly id: Id;
  readonly label: string;
  readonly text: string;
  /** Said beside the name, such as that it is the one in use. */
  readonly note?: string | undefined;
};

type ChoicesProps<Id extends string> = {
  readonly label: string;
  readonly choices: readonly BigChoice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly isDisabled?: boolean;
};

/** One of a few that want a word of explanation each. */
export function Choices<Id extends string>({
  label,
  choices,
  value,
  onChange,
  isDisabled,
}: ChoicesProps<Id>) {
  return (
    <RadioGroup
      className={styles['group'] ?? ''}
      value={value}
      isDisabled={isDisabled ?? false}
      onChange={(id) => onChange(id as Id)}
    >
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <div className={styles['choices']}>
        {choices.map(({ id, label: name, text, note }) => (
          <Radio key={id} value={id} className={styles['choice'] ?? ''}>
            <span className={styles['mark']} aria-hidden />
            <span className={styles['words']}>
              <span className={styles['head']}>
                <strong>{name}</strong>
                {note !== undefined && <Text look="small">{note}</Text>}
              </span>
              <Text look="small">{text}</Text>
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
