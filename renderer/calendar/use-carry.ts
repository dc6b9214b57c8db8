import { useRef, useState } from 'react';
import type { Instant } from '../../core/domain/time.ts';
import type { PostView } from '../../core/domain/view.ts';
import { addDays, dayAt, daysShown } from '../state/calendar-days.ts';
import { atMinute, byMinutes, lockOf, type Target, toDay } from '../state/calendar-move.ts';
import { momentName } from '../state/calendar-words.ts';
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
  const { calendar, clock, toasts } = useServices();
  const move = useMovePost();
  const { zone, view, day: shown } = place;
  const [shownCarried, show] = useState<Carried>();
  // A pointer may move and let go before the next drawing.
  const latest = useRef<Carried>(undefined);
  const setCarried = (next: Carried | undefined) => {
    latest.current = next;
    show(next);
  };

  function shift(base: Instant, target: Target): void {
    const carried = latest.current;
    if (!carried || target.at === carried.target.at) return;
    setCarried({ ...carried, base, target });
    const day = dayAt(target.at, zone);
    if (!daysShown(view, shown).includes(day)) calendar.show({ day });
    say(target.at > clock.now() ? movedWords(target, zone) : `${movedWords(target, zone)}. ${words.inPast}`);
  }

  const toDayOf = (day: string) => {
    const carried = latest.current;
    if (carried) shift(carried.base, toDay(carried.base, carried.post.zone, day, zone));
  };

  function drop() {
    const carried = latest.current;
    if (!carried) return;
    const { post, target, by } = carried;
    if (target.at === Date.parse(post.dueAt ?? '')) return giveUp();
    if (target.at <= Date.now()) {
      say(words.inPast);
      // Somebody who uses keys goes on from here; the pointer has let it go.
      if (by === 'keys') return;
      toasts.show({ tone: 'danger', message: words.inPast });
    } else {
      say(movedWords(target, zone));
      void move(post, target.at, zone).then((isMoved) => isMoved || say(words.gaveUp));
    }
    setCarried(undefined);
  }

  function giveUp(): void {
    if (latest.current) say(words.gaveUp);
    setCarried(undefined);
  }

  return {
    carried: shownCarried,
    posts: shownCarried ? withCarried(stored, shownCarried) : stored,
    pickUp: (post, by) => {
      const lock = lockOf(post, Date.now());
      const at = Date.parse(post.dueAt ?? '');
      say(lock ? words.locks[lock] : `${words.pickedUp(post.parts[0]?.text ?? '')} ${words.keysCarrying}`);
      if (!lock) setCarried({ post, by, base: at, target: { at } });
      return !lock;
    },
    byDays: (days) => {
      if (latest.current) toDayOf(addDays(dayAt(latest.current.target.at, zone), days));
    },
    byMinutes: (minutes) => {
      if (!latest.current) return;
      const target = byMinutes(latest.current.target.at, minutes);
      shift(target.at, target);
    },
    to: (day, minute) => {
      if (minute === undefined) return toDayOf(day);
      const target = atMinute(day, minute, zone);
      shift(target.at, target);
    },
    drop,
    giveUp,
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
