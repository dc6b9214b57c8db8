import { STATUSES, type Status } from '../../domain/status.ts';
import { SECOND } from '../../domain/time.ts';
import { startingWith } from './keys.ts';
import type { Partition } from './table.ts';

type Counts = Readonly<Record<Status, number>>;

/** How many posts there are of each status. */
export type Counter = {
  read(): Promise<Counts>;
  /** Around every write of ours: while one is on its way, nothing that was counted before is good enough. */
  during<T>(write: () => Promise<T>): Promise<T>;
  /** Within a write: a post moved; null: it is new. */
  moved(from: Status | null, to: Status): void;
  /** Within a write that does not tell what moved. */
  forget(): void;
};

/** Counting costs a request per 1,000 posts; at most this much of the time goes into it: one request in, ms. */
const PER_REQUEST = 10 * SECOND;
const ROWS_PER_REQUEST = 1_000;

/**
 * A counter kept in the table would be the one row that every write of every worker waits for, so the rows are
 * counted: at most one request in ten seconds, on average. In between our own moves are followed.
 */
export function createCounter(partition: Partition, monotonic: () => number): Counter {
  let known: { counts: Record<Status, number>; until: number } | undefined;
  let moves = 0;
  let writes = 0;
  return {
    read: async () => {
      if (known && writes === 0 && monotonic() < known.until) return { ...known.counts };
      const before = moves;
      const counts = await countRows(partition);
      // What moved while it was counted may be in or not.
      known =
        before === moves && writes === 0
          ? { counts: { ...counts }, until: monotonic() + costOf(counts) }
          : undefined;
      return counts;
    },
    during: async (write) => {
      writes += 1;
      try {
        return await write();
      } finally {
        writes -= 1;
      }
    },
    forget: () => {
      moves += 1;
      known = undefined;
    },
    moved: (from, to) => {
      moves += 1;
      if (!known) return;
      if (from) known.counts[from] -= 1;
      known.counts[to] += 1;
    },
  };
}

async function countRows(partition: Partition): Promise<Record<Status, number>> {
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  // Those in flight and the open ones are next to each other (see post-rows.ts).
  for (const range of [{ from: 'n_', to: 'o_~~' }, startingWith('x_')]) {
    for (const { properties } of await partition.range(range, { select: ['status'] }))
      counts[properties['status'] as Status] += 1;
  }
  return counts;
}

function costOf(counts: Counts): number {
  const posts = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return PER_REQUEST * (2 + Math.floor(posts / ROWS_PER_REQUEST));
}
