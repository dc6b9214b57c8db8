import { type ReactNode, useMemo, useRef, useState } from 'react';
import { minuteAt, NIGHTS, type NightHours } from '../state/calendar-cells.ts';
import type { Span } from '../state/calendar-days.ts';
import { marksOf } from '../state/calendar-marks.ts';
import { periodName } from '../state/calendar-words.ts';
import { useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { strings } from '../strings.ts';
import { CalendarFoot, CalendarGrid } from '../ui/calendar-grid.tsx';
import { Pane } from '../ui/frame.tsx';
import { useShortcuts } from '../use-shortcuts.ts';
import { CalendarHead } from './calendar-head.tsx';
import { type ChipContext, PostHint } from './item-chip.tsx';
import { MonthHead, MonthRows } from './month-rows.tsx';
import { shortcutsOf, useActs, useTravel, type Ways } from './use-acts.ts';
import { type Carry, useCarry } from './use-carry.ts';
import { useFocus } from './use-focus.ts';
import { gridKeys } from './use-keys.ts';
import type { CalendarPlace } from './use-place.ts';
import { type Content, useRows } from './use-rows.ts';
import { WeekHead, WeekRows } from './week-rows.tsx';

const words = strings.calendar;

type CalendarBoardProps = Ways & {
  readonly place: CalendarPlace;
  readonly span: Span;
  /** Above the grid: what is the matter. */
  readonly notice: ReactNode;
};

/** The grid with its head and foot, and everything that is done in it. */
export function CalendarBoard({ place, span, notice, ...ways }: CalendarBoardProps) {
  const { calendar } = useServices();
  const pane = useRef<HTMLElement>(null);
  const stored = useStore(calendar, (s) => s.posts);
  const phase = useStore(calendar, (s) => s.phase);
  const [said, say] = useState('');
  const carry = useCarry({ place, stored, say });
  const nights = useNights(carry, place);
  const content = useRows({
    place,
    span,
    posts: carry.posts,
    open: nights.open,
    pinned: carry.carried?.post.id,
  });
  const held = carry.carried && `post ${carry.carried.post.id}`;
  const focus = useFocus(content.rows, place, held);
  const acts = useActs({ ...ways, place, content, focus, carry, say, onNight: nights.toggle });
  const travel = useTravel({ place, content, focus, say });
  useShortcuts(shortcutsOf(acts, travel, focus, carry), pane);
  const chips = useChips(carry, place, focus.active, acts.press);
  const rows = { rows: content.rows, place, chips, onCell: acts.pressCell };
  const state =
    phase === 'reading' ? words.loading : phase === 'ready' && isBare(content) ? words.empty : undefined;
  const head = (
    <>
      <CalendarHead place={place} onStep={travel.step} onToday={travel.today} onView={travel.view} />
      {notice}
    </>
  );
  return (
    <Pane
      ref={pane}
      label={words.title}
      isFilled
      head={head}
      foot={<CalendarFoot zone={words.zone(place.zone)} keys={words.keys} state={state} said={said} />}
    >
      <CalendarGrid
        label={words.grid(periodName(place.view, place.day))}
        rows={place.view === 'month' ? 'days' : 'hours'}
        head={place.view === 'month' ? <MonthHead {...rows} /> : <WeekHead {...rows} />}
        active={focus.active}
        takesFocus={focus.takesFocus}
        drag={acts.drag}
        onKeyDown={gridKeys({ view: place.view, carry, onMove: travel.move, onEnter: acts.enter })}
        onStop={focus.at}
        hintOf={(key) => hintOf(content, chips, key)}
      >
        {place.view === 'month' ? <MonthRows {...rows} /> : <WeekRows {...rows} onNight={nights.toggle} />}
      </CalendarGrid>
    </Pane>
  );
}

/** No post in it; free slots are none. */
const isBare = ({ rows }: Content): boolean =>
  rows.flat().every(({ items, hidden }) => hidden === 0 && items.every(({ item }) => item.kind === 'slot'));

function hintOf({ itemOf }: Content, chips: ChipContext, key: string): ReactNode {
  const item = itemOf(key);
  return item?.kind === 'post' && chips.carried === undefined ? (
    <PostHint post={item.post} chips={chips} />
  ) : null;
}

function useChips(
  carry: Carry,
  { zone, now }: CalendarPlace,
  active: string,
  onPress: (key: string) => void,
): ChipContext {
  const marks = useMemo(() => marksOf(carry.posts), [carry.posts]);
  return { zone, now, marks, carried: carry.carried?.post.id, active, onPress };
}

/** Which nights are shown by the hour: those that a person opened, and where a post is carried to by keys. */
function useNights({ carried }: Carry, { zone }: CalendarPlace) {
  const [opened, setOpened] = useState<readonly NightHours[]>([]);
  const minute = carried?.by === 'keys' ? minuteAt(carried.target.at, zone) : -1;
  const needed = (Object.keys(NIGHTS) as NightHours[]).find(
    (night) => minute >= NIGHTS[night].from && minute < NIGHTS[night].to,
  );
  const open = useMemo(() => (needed ? [...new Set([...opened, needed])] : opened), [opened, needed]);
  const toggle = (night: NightHours) =>
    setOpened((before) =>
      before.includes(night) ? before.filter((other) => other !== night) : [...before, night],
    );
  return { open, toggle };
}
