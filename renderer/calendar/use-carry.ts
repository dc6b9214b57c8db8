import { useRef, useState } from 'react';
import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { addDays, dayAt, daysShown } from '../state/calendar-days.ts';
import { atMinute, byMinutes, lockOf, type Target, toDay } from '../state/calendar-move.ts';
import { momentName } from '../state/calendar-words.ts';
import { timeNow } from '../state/now.ts';
import { useServices } from '../state/services.tsx';
import { strings } from '../strings.ts';
import { useMovePost } from './use-move-post.ts';
import type { CalendarPlace } from './use-place.ts';

const words = strings.calendar;

type Carried = {
  readonly post: PostView;
  readonly by: 'keys' | 'pointer';
  /** The time of day that is kept while days are passed, also over a day that does not have it. */
  readonly base: Instant;
  readonly target: Target;
};

/** A post on its way to another time, by keys or by the pointer. */
export type Carry = {
  readonly carried: Carried | undefined;
  /** The posts, the carried one where it would be. */
  readonly posts: readonly PostView[];
  /** False: it is locked, and why was said. */
  pickUp(post: PostView, by: Carried['by']): boolean;
  byDays(days: number): void;
  byMinutes(minutes: number): void;
  /** To this day; with a minute to that time of it, by the clocks of the calendar. */
  to(day: string, minute: number | undefined): void;
  drop(): void;
  giveUp(): void;
};

type Options = {
  readonly place: CalendarPlace;
  readonly stored: readonly PostView[];
  readonly say: (words: string) => void;
};

export function useCarry({ place, stored, say }: Options): Carry {
  const { toasts } = useServices();
  const move = useMovePost();
  const { zone } = place;
  const hand = useHand();
  const shifts = useShifts(hand, place, say);

  function drop() {
    const carried = hand.get();
    if (!carried) return;
    const { post, target, by } = carried;
    if (target.at === Date.parse(post.dueAt ?? '')) return giveUp();
    if (target.at <= timeNow()) {
      say(words.inPast);
      // Somebody who uses keys goes on from here; the pointer has let it go.
      if (by === 'keys') return;
      toasts.show({ tone: 'danger', message: words.inPast });
    } else {
      say(movedWords(target, zone));
      void move(post, target.at, zone).then((isMoved) => isMoved || say(words.gaveUp));
    }
    hand.set(undefined);
  }

  function giveUp(): void {
    if (hand.get()) say(words.gaveUp);
    hand.set(undefined);
  }

  return {
    carried: hand.shown,
    posts: hand.shown ? withCarried(stored, hand.shown) : stored,
    pickUp: (post, by) => {
      const lock = lockOf(post, timeNow());
      const at = Date.parse(post.dueAt ?? '');
      say(lock ? words.locks[lock] : `${words.pickedUp(post.parts[0]?.text ?? '')} ${words.keysCarrying}`);
      if (!lock) hand.set({ post, by, base: at, target: { at } });
      return !lock;
    },
    ...shifts,
    drop,
    giveUp,
  };
}

type Hand = {
  readonly shown: Carried | undefined;
  get(): Carried | undefined;
  set(next: Carried | undefined): void;
};

/** What is held now, and as it was drawn last: a pointer may move and let go before the next drawing. */
function useHand(): Hand {
  const [shown, show] = useState<Carried>();
  const latest = useRef<Carried>(undefined);
  return {
    shown,
    get: () => latest.current,
    set: (next) => {
      latest.current = next;
      show(next);
    },
  };
}

/** Takes what is held to other times; the calendar follows it. */
function useShifts(
  hand: Hand,
  { zone, view, day: shownDay }: CalendarPlace,
  say: Options['say'],
): Pick<Carry, 'byDays' | 'byMinutes' | 'to'> {
  const { calendar, clock } = useServices();

  function shift(base: Instant, target: Target): void {
    const carried = hand.get();
    if (!carried || target.at === carried.target.at) return;
    hand.set({ ...carried, base, target });
    const day = dayAt(target.at, zone);
    if (!daysShown(view, shownDay).includes(day)) calendar.show({ day });
    const moved = movedWords(target, zone);
    say(target.at > clock.now() ? moved : `${moved}. ${words.inPast}`);
  }

  const toDayOf = (day: string) => {
    const carried = hand.get();
    if (carried) shift(carried.base, toDay(carried.base, carried.post.zone, day, zone));
  };
  const toTarget = (target: Target) => shift(target.at, target);

  return {
    byDays: (days) => {
      const carried = hand.get();
      if (carried) toDayOf(addDays(dayAt(carried.target.at, zone), days));
    },
    byMinutes: (minutes) => {
      const carried = hand.get();
      if (carried) toTarget(byMinutes(carried.target.at, minutes));
    },
    to: (day, minute) => (minute === undefined ? toDayOf(day) : toTarget(atMinute(day, minute, zone))),
  };
}

function movedWords({ at, skipped }: Target, zone: string): string {
  const moved = words.movedTo(momentName(at, zone));
  return skipped === undefined ? moved : `${moved} ${words.skipped(skipped)}`;
}

function withCarried(posts: readonly PostView[], { post, target }: Carried): readonly PostView[] {
  const moved = { ...post, dueAt: new Date(target.at).toISOString() };
  return [...posts.filter(({ id }) => id !== post.id), moved];
}
