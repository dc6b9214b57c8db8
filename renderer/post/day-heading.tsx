import type { DayKey } from '../state/day-groups.ts';
import { ListHeading } from '../ui/list-row.tsx';
import { dayWords } from './day-words.ts';

type DayHeadingProps = { readonly day: DayKey; readonly today: number; readonly count: number };

export function DayHeading({ day, today, count }: DayHeadingProps) {
  return <ListHeading count={count}>{dayWords(day, today)}</ListHeading>;
}
