import { NEEDY_STATUSES, needsOf } from '../domain/needs.ts';
import type { PostView } from '../domain/view.ts';
import { inOutage } from '../ports/store-error.ts';
import type { Overview, WorkerApi } from '../rpc/contract.ts';
import type { FromWorker } from '../rpc/worker-messages.ts';

/** More of them than this are told of by their number elsewhere. */
const MOST = 200;

/**
 * Finds what waits for a person, whenever there is a new overview, and tells of it when it is not the same.
 * @param isPaid reading posts costs something: it is done only when their number has changed
 */
export function createNeedsWatch(
  { list }: Pick<WorkerApi, 'list'>,
  isPaid: boolean,
  tell: (message: Extract<FromWorker, { kind: 'needs' }>) => void,
) {
  let counted: string | undefined;
  let posts: readonly PostView[] = [];
  let told = '';

  return async ({ counts, accounts, storage, spending, health }: Overview): Promise<void> => {
    const numbers = NEEDY_STATUSES.map((status) => counts[status]);
    const now = numbers.join(' ');
    const isAny = numbers.some((count) => count > 0);
    // What is counted while the storage is away may be what was never read.
    if (!storage.trouble && (now !== counted || (isAny && !isPaid))) {
      const query = { status: NEEDY_STATUSES, limit: MOST };
      const page = isAny ? await list(query).catch(inOutage(() => undefined)) : { posts: [] };
      if (page) [posts, counted] = [page.posts, now];
    }
    const isCapped = health.reasons.some(({ code }) => code === 'cap');
    const { trouble } = storage;
    const needs = needsOf({ posts, accounts, trouble, isCapped, capUsd: spending.capUsd });
    const message = { kind: 'needs', needs, isWhole: counted !== undefined } as const;
    if (JSON.stringify(message) === told) return;
    told = JSON.stringify(message);
    tell(message);
  };
}
