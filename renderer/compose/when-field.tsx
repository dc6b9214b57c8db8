import type { Ref } from 'react';
import { HOUR } from '../../core/domain/time.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { zoneOf } from '../state/planned-time.ts';
import { useServices } from '../state/services.tsx';
import { wallAt, wallWords } from '../state/when-words.ts';
import { strings } from '../strings.ts';
import { DateTimePicker, type WallTime } from '../ui/date-time-picker.tsx';
import { TextField } from '../ui/field.tsx';
import { Stack } from '../ui/layout.tsx';
import { WhenEcho } from './when-echo.tsx';
import { type Planning, usePlanned } from './when-planned.ts';
import { WhenRepeat } from './when-repeat.tsx';
import { WhenZone, ZoneQuestion } from './when-zone.tsx';

type WhenFieldProps = {
  readonly account: AccountView | undefined;
  readonly onPostNow: () => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** The time in plain words, and at once what they were understood to mean. */
export function WhenField({ account, onPostNow, ref }: WhenFieldProps) {
  const { compositions } = useServices();
  const planning = usePlanned(account);
  const { composition, planned } = planning;
  const words = strings.when;
  const zone = zoneOf(composition, account);
  const isEmpty = composition.when.trim() === '';
  return (
    <Stack gap={2}>
      <TextField
        label={words.label}
        aside={<WhenZone planning={planning} zone={zone} />}
        other={
          <DateTimePicker
            words={words.pick}
            {...wallTimes(planning, zone)}
            onChange={(wall) => compositions.setWhen(wallWords(wall))}
          />
        }
        placeholder={words.placeholder}
        value={composition.when}
        onChange={compositions.setWhen}
        isInvalid={planned.kind === 'error' && !isEmpty}
        ref={ref}
      />
      <ZoneQuestion zone={zone} />
      <WhenEcho planning={planning} zone={zone} onPostNow={onPostNow} />
      <WhenRepeat planning={planning} />
    </Stack>
  );
}

/** What the pickers show: the time that is written, else the next whole hour; and today. */
function wallTimes({ planned, now }: Planning, zone: string): { value: WallTime; from: string } {
  const at = planned.kind === 'ok' ? planned.at : Math.ceil(now / HOUR) * HOUR;
  return { value: wallAt(at, zone), from: wallAt(now, zone).date };
}
