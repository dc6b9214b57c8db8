import { useMemo } from 'react';
import { MINUTE } from '../../core/domain/time.ts';
import type { AccountView } from '../../core/rpc/contract.ts';
import type { Composition } from '../state/composition.ts';
import { isSlotWish, type Planned, planTime } from '../state/planned-time.ts';
import { useNow, useServices } from '../state/services.tsx';
import { useStore } from '../state/use-store.ts';

export type Planning = {
  readonly composition: Composition;
  readonly planned: Planned;
  readonly now: number;
};

/** What the time in the composer means at this moment. Ticks: "in 1 minute" is always counted from now. */
export function usePlanned(account: AccountView | undefined): Planning {
  const { compositions, posts } = useServices();
  const composition = useStore(compositions, (c) => c);
  const open = useStore(posts, (s) => s.open);
  const now = useNow();
  const { id, when, zone, repeat } = composition;
  // Which slot is free changes with the minute only.
  const at = isSlotWish(when) ? Math.floor(now / MINUTE) * MINUTE : now;
  const planned = useMemo(
    () =>
      planTime(
        { composition: { id, when, zone, ...(repeat !== undefined && { repeat }) }, account, open },
        at,
      ),
    [id, when, zone, repeat, account, open, at],
  );
  return { composition, planned, now };
}
