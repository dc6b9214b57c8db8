import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import styles from './switch.module.css';

type SwitchProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

/** On or off, at once. */
export function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <AriaSwitch className={styles['switch'] ?? ''} isSelected={isOn} onChange={onChange}>
      <span className={styles['track']} aria-hidden />
      {label}
    </AriaSwitch>
  );
}
