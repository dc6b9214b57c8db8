import { isDeepStrictEqual } from 'node:util';
import { NEEDY_STATUSES, type Need, needsOf } from '../core/domain/needs.ts';
import type { PostView } from '../core/domain/view.ts';
import { inOutage } from '../core/ports/store-error.ts';
import type { Overview, WorkerApi } from '../core/rpc/contract.ts';

export type NeedsWatchDeps = {
  readonly list: WorkerApi['list'];
  /** A reading costs something: only when their number has changed. */
  readonly isPaid: boolean;
  readonly tell: (needs: readonly Need[]) => void;
};

/** More of them than this are told of by their number elsewhere. */
const MOST = 200;

/** Finds what waits for a person, whenever there is a new overview, and tells of it when it is not the same. */
export function createNeedsWatch({ list, isPaid, tell }: NeedsWatchDeps) {
  let counted: string | undefined;
  let posts: readonly PostView[] = [];
  let told: readonly Need[] | undefined;

  return async ({ counts, accounts, storage, spending, health }: Overview): Promise<void> => {
    const numbers = NEEDY_STATUSES.map((status) => counts[status]);
    const now = numbers.join(' ');
    const isAny = numbers.some((count) => count > 0);
    if (now !== counted || (isAny && !isPaid)) {
      const query = { status: NEEDY_STATUSES, limit: MOST };
      // While the storage is away what was read before holds, and the next overview asks again.
      const page = isAny ? await list(query).catch(inOutage(() => undefined)) : { posts: [] };
      if (page) [posts, counted] = [page.posts, now];
    }
    const isCapped = health.reasons.some(({ code }) => code === 'cap');
    const { trouble } = storage;
    const needs = needsOf({ posts, accounts, trouble, isCapped, capUsd: spending.capUsd });
    if (isDeepStrictEqual(needs, told)) return;
    told = needs;
    tell(needs);
  };
}
