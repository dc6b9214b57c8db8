import type { PostView } from '../../core/domain/view.ts';
import type { Cell, NightHours } from '../state/calendar-cells.ts';
import { type Day, dayAt, stepPeriod, type View } from '../state/calendar-days.ts';
import type { Direction } from '../state/calendar-focus.ts';
import { moveFocus } from '../state/calendar-focus.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import type { PointerDrag } from '../ui/use-pointer-drag.ts';
import type { ShortcutHandlers } from '../use-shortcuts.ts';
import type { Carry } from './use-carry.ts';
import { type ComposerWays, timeOfCell, useComposeAt } from './use-compose-at.ts';
import type { GridFocus } from './use-focus.ts';
import type { CalendarPlace } from './use-place.ts';
import type { Content } from './use-rows.ts';
import { nightFrom } from './week-rows.tsx';

const QUARTER = 15;
const LAST_QUARTER = 24 * 60 - QUARTER;

export type Ways = ComposerWays & {
  readonly onOpen: (post: PostView) => void;
  readonly onEdit: (post: PostView) => void;
  readonly onDay: (day: Day) => void;
};

type Parts = Ways & {
  readonly place: CalendarPlace;
  readonly content: Content;
  readonly focus: GridFocus;
  readonly carry: Carry;
  readonly say: (words: string) => void;
  readonly onNight: (night: NightHours) => void;
};

/** What a person can do with what is in the grid. */
export function useActs(parts: Parts) {
  const { place, content, focus, carry, say, onNight, onOpen, onEdit, onDay } = parts;
  const composeAt = useComposeAt(parts);
  const { zone, account } = place;

  /** Writes a post for a cell; opens a folded night. */
  function pressCell(cell: Cell, fraction: number) {
    if (carry.carried) return carry.giveUp();
    const night = cell.hours && cell.hours.to - cell.hours.from > 60 ? nightFrom(cell.hours.from) : undefined;
    if (night) return onNight(night);
    const at = timeOfCell(cell, fraction, place, content.slots);
    if (at === undefined) say(strings.calendar.inPast);
    else composeAt(at, account?.name);
  }

  function act(key: string, onPost: (post: PostView) => void): void {
    const item = content.itemOf(key);
    if (item?.kind === 'post') onPost(item.post);
    else if (item?.kind === 'slot') composeAt(item.at, item.account);
    else if (item) onDay(dayAt(item.at, zone));
    else if (focus.cell) pressCell(focus.cell, 0);
  }

  return {
    pressCell,
    press: (key: string) => (carry.carried ? carry.giveUp() : act(key, onOpen)),
    enter: () => act(focus.active, (post) => carry.pickUp(post, 'keys')),
    write: () => focus.cell && pressCell(focus.cell, 0),
    edit: () => {
      const item = content.itemOf(focus.active);
      if (item?.kind === 'post') onEdit(item.post);
    },
    drag: dragOf(content, carry),
  };
}

function dragOf({ rows, itemOf }: Content, carry: Carry): PointerDrag {
  return {
    onStart: (name) => {
      const item = itemOf(name);
      return item?.kind === 'post' && carry.pickUp(item.post, 'pointer');
    },
    onOver: (name, fraction) => {
      const cell = rows.flat().find(({ key }) => key === name);
      if (!cell) return;
      const { day, hours } = cell;
      if (!hours) return carry.to(day, undefined);
      const minute = hours.from + Math.floor((fraction * (hours.to - hours.from)) / QUARTER) * QUARTER;
      carry.to(day, Math.min(Math.max(minute, 0), LAST_QUARTER));
    },
    onDrop: carry.drop,
    onCancel: carry.giveUp,
  };
}

/** Going to other days, and seeing them in another way. */
export function useTravel({
  place,
  content,
  focus,
  say,
}: Pick<Parts, 'place' | 'content' | 'focus' | 'say'>) {
  const { calendar } = useServices();
  const { view, day, today } = place;
  const show = (next: { readonly view?: View; readonly day: Day }) => {
    calendar.show(next);
    say('');
  };
  return {
    step: (by: 1 | -1) => show({ day: stepPeriod(view, day, by) }),
    today: () => show({ day: today }),
    view: (next: View) => show({ view: next, day: focus.cell?.day ?? day }),
    move: (direction: Direction) => {
      const step = moveFocus(view, content.rows, focus.active, direction);
      if (step.kind === 'stay') return;
      if (step.kind === 'leave') show({ day: step.day });
      focus.go(step.key);
    },
  };
}

type Acts = ReturnType<typeof useActs>;
type Travel = ReturnType<typeof useTravel>;

/** Single keys of the calendar; none while a post is carried. */
export function shortcutsOf(acts: Acts, travel: Travel, focus: GridFocus, carry: Carry): ShortcutHandlers {
  if (carry.carried) return {};
  const then = (go: () => void) => () => {
    go();
    focus.go(undefined);
  };
  return {
    calendarToday: then(travel.today),
    calendarMonth: then(() => travel.view('month')),
    calendarWeek: then(() => travel.view('week')),
    calendarPrevious: then(() => travel.step(-1)),
    calendarNext: then(() => travel.step(1)),
    calendarNew: acts.write,
    calendarEdit: acts.edit,
  };
}
