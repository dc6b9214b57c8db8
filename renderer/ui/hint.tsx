import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import styles from './hint.module.css';
import { type Chord, showChord } from './keys.ts';

type HintProps = { readonly label?: string; readonly chord?: Chord; readonly children: ReactElement };

/** What a control is called and which keys do the same, on hover and on focus. */
export function Hint({ label, chord, children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {children}
      <Tooltip className={styles['hint'] ?? ''} offset={6}>
        {label}
        {chord !== undefined && <Keys chord={chord} />}
      </Tooltip>
    </TooltipTrigger>
  );
}

export function Keys({ chord }: { readonly chord: Chord }) {
  return <kbd className={styles['keys']}>{showChord(chord)}</kbd>;
}
