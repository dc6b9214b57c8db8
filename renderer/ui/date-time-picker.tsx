import { CalendarDate, parseDate, parseTime, type Time } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { TimeField } from 'react-aria-components/TimeField';
import { IconButton, Button as OwnButton } from './button.tsx';
import styles from './date-time-picker.module.css';
import popover from './popover.module.css';

/** Wall time: `YYYY-MM-DD` and `HH:MM`. */
export type WallTime = { readonly date: string; readonly time: string };

type PickerWords = {
  readonly open: string;
  readonly date: string;
  readonly time: string;
  readonly done: string;
};

type DateTimePickerProps = {
  readonly words: PickerWords;
  readonly value: WallTime;
  /** `YYYY-MM-DD`: no day before it can be chosen. */
  readonly from: string;
  readonly onChange: (value: WallTime) => void;
};

/** A button that opens a calendar and a time; what is chosen applies at once. */
export function DateTimePicker({ words, value, from, onChange }: DateTimePickerProps) {
  return (
    <DialogTrigger>
      <IconButton label={words.open} icon={<CalendarDays size={16} />} />
      <Popover className={popover['popover'] ?? ''} offset={4} placement="bottom end">
        <Dialog className={styles['dialog'] ?? ''} aria-label={words.open}>
          {({ close }) => (
            <>
              <Month
                label={words.date}
                value={value.date}
                from={from}
                onChange={(date) => onChange({ ...value, date })}
              />
              <div className={styles['foot']}>
                <TimeOfDay
                  label={words.time}
                  value={value.time}
                  onChange={(time) => onChange({ ...value, time })}
                />
                <OwnButton size="s" onPress={close}>
                  {words.done}
                </OwnButton>
              </div>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

type MonthProps = {
  readonly label: string;
  readonly value: string;
  readonly from: string;
  readonly onChange: (date: string) => void;
};

function Month({ label, value, from, onChange }: MonthProps) {
  return (
    <Calendar
      aria-label={label}
      value={parseDate(value)}
      minValue={parseDate(from)}
      onChange={(date) => onChange(new CalendarDate(date.year, date.month, date.day).toString())}
    >
      <header className={styles['head']}>
        <Button slot="previous" className={styles['turn'] ?? ''}>
          <ChevronLeft size={16} aria-hidden />
        </Button>
        <Heading level={3} className={styles['month'] ?? ''} />
        <Button slot="next" className={styles['turn'] ?? ''}>
          <ChevronRight size={16} aria-hidden />
        </Button>
      </header>
      <CalendarGrid className={styles['grid'] ?? ''}>
        {(date) => <CalendarCell date={date} className={styles['cell'] ?? ''} />}
      </CalendarGrid>
    </Calendar>
  );
}

type TimeProps = {
  readonly label: string;
  /** `HH:MM`. */
  readonly value: string;
  readonly onChange: (time: string) => void;
};

/** Hours and minutes, each by arrows or digits. */
export function TimeOfDay({ label, value, onChange }: TimeProps) {
  return (
    <TimeField
      className={styles['time'] ?? ''}
      hourCycle={24}
      shouldForceLeadingZeros
      value={parseTime(value)}
      onChange={(time: Time | null) => time && onChange(time.toString().slice(0, 5))}
    >
      <Label className={popover['label'] ?? ''}>{label}</Label>
      <DateInput className={styles['input'] ?? ''}>
        {(segment) => <DateSegment segment={segment} className={styles['segment'] ?? ''} />}
      </DateInput>
    </TimeField>
  );
}
