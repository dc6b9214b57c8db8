import { ChevronDown, ChevronUp } from 'lucide-react';
import { abbreviation } from '../../core/domain/zone.ts';
import { type Cell, minuteAt, NIGHTS, type NightHours } from '../state/calendar-cells.ts';
import { hoursIn, startOf } from '../state/calendar-days.ts';
import { dayName, dayNumber, hourName, weekdayName } from '../state/calendar-words.ts';
import { strings } from '../strings.ts';
import { IconButton } from '../ui/button.tsx';
import {
  CalendarCell,
  CalendarDate,
  CalendarDayHead,
  CalendarHead,
  CalendarNow,
  CalendarRow,
  CalendarRowHead,
} from '../ui/calendar-grid.tsx';
import { ItemChip } from './item-chip.tsx';
import { ClockChange, type RowsProps } from './month-rows.tsx';

const words = strings.calendar;

export function WeekHead({ rows, place: { today, zone } }: Pick<RowsProps, 'rows' | 'place'>) {
  const days = rows[0]?.map(({ day }) => day) ?? [];
  return (
    <CalendarHead corner={abbreviation(startOf(days[0] ?? today, zone), zone)}>
      {days.map((day) => {
        const hours = hoursIn(day, zone);
        const name = hours === 24 ? dayName(day) : `${dayName(day)}. ${words.changesClocks(hours)}`;
        return (
          <CalendarDayHead key={day} name={name} isToday={day === today}>
            {weekdayName(day)}
            <CalendarDate isToday={day === today} note={<ClockChange hours={hours} />}>
              {dayNumber(day)}
            </CalendarDate>
          </CalendarDayHead>
        );
      })}
    </CalendarHead>
  );
}

type WeekRowsProps = RowsProps & { readonly onNight: (night: NightHours) => void };

/** Hours below each other, a cell for each day; a folded night is one row. */
export function WeekRows({ rows, place, chips, onCell, onNight }: WeekRowsProps) {
  return rows.map((cells) => {
    const hours = cells[0]?.hours ?? { from: 0, to: 60 };
    const isFolded = hours.to - hours.from > 60;
    return (
      <CalendarRow key={hours.from} isFolded={isFolded}>
        <CalendarRowHead>
          <HourHead from={hours.from} isFolded={isFolded} onNight={onNight} />
        </CalendarRowHead>
        {cells.map((cell) => (
          <HourCell key={cell.key} cell={cell} place={place} chips={chips} onCell={onCell} />
        ))}
      </CalendarRow>
    );
  });
}

type HourHeadProps = {
  readonly from: number;
  readonly isFolded: boolean;
  readonly onNight: (night: NightHours) => void;
};

/** Its name, and in the first hour of a night the way to fold it. */
function HourHead({ from, isFolded, onNight }: HourHeadProps) {
  const night = nightFrom(from);
  if (!night) return <span>{hourName(from)}</span>;
  const [begin, end] = [hourName(from), hourName(NIGHTS[night].to % (24 * 60))];
  const Icon = isFolded ? ChevronDown : ChevronUp;
  return (
    <IconButton
      label={isFolded ? words.unfold(begin, end) : words.fold(begin, end)}
      icon={<Icon size={14} />}
      onPress={() => onNight(night)}
    />
  );
}

/** The night that begins at this minute. */
export function nightFrom(from: number): NightHours | undefined {
  return (Object.keys(NIGHTS) as NightHours[]).find((name) => NIGHTS[name].from === from);
}

type HourCellProps = Omit<RowsProps, 'rows'> & { readonly cell: Cell };

function HourCell({ cell, place, chips, onCell }: HourCellProps) {
  const { day, key, hours, items, hidden } = cell;
  const { today, now, zone } = place;
  if (!hours) return null;
  const minute = minuteAt(now, zone);
  const isNow = day === today && hours.from <= minute && minute < hours.to;
  const moment = `${dayName(day)} ${hourName(hours.from)}`;
  const isFolded = hours.to - hours.from > 60;
  return (
    <CalendarCell
      name={key}
      label={isFolded ? `${moment} – ${hourName(hours.to % (24 * 60))}, ${words.folded(hidden)}` : moment}
      isActive={chips.active === key}
      isPast={day < today || (day === today && hours.to <= minute)}
      onPress={(fraction) => onCell(cell, fraction)}
    >
      {isNow && <CalendarNow fraction={(minute - hours.from) / (hours.to - hours.from)} />}
      {hidden > 0 && <span aria-hidden>{words.folded(hidden)}</span>}
      {items.map((placed) => (
        <ItemChip key={placed.item.key} placed={placed} chips={chips} hours={hours} />
      ))}
    </CalendarCell>
  );
}
