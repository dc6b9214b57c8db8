import type { KeyboardEvent } from 'react';
import { SHORTCUTS, type ShortcutId } from '../shortcuts.ts';
import type { View } from '../state/calendar-days.ts';
import type { Direction } from '../state/calendar-focus.ts';
import { matches } from '../ui/keys.ts';
import type { Carry } from './use-carry.ts';

const ARROWS: readonly Direction[] = ['left', 'right', 'up', 'down'];
const EDGES: Readonly<Record<string, Direction>> = { Home: 'start', End: 'end' };
const QUARTER = 15;
const HOUR = 60;

type Keys = {
  readonly view: View;
  readonly carry: Carry;
  /** The focus goes there. */
  readonly onMove: (direction: Direction) => void;
  /** Enter on what has the focus. */
  readonly onEnter: () => void;
};

/** Keys inside the grid: the focus moves, or the post that is picked up. */
export function gridKeys({ view, carry, onMove, onEnter }: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const act = carry.carried ? carrying(event, view, carry) : resting(event, onMove, onEnter);
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function resting(
  event: KeyboardEvent,
  onMove: Keys['onMove'],
  onEnter: () => void,
): (() => void) | undefined {
  const direction = arrowOf(event) ?? (isPlain(event) ? EDGES[event.key] : undefined);
  if (direction) return () => onMove(direction);
  // A button takes Space for a click by itself.
  return pressed('calendarPickUp', event) ? onEnter : undefined;
}

function carrying(event: KeyboardEvent, view: View, carry: Carry): (() => void) | undefined {
  if (pressed('calendarPickUp', event) || pressed('calendarOpen', event)) return carry.drop;
  if (pressed('calendarGiveUp', event)) return carry.giveUp;
  if (pressed('calendarHour', event)) return () => carry.byMinutes(event.key === 'ArrowUp' ? -HOUR : HOUR);
  const direction = arrowOf(event);
  if (direction === 'left' || direction === 'right') return () => carry.byDays(direction === 'left' ? -1 : 1);
  if (direction) {
    const by = direction === 'up' ? -1 : 1;
    return () => (view === 'month' ? carry.byDays(by * 7) : carry.byMinutes(by * QUARTER));
  }
  // The focus stays with what is carried.
  return event.key === 'Tab' ? () => undefined : undefined;
}

function arrowOf(event: KeyboardEvent): Direction | undefined {
  return ARROWS[SHORTCUTS.calendarMove.keys.findIndex((chord) => matches(chord, event))];
}

const pressed = (id: ShortcutId, event: KeyboardEvent): boolean =>
  SHORTCUTS[id].keys.some((chord) => matches(chord, event));
const isPlain = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !altKey;
