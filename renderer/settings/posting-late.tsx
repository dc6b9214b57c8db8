import { useEffect, useState } from 'react';
import { LATE_WINDOWS } from '../../core/domain/late.ts';
import type { PostingPlan } from '../../core/domain/slots.ts';
import { MINUTE } from '../../core/domain/time.ts';
import { strings } from '../strings.ts';
import { TextField } from '../ui/field.tsx';
import { Stack } from '../ui/layout.tsx';
import { Text } from '../ui/text.tsx';
import type { SetPlan } from './use-posting-plan.ts';

const words = strings.posting;

type LateWindowProps = {
  readonly value: number | undefined;
  readonly plan: PostingPlan;
  readonly onChange: SetPlan;
};

/** How late posts of the account may go out; applies when the field is left or Enter is pressed. */
export function LateWindowField({ value, plan, onChange }: LateWindowProps) {
  const shown = value === undefined ? '' : String(value / MINUTE);
  const [text, setText] = useState(shown);
  const [error, setError] = useState<string>();
  // Another computer may say something else.
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    if (text.trim() === shown) return setError(undefined);
    const lateWindow = Number(text) * MINUTE;
    const isEmpty = text.trim() === '';
    if (!isEmpty && !(lateWindow >= LATE_WINDOWS.min && lateWindow <= LATE_WINDOWS.max))
      return setError(words.lateRule);
    setError(undefined);
    const { zone, slots } = plan;
    void onChange({ zone, slots, ...(!isEmpty && { lateWindow }) }).then(setError);
  };
  return (
    <Stack gap={1}>
      <TextField
        label={words.late}
        value={text}
        onChange={setText}
        onCommit={commit}
        isInvalid={error !== undefined}
        error={error}
      />
      <Text look="small">{words.lateText}</Text>
    </Stack>
  );
}
