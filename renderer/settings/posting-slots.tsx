import { Plus } from 'lucide-react';
import { useState } from 'react';
import { readTime, timesOf, WEEKDAYS } from '../../core/domain/slot-words.ts';
import { type Slot, tidySlots } from '../../core/domain/slots.ts';
import { strings } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Stack } from '../ui/layout.tsx';
import { WeekGrid } from '../ui/week-grid.tsx';
import { Weekdays } from '../ui/weekdays.tsx';

const words = strings.posting;

type SlotsProps = {
  readonly slots: readonly Slot[];
  readonly onChange: (slots: readonly Slot[]) => void;
};

/** The week, each day with its slots. A slot is removed by its button. */
export function SlotGrid({ slots, onChange }: SlotsProps) {
  const days = WEEKDAYS.map((weekday, i) => ({
    name: words.days[i] ?? '',
    entries: timesOf(slots, weekday).map((time) => ({
      id: time,
      label: time,
      removeLabel: words.remove(words.days[i] ?? '', time),
      onRemove: () => onChange(slots.filter((slot) => slot.weekday !== weekday || slot.time !== time)),
    })),
  }));
  return <WeekGrid days={days} empty={words.none} />;
}

type AddProps = Pick<SlotsProps, 'slots'> & {
  readonly onChange: (slots: readonly Slot[]) => Promise<string | undefined>;
};

/** One time on some days. */
export function AddSlot({ slots, onChange }: AddProps) {
  const [text, setText] = useState('');
  const [days, setDays] = useState<readonly number[]>([1, 2, 3, 4, 5]);
  const [error, setError] = useState<string>();
  const add = async (): Promise<void> => {
    const time = readTime(text);
    if (time === undefined) return setError(words.badTime);
    const added = WEEKDAYS.filter((day) => days.includes(day)).map((weekday) => ({ weekday, time }));
    const problem = await onChange(tidySlots([...slots, ...added]));
    setError(problem);
    if (problem === undefined) setText('');
  };
  return (
    <Stack gap={2}>
      <Weekdays label={words.onDays} names={words.days} value={days} onChange={setDays} />
      <TextField
        label={words.time}
        hint={words.timeText}
        value={text}
        onChange={(typed) => {
          setText(typed);
          setError(undefined);
        }}
        isInvalid={error !== undefined}
        error={error}
        onEnter={() => void add()}
        other={
          <Button icon={<Plus size={14} />} onPress={() => void add()}>
            {words.add}
          </Button>
        }
      />
    </Stack>
  );
}
