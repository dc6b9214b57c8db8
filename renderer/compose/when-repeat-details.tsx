import { useState } from 'react';
import type { RepeatDraft } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { TextField } from '../ui/field.tsx';
import { Inline, Stack } from '../ui/layout.tsx';
import { Select } from '../ui/select.tsx';
import { Weekdays } from '../ui/weekdays.tsx';

const words = strings.repeat;
const ENDS = ['never', 'until', 'times'] as const;

/** How often, on which days and until when. What is wrong with it is said below, beside the rule. */
export function RepeatDetails({ draft }: { readonly draft: RepeatDraft }) {
  const { compositions } = useServices();
  const change = (patch: Partial<RepeatDraft>): void =>
    compositions.set((current) =>
      current.repeat ? { ...current, repeat: { ...current.repeat, ...patch } } : current,
    );
  const { every, interval, weekdays, ends, until, times } = draft;
  return (
    <Stack gap={2}>
      {every === 'week' && (
        <Weekdays
          label={words.weekdays}
          names={strings.posting.days}
          value={weekdays}
          onChange={(days) => change({ weekdays: days })}
        />
      )}
      <Inline gap={2} wrap align="start">
        <NumberField
          label={words.interval[every]}
          value={interval}
          onChange={(value) => change({ interval: value })}
        />
        <Select
          label={words.ends}
          choices={ENDS.map((id) => ({ id, label: words.end[id] }))}
          value={ends}
          onChange={(id) => change({ ends: id as RepeatDraft['ends'] })}
        />
        {ends === 'until' && (
          <TextField
            label={words.until}
            placeholder="2027-12-31"
            value={until}
            onChange={(value) => change({ until: value.trim() })}
          />
        )}
        {ends === 'times' && (
          <NumberField label={words.times} value={times} onChange={(value) => change({ times: value })} />
        )}
      </Inline>
    </Stack>
  );
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
};

/** A whole number above 0; anything else is left as it is typed and not taken. */
function NumberField({ label, value, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const isNumber = (typed: string): boolean => /^[1-9]\d{0,4}$/.test(typed.trim());
  return (
    <TextField
      label={label}
      value={text}
      isInvalid={!isNumber(text)}
      onCommit={() => setText(String(value))}
      onChange={(typed) => {
        setText(typed);
        if (isNumber(typed)) onChange(Number(typed));
      }}
    />
  );
}
