import { useMemo, useSyncExternalStore } from 'react';
import { type Instant, MINUTE } from '../../core/domain/time.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import { type Day, dayAt, spanShown, type View } from '../state/calendar-days.ts';
import { useServices, useSession } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';
import { localZone } from '../state/when-words.ts';

const NO_ACCOUNTS: readonly AccountView[] = [];

/** Where in time, and for whom, the calendar is. */
export type CalendarPlace = {
  readonly view: View;
  /** Somewhere in what is shown. */
  readonly day: Day;
  readonly today: Day;
  /** The present, to the minute. */
  readonly now: Instant;
  /** By whose clocks days and hours are drawn. */
  readonly zone: string;
  readonly accounts: readonly AccountView[];
  /** The one that is looked at; undefined: all. */
  readonly account: AccountView | undefined;
};

export function usePlace(): CalendarPlace {
  const { calendar } = useServices();
  const view = useStore(calendar, (s) => s.view);
  const day = useStore(calendar, (s) => s.day);
  const chosen = useStore(calendar, (s) => s.account);
  const accounts: readonly AccountView[] = useSession((s) => s.overview?.accounts ?? NO_ACCOUNTS);
  const now = useMinute();
  return useMemo(() => {
    const account = accounts.find(({ name }) => name === chosen);
    const only = account ?? (accounts.length === 1 ? accounts[0] : undefined);
    const zone = only?.zone ?? localZone();
    return { view, day, today: dayAt(now, zone), now, zone, accounts, account };
  }, [view, day, chosen, accounts, now]);
}

/** The span that is shown; the same object while it is the same span. */
export function useSpan({ view, day, zone }: CalendarPlace) {
  return useMemo(() => spanShown(view, day, zone), [view, day, zone]);
}

function useMinute(): Instant {
  const { clock } = useServices();
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.now() / MINUTE) * MINUTE);
}
