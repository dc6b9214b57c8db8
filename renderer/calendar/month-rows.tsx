import { zoned } from '../../core/domain/zone.ts';
import type { Cell, Rows } from '../state/calendar-cells.ts';
import { type Day, hoursIn, isSameMonth } from '../state/calendar-days.ts';
import { dayInMonth, dayName, weekdayName, weekdayNameInFull } from '../state/calendar-words.ts';
import { strings } from '../strings.ts';
import {
  CalendarBadge,
  CalendarCell,
  CalendarDate,
  CalendarDayHead,
  CalendarHead,
  CalendarRow,
  CalendarRowHead,
} from '../ui/calendar-grid.tsx';
import { Unseen } from '../ui/text.tsx';
import { type ChipContext, ItemChip } from './item-chip.tsx';
import type { CalendarPlace } from './use-place.ts';

const words = strings.calendar;

export type RowsProps = {
  readonly rows: Rows;
  readonly place: CalendarPlace;
  readonly chips: ChipContext;
  /** A click where nothing is; `fraction`: how far down the cell. */
  readonly onCell: (cell: Cell, fraction: number) => void;
};

export function MonthHead({ rows }: Pick<RowsProps, 'rows'>) {
  return (
    <CalendarHead corner={<Unseen>{words.week}</Unseen>}>
      {rows[0]?.map(({ day }) => (
        <CalendarDayHead key={day} name={weekdayNameInFull(day)}>
          {weekdayName(day)}
        </CalendarDayHead>
      ))}
    </CalendarHead>
  );
}

/** Weeks below each other, a cell for each day. */
export function MonthRows({ rows, place, chips, onCell }: RowsProps) {
  return rows.map((cells) => (
    <CalendarRow key={cells[0]?.key}>
      <CalendarRowHead>
        <WeekNumber day={cells[0]?.day ?? place.day} />
      </CalendarRowHead>
      {cells.map((cell) => (
        <DayCell key={cell.key} cell={cell} place={place} chips={chips} onCell={onCell} />
      ))}
    </CalendarRow>
  ));
}

function WeekNumber({ day }: { readonly day: Day }) {
  const number = zoned(Date.parse(day), 'UTC').weekOfYear ?? 0;
  return (
    <>
      <span aria-hidden>{number}</span>
      <Unseen>{words.weekNumber(number)}</Unseen>
    </>
  );
}

type DayCellProps = Omit<RowsProps, 'rows'> & { readonly cell: Cell };

function DayCell({ cell, place, chips, onCell }: DayCellProps) {
  const { day, key, items } = cell;
  const { today, zone } = place;
  const posts = items.reduce((sum, { item }) => sum + countOf(item), 0);
  const hours = hoursIn(day, zone);
  const clocks = hours === 24 ? '' : `. ${words.changesClocks(hours)}`;
  return (
    <CalendarCell
      name={key}
      label={`${words.day(dayName(day), posts)}${clocks}`}
      isActive={chips.active === key}
      isPast={day < today}
      isToday={day === today}
      isOutside={!isSameMonth(day, place.day)}
      onPress={(fraction) => onCell(cell, fraction)}
    >
      <CalendarDate isToday={day === today} note={<ClockChange hours={hours} />}>
        {dayInMonth(day)}
      </CalendarDate>
      {items.map((placed) => (
        <ItemChip key={placed.item.key} placed={placed} chips={chips} hours={undefined} />
      ))}
    </CalendarCell>
  );
}

export function ClockChange({ hours }: { readonly hours: number }) {
  if (hours === 24) return null;
  return <CalendarBadge title={words.changesClocks(hours)}>{words.hours(hours)}</CalendarBadge>;
}

function countOf(item: Cell['items'][number]['item']): number {
  if (item.kind === 'post') return 1;
  return item.kind === 'more' ? item.count : 0;
}
